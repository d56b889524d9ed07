"""Tables as files for spreadsheets: CSV and XLSX, every cell text, none a formula.

CSV is UTF-8 with a byte order mark, lines end with CRLF. A cell that a spreadsheet would take for
a formula, since it begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return, is written
with an apostrophe before it, and so is one that begins with apostrophes and then one of these.
``restore_text`` undoes exactly that.

In a workbook text is never a formula, nor becomes one when a cell is edited: what a spreadsheet
would take for one has the mark of quoted text. Characters that a workbook cannot hold are written
``_x000B_``, as Excel does; a text longer than a cell can be ends by saying so.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, cast
from unicodedata import bidirectional, east_asian_width

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | date | list[str] | None

#: The sheets of the workbook of a list: its data, the same for people, and where it is from. Here,
#: where readers of files find it that run in a process without models.
LIST_SHEETS = DATA, LIST, ABOUT = ("data", "list", "about")
#: The sheets of a template: a table to be filled in, and what its columns mean.
TEMPLATE_SHEETS = DATA, COLUMNS = ("data", "columns")

BYTE_ORDER_MARK = "\ufeff"
#: Between the values of a list.
SEPARATOR = "; "
FORMULA = re.compile(r"'*[=+\-@\t\r]")

#: Characters that fit into a cell of a workbook.
LONGEST = 32_767
TOO_LONG = " […]"
#: What XML does not allow, the line end that it does not keep, and what already looks escaped.
ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: Characters that a column is wide, unless a sheet says otherwise.
WIDTH = 14
#: Links in a sheet: they are kept in memory until it is whole, and Excel takes 65,530.
MOST_LINKS = 20_000
#: Directions of cells: as programs find them, or as they are set.
BY_CONTENT, LEFT_TO_RIGHT, RIGHT_TO_LEFT = 0, 1, 2
#: The kinds of letters that have a direction.
STRONG = ("L", "R", "AL")
ALIGNMENTS = {
    order: Alignment(wrap_text=True, vertical="top", readingOrder=order)
    for order in (BY_CONTENT, LEFT_TO_RIGHT, RIGHT_TO_LEFT)
}
#: Lines of CSV that are written at a time.
LINES = 900


@dataclass(frozen=True)
class Sheet:
    """A table to be written: its name, its header, its rows, and columns that are not of ``WIDTH``.

    ``rows`` may be read once only.
    """

    name: str
    header: list[str]
    rows: Iterable[Iterable[Value]]
    widths: Mapping[str, int] = field(default_factory=dict)
    #: The columns that stay in sight beside the header, which always does.
    frozen_columns: int = 1
    #: Whether rows are made as high as their texts: programs that draw them may not do it.
    has_fitted_rows: bool = False
    #: The columns of addresses that a workbook links.
    links: frozenset[str] = frozenset()
    #: The number of rows, if a workbook offers to filter them.
    filtered_rows: int | None = None
    #: Whether the first column of a workbook is the rightmost, as in Arabic.
    is_right_to_left: bool = False
    #: The columns of such a sheet whose cells are codes, or texts in any language.
    mixed: frozenset[str] = frozenset()

    def width(self, name: str) -> int:
        """Return the width of a column in characters."""
        return self.widths.get(name, WIDTH)

    def reading_order(self, name: str, text: str) -> int:
        """Return the direction of a cell as a workbook writes it.

        Of a column with texts in any language it is that of the text's first letter: programs
        differ in what they take for it.
        """
        if not self.is_right_to_left:
            return BY_CONTENT
        if name not in self.mixed | self.links:
            return RIGHT_TO_LEFT
        first = next(filter(STRONG.__contains__, map(bidirectional, text)), "L")
        return LEFT_TO_RIGHT if first == "L" else RIGHT_TO_LEFT


class _Line:
    """A file for ``csv`` to write a row to, which returns the row."""

    def write(self, line: str) -> str:
        return line


def csv_lines(sheet: Sheet) -> Iterator[str]:
    """Yield the file, a line at a time."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield BYTE_ORDER_MARK + writer.writerow(sheet.header)
    for row in sheet.rows:
        yield writer.writerow([neutralize(cell_text(value)) for value in row])


