"""A chart: its name, what it shows, the numbers in it, and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recommendations.pages.charts.grid import Grid
from recommendations.pages.charts.grid_counter import GridCounter
from recommendations.pages.charts.svg import Drawing

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class Chart:
    """``slug`` is its name in addresses; ``description`` says in a sentence what it shows."""

    slug: str
    title: StrPromise | str
    description: StrPromise | str
    count: Callable[[GridCounter], Grid]
    draw: Callable[[Grid], Drawing]

    def grid(self) -> Grid:
        """Return its numbers in the active language, counted once for each version of the data."""
        counter = GridCounter()
        question = ("chart", self.slug, counter.names.language)
        return counter.index.cache.get_or_compute(question, lambda: self.count(counter))
