"""Passages of documents as files: the columns of CSV, which are the fields of JSON too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from recommendations.exports.download import file_names
from recommendations.exports.json_file import dumps, version_fields
from recommendations.exports.provenance import FileProvenance, disclaimer, terms_with_address
from recommendations.index.coverage import coverage
from recommendations.index.passages.rows import PassageRow
from recommendations.models.editions import DataVersion
from recommendations.names.data_versions import data_version_name
from recommendations.selection.passage_selection import PassageSelection
from sessions.dates import calendar_day
from sessions.models import ResourceKind
from sessions.places import place_number
from smuggling_kb.spreadsheets import Sheet, csv_lines

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

#: Passages that are read at a time.
BATCH = 300


@dataclass(frozen=True)
class PassageColumn:
    """A column, what it has of a passage, and what that means; ``root`` is this site's address."""

    name: str
    meaning: StrPromise
    value: Callable[[PassageRow, str], str]


#: Every column, in the order in which files have them.
PASSAGE_COLUMNS = (
    PassageColumn(
        "document", gettext_lazy("The symbol of the document."), lambda row, _root: row.document
    ),
    PassageColumn(
        "kind",
        gettext_lazy(
            "The kind of passage: heading, paragraph (numbered), recommendation (numbered), item "
            "(of a paragraph), text (a paragraph without a number), row (of a table), footnote, or "
            "cover (a line of the cover)."
        ),
        lambda row, _root: row.kinds[0],
    ),
    PassageColumn(
        "resource",
        gettext_lazy("The kind of resource it lists, if any: question, mechanism or tool."),
        lambda row, _root: next(filter(ResourceKind.values.__contains__, row.kinds), ""),
    ),
    PassageColumn(
        "anchor",
        gettext_lazy("Its anchor in the address of the document: p25, p61a, r18, fn20."),
        lambda row, _root: row.anchor,
    ),
    PassageColumn(
        "number",
        gettext_lazy("Its number as printed, with the letter of an item; empty if it has none."),
        lambda row, _root: place_number(row.anchor),
    ),
    PassageColumn(
        "heading",
        gettext_lazy("The heading it appears under, as printed."),
        lambda row, _root: row.heading,
    ),
    PassageColumn(
        "language", gettext_lazy("The language of the text."), lambda row, _root: row.language
    ),
    PassageColumn(
        "text",
        gettext_lazy("Its words, without the number and without the marks of footnotes."),
        lambda row, _root: row.text,
    ),
    PassageColumn(
        "source_of",
        gettext_lazy("The code of the recommendation that was read from it, if any."),
        lambda row, _root: row.source_of,
    ),
    PassageColumn(
        "restates",
        gettext_lazy("The code of the recommendation it restates, if any."),
        lambda row, _root: row.restates,
    ),
    PassageColumn(
        "url",
        gettext_lazy("Its address, without a language: it opens in each visitor’s own language."),
        lambda row, root: f"{root}/documents/{quote(row.document)}/#{row.anchor}",
    ),
    PassageColumn(
        "text_read",
        gettext_lazy("If a reviewer corrected the passage: the words in the file."),
        lambda row, _root: row.text_read,
    ),
)


@dataclass(frozen=True)
class PassageDownload:
    """A selection of passages to be taken away; ``url`` is the download's own address."""

    selection: PassageSelection
    root: str
    url: str

    @property
    def data_version(self) -> DataVersion:
        """The version of the data that the file is made of."""
        return self.selection.filters.index.data_version

    def disposition(self, extension: str) -> str:
        """Return the header that names the file by the filter, the date and the data version."""
        filters = self.selection.filters
        asked = (f"{name} {' '.join(values)}" for name, values in filters.params().items())
        return file_names(
            " ".join(["passages", *asked]),
            f"{_('Passages')} {filters.describe()}",
            self.data_version,
            extension,
        )

    @property
    def provenance(self) -> FileProvenance:
        """The facts that a reader of the file has to know, in the active language."""
        filters, count = self.selection.filters, self.selection.count
        return FileProvenance(
            heading=_("Passages of the documents"),
            filters=filters.describe(),
            count=ngettext("%(count)s passage", "%(count)s passages", count) % {"count": count},
            texts="",
            translations="",
            made_on=calendar_day(timezone.localdate()),
            data_version=data_version_name(self.data_version),
            coverage=coverage().sentence,
            address=self.url,
            terms=terms_with_address(self.root),
            disclaimer=disclaimer(),
        )

    def rows(self) -> Iterator[list[str]]:
        """Yield the columns of every passage, in the order of the list; five queries a batch."""
        places = iter(self.selection.order)
        while batch := list(islice(places, BATCH)):
            for row in self.selection.rows(batch):
                yield [column.value(row, self.root) for column in PASSAGE_COLUMNS]


def write_passage_csv(download: PassageDownload) -> Iterator[str]:
    """Yield the file, a line at a time."""
    header = [column.name for column in PASSAGE_COLUMNS]
    return csv_lines(Sheet("passages", header, download.rows()))


def write_passage_json(download: PassageDownload) -> Iterator[str]:
    """Yield the file, a passage at a time: what was asked for, and the passages as ``results``."""
    filters = download.selection.filters
    head = {
        "count": download.selection.count,
        "query": filters.cleaned_data["q"],
        "filter": filters.params(),
        "url": download.url,
        **version_fields(download.data_version),
    }
    yield dumps(head).removesuffix("}") + ', "results": ['
    separator = "\n"
    names = [column.name for column in PASSAGE_COLUMNS]
    for values in download.rows():
        yield separator + dumps(
            {name: value or None for name, value in zip(names, values, strict=True)}
        )
        separator = ",\n"
    yield "\n]}\n"
