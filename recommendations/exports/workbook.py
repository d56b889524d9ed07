"""XLSX: one sheet with the columns of the CSV, every cell text, the header always in sight."""

from __future__ import annotations

from collections.abc import Iterator

from recommendations.exports.columns import codebook_sheet
from recommendations.exports.download import Download
from recommendations.index.coverage import index_coverage
from recommendations.names.data_versions import data_version_name
from smuggling_kb.spreadsheets import workbook_parts


def write_xlsx(download: Download) -> Iterator[bytes]:
    """Yield the file, a part at a time, once all of it is on disk."""
    sheet = codebook_sheet(download.column_rows(cells=False))
    coverage = index_coverage(download.selection.index).sentence
    version = data_version_name(download.data_version)
    return workbook_parts(sheet, description=f"{version}\n{coverage}")
