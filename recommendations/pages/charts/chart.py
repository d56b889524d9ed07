"""A picture: its name, what it shows, the numbers in it, and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recommendations.pages.charts.counting import Counting
from recommendations.pages.charts.grid import Grid
from recommendations.pages.charts.svg import Drawing

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class Picture:
    """``slug`` is its name in addresses; ``shows`` says in a sentence what is to be seen."""

    slug: str
    title: StrPromise
    shows: StrPromise
    count: Callable[[Counting], Grid]
    draw: Callable[[Grid], Drawing]

    def grid(self) -> Grid:
        """Its numbers in the active language, counted once for each version of the data."""
        counting = Counting()
        question = ("picture", self.slug, counting.names.language)
        return counting.index.cache.get_or_compute(question, lambda: self.count(counting))
