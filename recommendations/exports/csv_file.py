"""CSV: UTF-8 with a byte order mark, CRLF, one row a record, values of a list joined by "; "."""

from __future__ import annotations

from collections.abc import Iterator

from recommendations.exports.download import Download
from smuggling_kb.spreadsheets import csv_cell_lines


def write_csv(download: Download) -> Iterator[str]:
    """Yield the file, some hundred lines at a time."""
    return csv_cell_lines(download.column_names, download.column_rows(cells=True))
