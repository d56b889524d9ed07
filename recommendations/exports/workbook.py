"""XLSX: one sheet with the columns of the CSV, every cell text, the header always in sight."""

from __future__ import annotations

from typing import IO

from recommendations.exports.columns import codebook_sheet
from recommendations.exports.download import Download
from recommendations.index.coverage import index_coverage
from recommendations.names.data_versions import data_version_name
from smuggling_kb.spreadsheets import workbook_file


def make_xlsx(download: Download) -> IO[bytes]:
    """Return the file, a temporary one."""
    sheet = codebook_sheet(download.column_rows(cells=False))
    coverage = index_coverage(download.selection.index).sentence
    version = data_version_name(download.data_version)
    return workbook_file(sheet, description=f"{version}\n{coverage}")
