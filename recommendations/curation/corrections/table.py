"""A table as it was read from a file: its header, its rows, and what is wrong with either."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

#: Rows that a table may have, its header not counted.
MOST_ROWS = 5_000
#: Columns that a table may have.
MOST_COLUMNS = 100
#: Faults after which nothing more is looked at: there is enough to correct.
MOST_FAULTS = 200


class Unreadable(Exception):
    """The file is no table that can be read; the message says why and what to do."""


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place of a table; ``row`` counts as spreadsheets do, the header is 1.

    ``expected`` says what could stand there, ``nearest`` which of that was probably meant.
    """

    row: int
    column: str
    value: str
    problem: str
    expected: str = ""
    nearest: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a table: its number, as spreadsheets count, and its cells."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """A table; ``form`` says in words what kind of file it was read from, and how."""

    form: str
    header: Row
    rows: list[Row]
    faults: list[Fault] = field(default_factory=list)


def gathered(form: str, lines: Iterable[list[str]], faults: list[Fault]) -> Table:
    """A table of all lines that are not blank, the first of them its header.

    Raises ``Unreadable`` if there is none, or if there are too many.
    """
    rows: list[Row] = []
    for number, cells in enumerate(lines, start=1):
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            problem = _("Row %(row)d has more than %(count)d cells.")
            raise Unreadable(problem % {"row": number, "count": MOST_COLUMNS})
        if any(cell.strip() for cell in cells):
            rows.append(Row(number, cells))
        if len(rows) > 1 + MOST_ROWS:
            raise Unreadable(
                ngettext(
                    "The table has more than %(count)d row. Divide it.",
                    "The table has more than %(count)d rows. Divide it.",
                    MOST_ROWS,
                )
                % {"count": MOST_ROWS}
            )
    if not rows:
        raise Unreadable(_("The file is empty."))
    return Table(form, rows[0], rows[1:], faults)
