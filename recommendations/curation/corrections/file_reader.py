"""The reader of uploaded files: tells a file's kind by its bytes, whatever its name says."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from recommendations.curation.corrections.csv_reader import read_csv
from recommendations.curation.corrections.table import UnreadableTable, UploadedTable
from recommendations.curation.corrections.xlsx_reader import read_workbook
from smuggling_kb.hostile_files.limited_process import ReaderDied, Reason, read_limited

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

#: Bytes of the largest file.
MAX_BYTES = 25_000_000

ZIP = b"PK\x03\x04"
TOO_LARGE = gettext_lazy("The file is larger than 25 MB. Divide the table.")
#: The words for a file whose reader came to no end.
DEATHS: dict[Reason, StrPromise] = {
    "memory": gettext_lazy(
        "The file takes more memory to read than a table should. Copy the table into a new"
        " workbook, or divide it."
    ),
    "time": gettext_lazy(
        "The file takes too long to read. Try again. If it happens again, copy the "
        "table into a new workbook, or divide it."
    ),
    "failure": gettext_lazy(
        "The file could not be read. Copy the table into a new workbook and send that."
    ),
}
NOT_A_TABLE = gettext_lazy("This is %(kind)s, not a table. Send a CSV file or an Excel workbook.")
OLD_EXCEL = gettext_lazy(
    "This is an old Excel workbook (.xls), or one with a password. Save it as "
    ".xlsx, without a password."
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


def read_uploaded_table(data: bytes) -> UploadedTable:
    """Return the table in a file from outside, read by a process that is limited.

    ``UnreadableTable`` says why there is none.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableTable(TOO_LARGE)
    try:
        return read_limited(read_table, data, refusals=(UnreadableTable,))
    except ReaderDied as death:
        raise UnreadableTable(str(DEATHS[death.reason])) from death


def read_table(data: bytes) -> UploadedTable:
    """Return the table in a file; ``UnreadableTable`` says why there is none."""
    if len(data) > MAX_BYTES:
        raise UnreadableTable(TOO_LARGE)
    if data.startswith(ZIP):
        return read_workbook(BytesIO(data))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableTable(OLD_EXCEL)
    for beginning, kind in OTHER_KINDS:
        if data.startswith(beginning):
            raise UnreadableTable(NOT_A_TABLE % {"kind": kind})
    return read_csv(data)
