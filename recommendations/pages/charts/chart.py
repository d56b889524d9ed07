"""A chart: its name, what it shows, the numbers in it, and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from recommendations.index.coverage import coverage
from recommendations.pages.charts.grid import Grid
from recommendations.pages.charts.grid_counter import GridCounter
from recommendations.pages.drawings.findings import Finding
from recommendations.pages.drawings.picture import Picture
from recommendations.pages.drawings.svg import Drawing
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
    #: The sentence that says what its numbers show.
    state: Callable[[Grid], Finding]
    #: Draws the numbers in a width.
    draw: Callable[[Grid, int], Drawing]
    #: Whether its table, in colours, is the picture on its page.
    is_table: bool = False

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

    def picture(self) -> Picture:
        """Return what is drawn of its numbers, in the active language."""
        grid = self.grid()
        return Picture(
            str(self.title),
            self.state(grid),
            self.full_description,
            lambda width: self.draw(grid, width),
        )
