"""A list to be taken away: its records, what was asked for, and the name of its file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.utils import timezone
from django.utils.translation import gettext as _

from recommendations.exports.columns import CodebookColumn, column_rows, named_columns
from recommendations.index.coverage import coverage
from recommendations.models import DataVersion
from recommendations.selection.language_coverage import DisplayedTexts, displayed_texts
from recommendations.selection.selection import Selection

#: Characters of a file name before its ending: the longest that every system keeps.
LONGEST_NAME = 55
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
NOT_IN_PLAIN_NAMES = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True)
class Download:
    """A selection in one language; ``root`` is this site's address, ``url`` the download's own."""

    selection: Selection
    language: str
    root: str
    url: str

    @property
    def count(self) -> int:
        """The number of its records."""
        return self.selection.count

    @property
    def parameters(self) -> Mapping[str, list[str]]:
        """The parameters of the list, as its address has them."""
        return self.selection.filters.params()

    @property
    def displayed_texts(self) -> list[DisplayedTexts]:
        """The numbers of its texts by language, and of those that are unofficial."""
        selection = self.selection
        return displayed_texts(selection.index, selection.bitmap, selection.preference)

    @cached_property
    def columns(self) -> list[CodebookColumn]:
        """The columns asked for, in that order, or all."""
        return named_columns(self.selection.filters.chosen_columns)

    @property
    def column_names(self) -> list[str]:
        """The names of these columns."""
        return [column.name for column in self.columns]

    def column_rows(self, *, cells: bool) -> Iterator[Sequence[Any]]:
        """Yield the columns of every record of the list, in its order; as cells of CSV, or not."""
        index, places = self.selection.index, iter(self.selection.order)
        preference = self.selection.preference
        return column_rows(index, places, preference, self.root, self.columns, cells=cells)

    @property
    def data_version(self) -> DataVersion:
        """The version of the data that the file is made of."""
        return self.selection.index.data_version

    def disposition(self, extension: str) -> str:
        """Return the header that names the file by filter, meetings, date and data version.

        In words for programs that read RFC 6266, and in ASCII, by parameter, for all others.
        """
        asked = (f"{name} {' '.join(values)}" for name, values in self.parameters.items())
        return file_names(
            " ".join(["recommendations", *asked]),
            f"{_('Recommendations')} {self.selection.filters.describe()}",
            self.data_version,
            extension,
        )


def file_names(plain: str, words: str, data_version: DataVersion, extension: str) -> str:
    """Return the header that names a file, in ASCII and in words, with what it rests on.

    That is the number of meetings whose texts are held, the date and the data version.
    """
    meetings = coverage().file_name_part
    ending = f"{meetings}-{timezone.localdate():%Y-%m-%d}-{data_version.label}.{extension}"
    plain, words = NOT_IN_PLAIN_NAMES.sub("-", plain), NOT_IN_NAMES.sub("-", words)
    return (
        f'attachment; filename="{plain[:LONGEST_NAME].strip("-")}-{ending}"; '
        f"filename*=UTF-8''{quote(f'{words[:LONGEST_NAME].strip()} {ending}')}"
    )
