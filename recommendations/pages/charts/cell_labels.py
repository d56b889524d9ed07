"""What a cell of a grid is called where only its number is to be seen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from recommendations.pages.charts.grid import Cell, Head


def called(cell: Cell, row: Head, column: str) -> str:
    """``3: Prevention, 1st``; where nothing is held, that."""
    names = {"row": row.label, "column": column}
    if cell.count is None:
        return _("%(absent)s: %(row)s, %(column)s") % {**names, "absent": cell.absent}
    return _("%(number)s: %(row)s, %(column)s") % {**names, "number": cell.count}
