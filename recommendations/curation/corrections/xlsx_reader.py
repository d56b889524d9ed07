"""Tables in Excel workbooks: the one sheet that is in sight and not blank, every cell as text."""

from __future__ import annotations

from collections.abc import Iterator
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
    MOST_FAULTS,
    Fault,
    Table,
    Unreadable,
    gathered,
)
from smuggling_kb.spreadsheets import unescaped


def read(file: BytesIO) -> Table:
    """The table in a workbook; ``Unreadable`` says why there is none."""
    try:
        with ZipFile(file) as parts:
            xlsx_safety.check(parts)
        return _table(file)
    except BadZipFile as error:
        raise Unreadable(xlsx_safety.DAMAGED) from error
    except Unreadable:
        raise
    except Exception as error:  # What a library makes of a hostile file is anybody's guess.
        raise Unreadable(xlsx_safety.DAMAGED) from error


class Reader(ExcelReader):
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


def _table(file: BytesIO) -> Table:
    reader = Reader(file, read_only=True, keep_links=False)
    reader.read()
    faults: list[Fault] = []
    found = {
        sheet.title: rows
        for sheet in reader.wb.worksheets
        if sheet.sheet_state == "visible" and (rows := _rows(sheet, faults))
    }
    if len(found) > 1:
        raise Unreadable(
            _(
                "The workbook has several sheets with something in them (%(sheets)s). Leave one, or"
                " hide the others."
            )
            % {"sheets": ", ".join(found)}
        )
    title, rows = next(iter(found.items()), ("", []))
    form = _("Excel workbook, sheet “%(sheet)s”") % {"sheet": title}
    return gathered(form, rows, faults)


def _rows(sheet: Any, faults: list[Fault]) -> list[list[str]]:
    """The rows of a sheet, none if all are blank; how large it says it is, is nothing to go by."""
    sheet.reset_dimensions()
    rows = [
        [_text(cell, number, place, faults) for place, cell in enumerate(row, start=1)]
        for number, row in enumerate(sheet.iter_rows(), start=1)
    ]
    return rows if any(any(row) for row in rows) else []


def _text(cell: Any, row: int, place: int, faults: list[Fault]) -> str:
    """What stands in a cell; a formula and an error of the spreadsheet's are faults."""
    value, kind = cell.value, cell.data_type
    if value is None:
        return ""
    if kind in ("f", "e"):
        if len(faults) < MOST_FAULTS:
            shown = str(getattr(value, "text", value))
            faults.append(_fault(kind, row, get_column_letter(place), shown))
        return ""
    return unescaped(value) if kind == "s" else _as_typed(value)


def _fault(kind: str, row: int, column: str, shown: str) -> Fault:
    expected = _("A text or a number: copy the cell and paste its value.")
    if kind == "f":
        return Fault(row, column, shown, _("The cell holds a formula."), expected)
    problem = _("The cell holds an error of the spreadsheet.")
    return Fault(row, column, shown, problem, expected)


def _as_typed(value: object) -> str:
    """A number, a date or a truth value as somebody would have typed it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)
