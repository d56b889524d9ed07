"""The reader of uploaded files: tells a file's kind by its bytes, whatever its name says."""

from __future__ import annotations

from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation.corrections.csv_reader import read_csv
from recommendations.curation.corrections.table import UnreadableTable, UploadedTable
from recommendations.curation.corrections.xlsx_reader import read_workbook

#: Bytes of the largest file.
MAX_BYTES = 25_000_000

ZIP = b"PK\x03\x04"
NOT_A_TABLE = gettext_lazy("This is %(kind)s and no table. Send a CSV file or an Excel workbook.")
OLD_EXCEL = gettext_lazy(
    "This is an Excel workbook of the old kind (.xls), or one with a password. Save it as .xlsx,"
    " without a password."
)
#: The beginnings of files that are no tables, and their kinds.
OTHER_KINDS = (
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


def read_table(data: bytes) -> UploadedTable:
    """Return the table in a file; ``UnreadableTable`` says why there is none."""
    if len(data) > MAX_BYTES:
        raise UnreadableTable(_("The file is larger than 25 MB."))
    if data.startswith(ZIP):
        return read_workbook(BytesIO(data))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableTable(OLD_EXCEL)
    for beginning, kind in OTHER_KINDS:
        if data.startswith(beginning):
            raise UnreadableTable(NOT_A_TABLE % {"kind": kind})
    return read_csv(data)
