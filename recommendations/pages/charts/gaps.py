"""The chart of gaps: strengths and addressees that nothing adopted on a theme has, as held."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from recommendations.index.facets import FACETS, NONE
from recommendations.pages.charts.grid import AxisValue, Grid
from recommendations.pages.charts.grid_counter import GridCounter


def count_gaps(counter: GridCounter) -> Grid:
    """Count the rows in which anything is missing; each names the facet that it is a value of."""
    heads = [
        head
        for parameter in ("strength", "addressee")
        for head in counter.axis_values(parameter)
        if head.values != (NONE,)
    ]
    grid = counter.cross(
        map(_with_facet, heads),
        counter.axis_values("theme"),
        row_heading=_("Not found"),
        column_heading=str(FACETS["theme"].label),
    )
    return replace(grid, rows=[row for row in grid.rows if any(cell.is_gap for cell in row.cells)])


def _with_facet(head: AxisValue) -> AxisValue:
    """Put the facet before the label of a row."""
    names = {"facet": FACETS[head.parameter].label, "value": head.label}
    return replace(head, label=_("%(facet)s: %(value)s") % names)
