"""The reader of files that were downloaded here: CSV, XLSX and JSON, as rows of cells.

It runs in a process that is limited. A file of another format is refused in words.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation.corrections.file_reader import ZIP, read_table
from recommendations.curation.corrections.table import MAX_ROWS, UnreadableTable
from recommendations.curation.corrections.xlsx_reader import WorkbookReader
from smuggling_kb.hostile_files.limited_process import (
    ProcessLimits,
    ReaderDied,
    Reason,
    read_limited,
)
from smuggling_kb.spreadsheets import ABOUT, cell_text

#: Bytes of the largest file.
MAX_BYTES = 1_000_000
LIMITS = ProcessLimits(memory=400_000_000, processor_seconds=5, seconds=20, result=50_000_000)
VERSION = re.compile(r"(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])")
ADDRESS = re.compile(r"https?://\S+/recommendations\.[a-z.]+(?:\?\S*)?")

TOO_LARGE = gettext_lazy("The file is larger than 1 MB. Filter the list, and verify it in parts.")
EMPTY = gettext_lazy("The file is empty.")
NOT_OURS = gettext_lazy(
    "The file contains no recommendations with codes, so it is not a list from this site."
)
DAMAGED_JSON = gettext_lazy("The file is not complete JSON. Download it again.")
#: The beginnings of formats that are not compared.
OTHER_FORMATS = (
    (re.compile(rb"\s*TY {1,2}- "), "RIS"),
    (re.compile(rb"\s*@(?:comment|inproceedings|misc|techreport)\s*\{", re.IGNORECASE), "BibTeX"),
)
NOT_COMPARED = gettext_lazy(
    "This is a %(format)s file. Only CSV, XLSX and JSON files can be compared; for others, look up"
    " the data version in the file’s name."
)
#: The words for a file whose reader came to no end.
DEATHS: dict[Reason, Any] = {
    "memory": gettext_lazy("The file takes more memory to read than a list of this site does."),
    "time": gettext_lazy("The file takes too long to read. Try once more."),
    "failure": gettext_lazy("The file could not be read. Download it again."),
}


@dataclass(frozen=True)
class DownloadedFile:
    """The rows of a file, and what it says of itself; empty where it says nothing."""

    file_format: str
    columns: list[str]
    rows: list[list[str]]
    data_version: str
    #: The address that answers with the list.
    address: str


def read_downloaded_file(data: bytes) -> DownloadedFile:
    """Return what a file from outside has, read by a limited process.

    Raises ``UnreadableTable``.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableTable(str(TOO_LARGE))
    try:
        return read_limited(
            read_downloaded_content, data, refusals=(UnreadableTable,), limits=LIMITS
        )
    except ReaderDied as death:
        raise UnreadableTable(str(DEATHS[death.reason])) from death


def read_downloaded_content(data: bytes) -> DownloadedFile:
    """Return what a file has; ``UnreadableTable`` says why it is none that can be compared."""
    content = data.removeprefix(b"\xef\xbb\xbf")
    if not content.strip():
        raise UnreadableTable(str(EMPTY))
    for beginning, name in OTHER_FORMATS:
        if beginning.match(content):
            raise UnreadableTable(NOT_COMPARED % {"format": name})
    if content.lstrip()[:1] in (b"{", b"["):
        return _read_json(content)
    return _read_table(data)


def _read_table(data: bytes) -> DownloadedFile:
    table = read_table(data)
    if table.problems:
        problem = table.problems[0]
        raise UnreadableTable(f"{problem.message} ({problem.row}, {problem.column})")
    columns = [name.strip().lower() for name in table.header.cells]
    if "code" not in columns:
        raise UnreadableTable(str(NOT_OURS))
    if repeated := [name for name in columns if name and columns.count(name) > 1]:
        raise UnreadableTable(f"{_('The column occurs twice.')} ({repeated[0]})")
    width = len(columns)
    rows = [(row.cells + [""] * width)[:width] for row in table.rows]
    words = _about_words(data) if data.startswith(ZIP) else ""
    return DownloadedFile(
        table.file_format, columns, rows, _first(VERSION, words), _first(ADDRESS, words)
    )


def _about_words(data: bytes) -> str:
    """Return all that a workbook, which was read already, says of itself."""
    reader = WorkbookReader(BytesIO(data), read_only=True, keep_links=False)
    reader.read()
    return "\n".join(
        str(cell)
        for sheet in reader.wb.worksheets
        if sheet.title == ABOUT
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell
    )


def _first(pattern: re.Pattern[str], words: str) -> str:
    match = pattern.search(words)
    return match[0] if match else ""


def _read_json(data: bytes) -> DownloadedFile:
    try:
        found = json.loads(data)
        # JSON can name half of a character, which no page can show.
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise UnreadableTable(str(DAMAGED_JSON)) from None
    if isinstance(found, list):
        raise UnreadableTable(NOT_COMPARED % {"format": "CSL-JSON"})
    records = found.get("results", [found])
    if not isinstance(records, list) or not records:
        raise UnreadableTable(str(NOT_OURS))
    if len(records) > MAX_ROWS:
        raise UnreadableTable(str(TOO_LARGE))
    if not all(isinstance(each, dict) and isinstance(each.get("code"), str) for each in records):
        raise UnreadableTable(str(NOT_OURS))
    columns = [name for name in records[0] if all(_is_cell(each.get(name)) for each in records)]
    rows = [[cell_text(record.get(name)) for name in columns] for record in records]
    is_list = "results" in found
    return DownloadedFile(
        "JSON",
        columns,
        rows,
        _first(VERSION, str(found.get("data_version", ""))),
        str(found.get("url", "")) if is_list else "",
    )


def _is_cell(value: Any) -> bool:
    """Return whether a value of JSON is one that a cell of a table has too."""
    if isinstance(value, list):
        return all(isinstance(each, str) for each in value)
    return value is None or isinstance(value, str | int)
