"""Gaps: what no adopted recommendation on a theme says, by strengths and addressees."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.index.facets import FACETS, NONE
from recommendations.pages.charts import matrix
from recommendations.pages.charts.chart import Picture
from recommendations.pages.charts.counting import Counting
from recommendations.pages.charts.grid import Grid, Head


def count(counting: Counting) -> Grid:
    """The rows in which anything is missing; each says which facet it is a value of."""
    heads = [
        head
        for parameter in ("strength", "addressee")
        for head in counting.heads(parameter)
        if head.values != (NONE,)
    ]
    grid = counting.crossed(
        map(_whole, heads),
        counting.heads("theme"),
        rows_are=_("What is missing"),
        columns_are=str(FACETS["theme"].label),
    )
    return replace(grid, rows=[row for row in grid.rows if any(cell.is_gap for cell in row.cells)])


def _whole(head: Head) -> Head:
    """A row that says what kind of value it is."""
    names = {"facet": FACETS[head.parameter].label, "value": head.label}
    return replace(head, label=_("%(facet)s: %(value)s") % names)


PICTURE = Picture(
    "gaps",
    gettext_lazy("What was never said"),
    gettext_lazy(
        "The strengths and addressees with which no adopted recommendation on some theme was made."
    ),
    count,
    matrix.draw,
)
