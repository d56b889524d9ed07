"""A chart: its name, what it shows, the numbers in it, and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from recommendations.index.coverage import coverage
from recommendations.pages.charts.grid import Grid
from recommendations.pages.charts.grid_counter import GridCounter
from recommendations.pages.charts.svg import Drawing
from smuggling_kb.languages import BY_CODE

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

    @property
    def full_description(self) -> str:
        """Its description and the meetings that it rests on, in the active language."""
        gap = BY_CODE[get_language()].gap
        return f"{self.description}{gap}{coverage().sentence}"

    def grid(self) -> Grid:
        """Return its numbers in the active language, counted once for each version of the data."""
        counter = GridCounter()
        question = ("chart", self.slug, counter.names.language)
        return counter.index.cache.get_or_compute(question, lambda: self.count(counter))
