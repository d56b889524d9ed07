"""The home page's table: how many recommendations each session adopted on each theme."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from recommendations.models import Theme
from recommendations.pages.charts.grid import THEME_THRESHOLDS, AxisValue, Grid, GridCell, GridRow
from recommendations.pages.charts.grid_counter import GridCounter


@dataclass(frozen=True)
class ThemeMatrix:
    """Themes by sessions, those whose texts are not held taken together."""

    grid: Grid

    @property
    def rows(self) -> list[tuple[GridRow, list[tuple[GridCell, AxisValue, int]]]]:
        """Return each row with its cells, their columns and their steps of the scale."""
        return [
            (
                row,
                [
                    (cell, column, self.grid.level(cell))
                    for cell, column in zip(row.cells, self.grid.columns, strict=True)
                ],
            )
            for row in self.grid.rows
        ]

    @property
    def totals(self) -> list[tuple[GridCell, AxisValue]]:
        return list(zip(self.grid.totals.cells, self.grid.columns, strict=True))

    @property
    def has_overlaps(self) -> bool:
        """Return whether records with two themes make the rows add up to more than there are."""
        return any(
            sum(row.cells[column].count or 0 for row in self.grid.rows) > (total.count or 0)
            for column, total in enumerate(self.grid.totals.cells)
        )

    @property
    def session_count(self) -> int:
        return sum(len(column.values) for column in self.grid.columns)

    @property
    def sessions_without_texts(self) -> int:
        """The number of sessions that have no texts here yet."""
        return sum(len(column.values) for column in self.grid.columns if not column.has_texts)


def theme_matrix() -> ThemeMatrix:
    """Count the matrix of what is published; one query."""
    counter = GridCounter()
    themes = set(Theme.objects.chapters().filter(parent=None).values_list("slug", flat=True))
    return ThemeMatrix(
        counter.cross(
            [each for each in counter.axis_values("theme") if themes.issuperset(each.values)],
            counter.session_ranges(),
            row_heading=_("Theme"),
            column_heading=_("Session"),
            thresholds=THEME_THRESHOLDS,
        )
    )