def csv_cell_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the file of rows made by ``csv_cell``, some hundred lines at a time."""
    yield BYTE_ORDER_MARK + ",".join(header) + "\r\n"
    left = iter(rows)
    while some := list(map(",".join, islice(left, LINES))):
        yield "\r\n".join((*some, ""))


def csv_cell(text: str) -> str:
    """Return neutralized text as ``csv`` would write it, in a third of the time."""
    text = neutralize(text)
    if '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return f'"{text}"' if "," in text or "\n" in text or "\r" in text else text


def cell_text(value: Value) -> str:
    if isinstance(value, list):
        return SEPARATOR.join(value)
    return "" if value is None else str(value)


def neutralize(cell: str) -> str:
    """Return the text of a cell such that no spreadsheet takes it for a formula."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def restore_text(cell: str) -> str:
    """Return the text of a cell as it was before ``neutralize``."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def workbook_file(*sheets: Sheet, description: str = "", active: int = 0) -> IO[bytes]:
    """Return the file, a temporary one, to be read from its beginning.

    ``description`` is among its properties, which programs show as comments; ``active`` the number
    of the sheet in sight when it is opened.
    """
    book = Workbook(write_only=True)
    book.properties.description = description or None
    for number, sheet in enumerate(sheets):
        page = cast(Worksheet, book.create_sheet(sheet.name))
        page.sheet_view.tabSelected = number == active
        _write_sheet(page, sheet)
    book.active = active
    file = TemporaryFile()  # noqa: SIM115 - whoever reads it closes it
    try:
        book.save(file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _write_sheet(page: Worksheet, sheet: Sheet) -> None:
    _write_header(page, sheet)
    cells = [_cell(page, sheet.width(name)) for name in sheet.header]
    linked = [cell for cell, name in zip(cells, sheet.header, strict=True) if name in sheet.links]
    for cell in linked:
        cell.font = Font(color="0563C1", underline="single")
    for number, row in enumerate(sheet.rows):
        for cell, name, value in zip(cells, sheet.header, row, strict=True):
            text = cell_text(value)
            _set_text(cell, text)
            if sheet.is_right_to_left:
                cell.alignment = ALIGNMENTS[sheet.reading_order(name, text)]
        for cell in linked:
            _set_link(cell, with_link=number < MOST_LINKS)
        if sheet.has_fitted_rows:
            page.row_dimensions[number + 2].height = _row_height(sheet, cells)
        page.append(cells)
        # The library keeps the height of every row, and needs it no more.
        page.row_dimensions.pop(number + 2, None)


def _row_height(sheet: Sheet, cells: Iterable[Cell]) -> float:
    """Return the points that a row needs for its longest cell; Excel takes no more than 409."""
    widths = map(sheet.width, sheet.header)
    lines = (
        sum(-(-max(1, column_count(line)) // width) for line in str(cell.value or "").split("\n"))
        for cell, width in zip(cells, widths, strict=True)
    )
    return min(409, 15 * max(lines))


def column_count(text: str) -> int:
    """Return how many characters wide a text is: those of Chinese take two."""
    return len(text) + sum(east_asian_width(character) in "WF" for character in text)


def _set_link(cell: Cell, *, with_link: bool) -> None:
    """Make the text of a cell an address to follow."""
    address = str(cell.value or "")
    is_linked = with_link and bool(address)
    cell.hyperlink = Hyperlink(ref="A1", target=address) if is_linked else None


def _fit_to_paper(page: Worksheet) -> None:
    """Print all columns beside each other on A4, under the header on every page."""
    page.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    page.page_setup.orientation = Worksheet.ORIENTATION_LANDSCAPE
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"


def _write_header(page: Worksheet, sheet: Sheet) -> None:
    """Set the widths and the header, which stays in sight."""
    _fit_to_paper(page)
    page.sheet_view.rightToLeft = sheet.is_right_to_left or None
    page.freeze_panes = f"{get_column_letter(sheet.frozen_columns + 1)}2"
    header = []
    for place, name in enumerate(sheet.header, start=1):
        page.column_dimensions[get_column_letter(place)].width = sheet.width(name)
        cell = WriteOnlyCell(page)
        _set_text(cell, name)
        cell.font = Font(bold=True)
        if sheet.is_right_to_left:
            cell.alignment = Alignment(readingOrder=RIGHT_TO_LEFT)
        header.append(cell)
    if sheet.filtered_rows is not None:
        last = f"{get_column_letter(len(header))}{sheet.filtered_rows + 1}"
        page.auto_filter.ref = f"A1:{last}"
    page.append(header)


def _cell(page: Worksheet, width: int = WIDTH) -> Cell:
    """Return a cell for all rows of a column: they are written one after the other."""
    cell = WriteOnlyCell(page)
    cell.alignment = ALIGNMENTS[BY_CONTENT]
    if width <= WIDTH:
        # "Text": what is typed over it stays as typed; 2012/5 is a code and no date. Not for long
        # texts, of which some versions of Excel then show number signs alone.
        cell.number_format = "@"
    return cell


def _set_text(cell: Cell, text: str) -> None:
    cell.value = truncate(escape_controls(text))
    cell.data_type = "s"
    cell.quotePrefix = bool(FORMULA.match(text))


def escape_controls(text: str) -> str:
    """Return text as a workbook can hold it."""
    return ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescape_controls(text: str) -> str:
    """Return text as it was before ``escape_controls``."""
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def truncate(text: str) -> str:
    """Return text that fits into a cell; one that is cut says so."""
    return text if len(text) <= LONGEST else text[: LONGEST - len(TOO_LONG)] + TOO_LONG


#: How a sheet is written, by the ending of the file.
WRITERS: dict[str, Callable[[Sheet], Iterable[str] | IO[bytes]]] = {
    "csv": csv_lines,
    "xlsx": workbook_file,
}
#: What such a file is.
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
