"""Grids of strengths, and these taken together as the badges of strengths draw them."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from django.utils.translation import pgettext

from recommendations.pages.charts.grid import AxisValue, Grid
from recommendations.pages.charts.grid_counter import GridCounter


def count_strengths(counter: GridCounter, columns: str) -> Grid:
    """Count strengths by the values of a facet; groups are those that oblige equally."""
    grid = counter.cross_facets(rows="strength", columns=columns)
    heads = [row.head for row in grid.rows]
    levels = groupby(heads, key=lambda head: head.strength_level)
    groups = [_join_heads(list(group)) for _level, group in levels]
    return replace(grid, groups=[counter.count_row(each, grid.columns) for each in groups])


def _join_heads(heads: list[AxisValue]) -> AxisValue:
    values = tuple(value for head in heads for value in head.values)
    label = pgettext("list", ", ").join(head.label for head in heads)
    return replace(heads[0], values=values, label=label)
