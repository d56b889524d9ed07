"""Downloads: one module for each format, and a line in ``FORMATS``.

The module of a format has a function ``write``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from recommendations.exports import bibtex, csv_file, file_size, json_file, ris, workbook
from recommendations.exports.columns import Record
from recommendations.exports.download import Download
from smuggling_kb.spreadsheets import CONTENT_TYPES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class Format:
    """A format: the ending of its addresses and files, its name, its type, what it is good for.

    ``write`` writes a list, and ``write_one`` a single record, in formats that are made to cite it.
    """

    extension: str
    label: str
    content_type: str
    meaning: StrPromise
    write: Callable[[Download], Iterator[str] | Iterator[bytes]]
    #: The bytes of a file without records, and those of a record on average: measured over all
    #: records of the fixtures, and held to that by a test.
    weight: tuple[int, int]
    write_one: Callable[[Record], str] | None = None

    def about(self, count: int) -> str:
        """``62 kB``: about how large the file of so many records is."""
        empty, record = self.weight
        return file_size.in_words(empty + count * record)


FORMATS = {
    format_.extension: format_
    for format_ in (
        Format(
            "csv",
            "CSV",
            CONTENT_TYPES["csv"],
            _("A table for programs and spreadsheets: UTF-8, a row for each record."),
            csv_file.write,
            (196, 568),
        ),
        Format(
            "xlsx",
            "XLSX",
            CONTENT_TYPES["xlsx"],
            _("The same table as a workbook, every cell text."),
            workbook.write,
            (6500, 210),
        ),
        Format(
            "json",
            "JSON",
            "application/json",
            _("The same fields for programs: lists as lists, absent values null."),
            json_file.write,
            (115, 903),
        ),
        Format(
            "ris",
            "RIS",
            "application/x-research-info-systems",
            _("References for Zotero, EndNote, Mendeley and other reference managers."),
            ris.write,
            (0, 840),
            ris.write_one,
        ),
        Format(
            "bib",
            "BibTeX",
            "application/x-bibtex; charset=utf-8",
            _("References for LaTeX."),
            bibtex.write,
            (0, 913),
            bibtex.write_one,
        ),
    )
}
#: The formats in which a single record can be cited.
REFERENCES = {name: write for name, format_ in FORMATS.items() if (write := format_.write_one)}
