"""The rows of a table by the names of their columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
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

    def key(self, columns: Iterable[str]) -> tuple[str, ...]:
        """Return some cells, which no other row may have together."""
        return tuple(self.cells.get(name, "").strip().lower() for name in columns)

    def problem(
        self, column: str, message: str, expected: str = "", nearest: str = ""
    ) -> TableProblem:
        """Return a problem of one of its cells."""
        value = self.cells.get(column, "")
        return TableProblem(self.number, column, value, message, expected, nearest)


def read_header(
    header: UploadedRow,
    problems: list[TableProblem],
    columns: Collection[str] = COLUMNS,
    required: Iterable[str] = ("code",),
) -> list[str]:
    """Return the names of the columns in their order; a column without a name has none.

    Returns nothing, with a problem for each, if a required column is missing.
    """
    names = [cell.strip().lower() for cell in header.cells]
    missing = [name for name in required if name not in names]
    for name in missing:
        message = _("The table has no column “%(name)s”. Its first row must name the columns.")
        nearest = nearest_option(name, sorted(set(names) - set(columns)))
        problems.append(
            TableProblem(header.number, name, "", message % {"name": name}, nearest=nearest)
        )
    if missing:
        return []
    for place, name in enumerate(names):
        if name and name not in columns:
            expected = _("One of the columns explained on this page.")
            message = _("There is no column with this name.")
            nearest = nearest_option(name, columns)
            problems.append(TableProblem(header.number, name, name, message, expected, nearest))
        elif name and name in names[:place]:
            message = _("The column occurs twice.")
            problems.append(TableProblem(header.number, name, name, message))
    return names


def rows_by_column(
    rows: Iterable[UploadedRow],
    names: list[str],
    problems: list[TableProblem],
    key: Sequence[str] = ("code",),
) -> Iterator[NamedCells]:
    """Yield the rows; a cell beside the columns is a problem, and so is a ``key`` twice."""
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        cells = {
            name: cell
            for name, cell in zip(names, row.cells, strict=False)
            if name and cell.strip()
        }
        named = NamedCells(row.number, cells)
        problems += list(_cells_without_column(row, names))[:1]
        cells_of_key = named.key(key)
        if named.code and cells_of_key in seen:
            problems.append(_repeated_row(named, seen[cells_of_key], key))
            continue
        seen.setdefault(cells_of_key, row.number)
        yield named


def _repeated_row(row: NamedCells, earlier: int, key: Sequence[str]) -> TableProblem:
    if len(key) == 1:
        message = _("The code already occurs in row %(row)d.") % {"row": earlier}
        return row.problem("code", message, _("One row for each record."))
    message = _("Row %(row)d already says the same of this record.") % {"row": earlier}
    expected = _("One row for each combination of %(columns)s.") % {"columns": ", ".join(key)}
    return row.problem(key[-1], message, expected)


def _cells_without_column(row: UploadedRow, names: list[str]) -> Iterator[TableProblem]:
    for place, cell in enumerate(row.cells):
        if cell.strip() and (place >= len(names) or not names[place]):
            message = _("The row is longer than the header row: cell %(place)d has no column.")
            yield TableProblem(row.number, "", cell, message % {"place": place + 1})
