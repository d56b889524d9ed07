"""The reader of Excel workbooks: the one visible sheet that is not blank, every cell as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from recommendations.curation.corrections import xlsx_safety
from recommendations.curation.corrections.table import (
    MAX_PROBLEMS,
    TableProblem,
    UnreadableTable,
    UploadedTable,
    build_table,
)
from smuggling_kb.spreadsheets import DATA, LIST_SHEETS, TEMPLATE_SHEETS, unescape_controls


def read_workbook(file: BytesIO) -> UploadedTable:
    """Return the table in a workbook; ``UnreadableTable`` says why there is none."""
    try:
        with ZipFile(file) as parts:
            xlsx_safety.check_workbook(parts)
        return _read_table(file)
    except BadZipFile as error:
        raise UnreadableTable(xlsx_safety.DAMAGED) from error
    except UnreadableTable:
        raise
    except Exception as error:  # What a library makes of a hostile file is anybody's guess.
        raise UnreadableTable(xlsx_safety.DAMAGED) from error


class WorkbookReader(ExcelReader):
    """Keeps all characters of shared texts; the library's own way drops ``x005F_`` from them."""

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = list(_shared_texts(source))


def _shared_texts(source: Any) -> Iterator[str]:
    for _event, element in iterparse(source):
        if element.tag == f"{{{SHEET_MAIN_NS}}}si":
            text = Text.from_tree(element)
            yield text.content if text else ""
            element.clear()


def _read_table(file: BytesIO) -> UploadedTable:
    reader = WorkbookReader(file, read_only=True, keep_links=False)
    reader.read()
    problems: list[TableProblem] = []
    sheets = {
        sheet.title: rows
        for sheet in _table_sheets(reader.wb.worksheets)
        if (rows := _sheet_rows(sheet, problems))
    }
    if len(sheets) > 1:
        raise UnreadableTable(
            _(
                "The workbook has several sheets that are not empty (%(sheets)s). Leave "
                "only one, or hide the others."
            )
            % {"sheets": ", ".join(sheets)}
        )
    title, rows = next(iter(sheets.items()), ("", []))
    file_format = _("Excel workbook, sheet “%(sheet)s”") % {"sheet": title}
    return build_table(file_format, rows, problems)


def _table_sheets(sheets: Iterable[Any]) -> list[Any]:
    """Return the visible sheets; of a file of this site, that of its data alone."""
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    if tuple(sheet.title for sheet in visible) in (LIST_SHEETS, TEMPLATE_SHEETS):
        return [sheet for sheet in visible if sheet.title == DATA]
    return visible


def _sheet_rows(sheet: Any, problems: list[TableProblem]) -> list[list[str]]:
    """Return the rows of a sheet, none if all are blank; the size that it states may be wrong."""
    sheet.reset_dimensions()
    rows = [
        [_cell_text(cell, number, place, problems) for place, cell in enumerate(row, start=1)]
        for number, row in enumerate(sheet.iter_rows(), start=1)
    ]
    return rows if any(any(row) for row in rows) else []


def _cell_text(cell: Any, row: int, place: int, problems: list[TableProblem]) -> str:
    """Return the text of a cell; a formula and an error of the spreadsheet's are problems."""
    value, kind = cell.value, cell.data_type
    if value is None:
        return ""
    if kind in ("f", "e"):
        if len(problems) < MAX_PROBLEMS:
            shown = str(getattr(value, "text", value))
            problems.append(_cell_problem(kind, row, get_column_letter(place), shown))
        return ""
    return unescape_controls(value) if kind == "s" else _format_value(value)


def _cell_problem(kind: str, row: int, column: str, shown: str) -> TableProblem:
    expected = _("A text or a number. Copy the cell and paste it as a value.")
    if kind == "f":
        return TableProblem(row, column, shown, _("The cell contains a formula."), expected)
    message = _("The cell contains a spreadsheet error.")
    return TableProblem(row, column, shown, message, expected)


def _format_value(value: object) -> str:
    """Return a number, a date or a truth value as somebody would have typed it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)
