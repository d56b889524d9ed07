"""A file becomes a table: which kind of file it is, whatever its name says."""

from __future__ import annotations

from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation.corrections import csv_reader, xlsx_reader
from recommendations.curation.corrections.table import Table, Unreadable

#: Bytes of the largest file.
LARGEST = 25_000_000

ZIP = b"PK\x03\x04"
NOT_A_TABLE = gettext_lazy("This is %(kind)s and no table. Send a CSV file or an Excel workbook.")
OLD_EXCEL = gettext_lazy(
    "This is an Excel workbook of the old kind (.xls), or one with a password. Save it as .xlsx,"
    " without a password."
)
#: How files begin that are no tables, and what they are.
OTHERS = (
    (b"%PDF", gettext_lazy("a PDF file")),
    (b"\x89PNG", gettext_lazy("a picture")),
    (b"\xff\xd8\xff", gettext_lazy("a picture")),
    (b"GIF8", gettext_lazy("a picture")),
    (b"\x1f\x8b", gettext_lazy("a compressed file")),
    (b"7z\xbc\xaf", gettext_lazy("a compressed file")),
    (b"Rar!", gettext_lazy("a compressed file")),
    (b"PK", gettext_lazy("a compressed file")),
    (b"{\\rtf", gettext_lazy("an RTF file")),
    (b"<", gettext_lazy("an HTML or XML file")),
    (b"\x7fELF", gettext_lazy("a program")),
    (b"MZ", gettext_lazy("a program")),
)


def read(data: bytes) -> Table:
    """The table in a file; ``Unreadable`` says why there is none."""
    if len(data) > LARGEST:
        raise Unreadable(_("The file is larger than 25 MB."))
    if data.startswith(ZIP):
        return xlsx_reader.read(BytesIO(data))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(OLD_EXCEL)
    for beginning, kind in OTHERS:
        if data.startswith(beginning):
            raise Unreadable(NOT_A_TABLE % {"kind": kind})
    return csv_reader.read(data)
