"""XLSX: one sheet with the columns of the CSV, every cell text, the header in sight when scrolling.

Text is never a formula, nor becomes one when a cell is edited: what a spreadsheet would take for
one has the mark of quoted text. Characters that a workbook cannot hold are written ``_x000B_``, as
Excel does; a text longer than a cell can be ends by saying so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from recommendations.exports.columns import COLUMNS, row
from recommendations.exports.csv_file import FORMULA, as_text
from recommendations.exports.download import Download

#: Characters that fit into a cell.
LONGEST = 32_767
TOO_LONG = " […]"
#: What XML does not allow, the line end that it does not keep, and what already looks escaped.
ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
#: Widths in characters, of the columns that are not of the usual one.
WIDTHS = {"text": 80, "chapeau": 40, "heading": 30, "themes": 24, "document": 24, "url": 48}
WIDTH = 14
CHUNK = 65_536


def write(download: Download) -> Iterator[bytes]:
    """The file, a part at a time, once all of it is on disk."""
    book = Workbook(write_only=True)
    sheet = cast(Worksheet, book.create_sheet("recommendations"))
    _lay_out(sheet)
    cells = [_cell(sheet) for _column in COLUMNS]
    for record in download.records():
        for cell, value in zip(cells, row(record).values(), strict=True):
            _put(cell, as_text(value))
        sheet.append(cells)
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while part := file.read(CHUNK):
            yield part


def _lay_out(sheet: Worksheet) -> None:
    """The widths, the header, and that it stays."""
    sheet.freeze_panes = "B2"
    header = []
    for place, column in enumerate(COLUMNS, start=1):
        width = WIDTHS.get(column.name, WIDTH)
        sheet.column_dimensions[get_column_letter(place)].width = width
        cell = WriteOnlyCell(sheet, column.name)
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)


def _cell(sheet: Worksheet) -> Cell:
    """A cell for all rows of a column: they are written one after the other."""
    cell = WriteOnlyCell(sheet)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _put(cell: Cell, text: str) -> None:
    cell.value = fitted(escaped(text))
    cell.data_type = "s"
    cell.quotePrefix = bool(FORMULA.match(text))


def escaped(text: str) -> str:
    """Text as a workbook can hold it."""
    return ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def fitted(text: str) -> str:
    """Text that fits into a cell; one that is cut says so."""
    return text if len(text) <= LONGEST else text[: LONGEST - len(TOO_LONG)] + TOO_LONG
