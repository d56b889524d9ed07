"""The rows of a table by the names of their columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recommendations.curation.corrections.columns import COLUMNS
from recommendations.curation.corrections.table import TableProblem, UploadedRow
from recommendations.curation.corrections.values import nearest_option


@dataclass(frozen=True)
class NamedCells:
    """A row of the table, by column; blank cells are left out."""

    number: int
    cells: dict[str, str]

    @property
    def code(self) -> str:
        return self.cells.get("code", "").strip()

    def problem(
        self, column: str, message: str, expected: str = "", nearest: str = ""
    ) -> TableProblem:
        """Return a problem of one of its cells."""
        value = self.cells.get(column, "")
        return TableProblem(self.number, column, value, message, expected, nearest)


def read_header(header: UploadedRow, problems: list[TableProblem]) -> list[str]:
    """Return the names of the columns in their order; a column without a name has none."""
    names = [cell.strip().lower() for cell in header.cells]
    if "code" not in names:
        message = _("The table has no column “code”. Its first row must name the columns.")
        nearest = nearest_option("code", names)
        problems.append(TableProblem(header.number, "code", "", message, nearest=nearest))
        return names
    for place, name in enumerate(names):
        if name and name not in COLUMNS:
            expected = _("One of the columns explained on this page.")
            message = _("There is no column with this name.")
            nearest = nearest_option(name, COLUMNS)
            problems.append(TableProblem(header.number, name, name, message, expected, nearest))
        elif name and name in names[:place]:
            message = _("The column occurs twice.")
            problems.append(TableProblem(header.number, name, name, message))
    return names


def rows_by_column(
    rows: Iterable[UploadedRow], names: list[str], problems: list[TableProblem]
) -> Iterator[NamedCells]:
    """Yield the rows; a cell beside the columns is a problem, and so is a code twice."""
    seen: dict[str, int] = {}
    for row in rows:
        cells = {
            name: cell
            for name, cell in zip(names, row.cells, strict=False)
            if name and cell.strip()
        }
        named = NamedCells(row.number, cells)
        problems += list(_cells_without_column(row, names))[:1]
        if named.code and named.code in seen:
            message = _("The code already occurs in row %(row)d.") % {"row": seen[named.code]}
            problems.append(named.problem("code", message, _("One row for each record.")))
            continue
        seen.setdefault(named.code, row.number)
        yield named


def _cells_without_column(row: UploadedRow, names: list[str]) -> Iterator[TableProblem]:
    for place, cell in enumerate(row.cells):
        if cell.strip() and (place >= len(names) or not names[place]):
            message = _("The row is longer than the header row: cell %(place)d has no column.")
            yield TableProblem(row.number, "", cell, message % {"place": place + 1})
