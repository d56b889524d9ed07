"""A table as it was read from a file: its header, its rows, and their problems."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

#: Rows that a table may have, its header not counted.
MAX_ROWS = 5_000
#: Columns that a table may have.
MAX_COLUMNS = 100
#: Problems after which no more are looked for: there is enough to correct.
MAX_PROBLEMS = 200


class UnreadableTable(Exception):
    """The file is no table that can be read; the message says why and what to do."""


@dataclass(frozen=True)
class TableProblem:
    """A problem at one place of a table; ``row`` counts as spreadsheets do, the header is 1.

    ``expected`` says what could stand there, ``nearest`` which of that was probably meant.
    """

    row: int
    column: str
    value: str
    message: str
    expected: str = ""
    nearest: str = ""


@dataclass(frozen=True)
class UploadedRow:
    """A row of a table: its number, as spreadsheets count, and its cells."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class UploadedTable:
    """A table; ``file_format`` says in words what kind of file it was read from, and how."""

    file_format: str
    header: UploadedRow
    rows: list[UploadedRow]
    problems: list[TableProblem] = field(default_factory=list)


def build_table(
    file_format: str, lines: Iterable[list[str]], problems: list[TableProblem]
) -> UploadedTable:
    """Return a table of all lines that are not blank, the first of them its header.

    Raises ``UnreadableTable`` if there is none, or if there are too many.
    """
    rows: list[UploadedRow] = []
    for number, cells in enumerate(lines, start=1):
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            problem = _("Row %(row)d has more than %(count)d cells.")
            raise UnreadableTable(problem % {"row": number, "count": MAX_COLUMNS})
        if any(cell.strip() for cell in cells):
            rows.append(UploadedRow(number, cells))
        if len(rows) > 1 + MAX_ROWS:
            raise UnreadableTable(
                ngettext(
                    "The table has more than %(count)d row. Divide it into several tables.",
                    "The table has more than %(count)d rows. Divide it into several tables.",
                    MAX_ROWS,
                )
                % {"count": MAX_ROWS}
            )
    if not rows:
        raise UnreadableTable(_("The file is empty."))
    return UploadedTable(file_format, rows[0], rows[1:], problems)
