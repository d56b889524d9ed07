"""Downloads: the formats that a list can be taken away in.

A format is a module with a function ``write`` and a line in ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from recommendations.exports import bibtex, delimited, objects, ris, workbook
from recommendations.exports.columns import Record
from recommendations.exports.download import Download

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Format:
    """A format: the ending of its addresses and files, its name, its type, how it is written.

    ``write_one`` writes a single record, in the formats that are made to cite it.
    """

    extension: str
    label: str
    content_type: str
    write: Callable[[Download], Iterator[str] | Iterator[bytes]]
    write_one: Callable[[Record], str] | None = None


FORMATS = {
    format_.extension: format_
    for format_ in (
        Format("csv", "CSV", "text/csv; charset=utf-8", delimited.write),
        Format("xlsx", "XLSX", XLSX, workbook.write),
        Format("json", "JSON", "application/json", objects.write),
        Format("ris", "RIS", "application/x-research-info-systems", ris.write, ris.write_one),
        Format(
            "bib", "BibTeX", "application/x-bibtex; charset=utf-8", bibtex.write, bibtex.write_one
        ),
    )
}
#: The formats in which a single record can be cited.
REFERENCES = {name: write for name, format_ in FORMATS.items() if (write := format_.write_one)}
