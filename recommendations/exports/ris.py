"""RIS: a line for each particular, a tag before it; read by Zotero, EndNote, Mendeley and others.

A recommendation is a part of a book (``CHAP``): of all kinds of parts this is the one whose book,
the document with its symbol, every program keeps and prints. A body as author ends in a comma, so
that no program takes its last word for a family name. What is known of the data stands among the
notes, which no program prints in a bibliography.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from recommendations.exports.columns import ExportedRecord
from recommendations.exports.download import Download
from recommendations.exports.reference import Reference, format_record
from recommendations.exports.reference_list import ReferenceStyle, format_list

#: White space that would end a line, and what no line may hold.
NOT_IN_LINES = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


def write_ris(download: Download) -> Iterator[str]:
    """Yield the file of a list, many entries at a time."""
    return format_list(download, ReferenceStyle(ris_entry, escape_line))


def write_ris_record(record: ExportedRecord) -> str:
    """Return the file of one record."""
    return format_record(record, ris_entry)


def ris_entry(reference: Reference) -> str:
    """Return one record; particulars that are not known are left out."""
    issued = f"{reference.issued:%Y/%m/%d}/" if reference.issued else ""
    lines = (
        ("TY", "CHAP"),
        ("ID", reference.code),
        ("AU", f"{reference.author},"),
        ("TI", reference.title),
        ("ST", reference.name),
        ("T2", reference.container),
        ("PY", str(reference.year)),
        ("DA", issued),
        ("PB", _("United Nations")),
        ("LA", reference.language),
        ("AB", reference.words),
        ("N1", reference.note),
        ("N1", reference.translation),
        ("N1", reference.database),
        ("UR", reference.url),
    )
    written = [f"{tag}  - {escape_line(value)}\r\n" for tag, value in lines if value]
    return "".join([*written, "ER  - \r\n\r\n"])


def escape_line(value: str) -> str:
    """Return words that stand in one line."""
    return NOT_IN_LINES.sub(" ", value)
