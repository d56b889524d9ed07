"""Downloads: one module for each format, and an entry of ``FORMATS``.

An entry is all that lists, records, the codebook and addresses need of a format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recommendations.exports.bibtex import write_bibtex, write_bibtex_record
from recommendations.exports.columns import ExportedRecord
from recommendations.exports.csl_json import write_csl_json, write_csl_json_record
from recommendations.exports.csv_file import write_csv
from recommendations.exports.download import Download
from recommendations.exports.json_file import write_json
from recommendations.exports.ris import write_ris, write_ris_record
from recommendations.exports.word.list_file import MOST_RECORDS, make_docx
from recommendations.exports.word.writer import CONTENT_TYPE
from recommendations.exports.workbook import make_xlsx
from smuggling_kb.spreadsheets import CONTENT_TYPES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class ExportFormat:
    """A format: the ending of its addresses and files, its name, its type, what it is good for.

    ``write`` writes a list by and by, or ``make`` makes a file of it, in formats that must be
    whole. ``write_record`` writes a single record, in formats that are made to cite it.
    ``record_size`` is about how many bytes a record takes, ``translation_size`` how many more if
    its text is a translation, beside which the official one is given, ``empty_size`` a file without
    any record.
    """

    extension: str
    label: str
    content_type: str
    meaning: StrPromise
    write: Callable[[Download], Iterator[str]] | None
    record_size: int
    translation_size: int = 0
    empty_size: int = 0
    make: Callable[[Download], IO[bytes]] | None = None
    write_record: Callable[[ExportedRecord], str] | None = None
    #: What to mind when it is opened; said where it is offered.
    hint: StrPromise | str = ""
    #: The parameters of a list's layout that it takes.
    layout: frozenset[str] = frozenset()
    #: The most records that a file can have; None if it can have any number.
    most_records: int | None = None
    #: Offered first and at once; the others are behind "More formats".
    prominent: bool = False

    def holds(self, count: int) -> bool:
        """Return whether a file can have so many records."""
        return self.most_records is None or count <= self.most_records

    @property
    def limit(self) -> str:
        """How many records a file can have, and what to do with more; for formats with a limit."""
        return records_limit(self.label, self.most_records or 0)

    def size(self, count: int, translated: int = 0) -> str:
        """Return about how large the file of so many records is: ``62 KB``."""
        records = count * self.record_size + translated * self.translation_size
        return filesizeformat(self.empty_size + records)


FORMATS = {
    format_.extension: format_
    for format_ in (
        ExportFormat(
            "docx",
            "Word",
            CONTENT_TYPE,
            _("A document to read, print and edit: every record with its full citation."),
            None,
            record_size=150,
            translation_size=140,
            empty_size=39_500,
            make=make_docx,
            layout=frozenset({"group"}),
            most_records=MOST_RECORDS,
            prominent=True,
        ),
        ExportFormat(
            "xlsx",
            "XLSX",
            CONTENT_TYPES["xlsx"],
            _("A workbook: the list to read and filter, its data for programs, and its source."),
            None,
            record_size=510,
            translation_size=100,
            empty_size=9800,
            make=make_xlsx,
            layout=frozenset({"columns"}),
            prominent=True,
        ),
        ExportFormat(
            "csv",
            "CSV",
            CONTENT_TYPES["csv"],
            _("A table for programs and spreadsheets: UTF-8, a row for each record."),
            write_csv,
            record_size=570,
            translation_size=120,
            hint=_(
                "Excel turns codes such as 2012/5 into dates when it opens CSV. For Excel, take"
                " XLSX."
            ),
            layout=frozenset({"columns"}),
        ),
        ExportFormat(
            "json",
            "JSON",
            "application/json",
            _("The same fields for programs: lists as lists, absent values null."),
            write_json,
            record_size=900,
            translation_size=120,
        ),
        ExportFormat(
            "ris",
            "RIS",
            "application/x-research-info-systems",
            _("References for Zotero, EndNote, Mendeley and other reference managers."),
            write_ris,
            record_size=950,
            translation_size=620,
            write_record=write_ris_record,
        ),
        ExportFormat(
            "bib",
            "BibTeX",
            "application/x-bibtex; charset=utf-8",
            _("References for LaTeX."),
            write_bibtex,
            record_size=1030,
            translation_size=620,
            write_record=write_bibtex_record,
        ),
        ExportFormat(
            "csl.json",
            "CSL-JSON",
            "application/vnd.citationstyles.csl+json",
            _("References for Zotero, Pandoc and all that formats citations by CSL styles."),
            write_csl_json,
            record_size=1080,
            translation_size=620,
            write_record=write_csl_json_record,
        ),
    )
}


def records_limit(what: str, most_records: int) -> str:
    """Return how many records something takes, and what to do with more."""
    number = number_format(most_records, force_grouping=True)
    form = gettext("%(format)s takes up to %(number)s records: take XLSX, or narrow the list.")
    return form % {"format": what, "number": number}


def reference_formats() -> list[ExportFormat]:
    """Return the formats in which a single record can be cited."""
    return [format_ for format_ in FORMATS.values() if format_.write_record]
