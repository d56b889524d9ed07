"""The place of a record in the list that a reader came from: the way back, and its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from recommendations.models import Recommendation
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.result_pages import list_order
from recommendations.selection.selection import Selection
from smuggling_kb.preference import text_preference


@dataclass(frozen=True)
class Neighbour:
    """A record before or after another, and the address of its page."""

    code: str
    address: str


@dataclass(frozen=True)
class ListPosition:
    """A list of ``count`` records; ``address`` is that of its page with the record on it."""

    address: str
    count: int
    previous: Neighbour | None
    following: Neighbour | None


def list_position(query: str, recommendation: Recommendation) -> ListPosition | None:
    """Return the position in the list of a valid query string; None of a record not in it.

    The list shows the texts that the reader asks for now.
    """
    filters = RecommendationFilter(QueryDict(query)).with_changes(text=text_preference().asked)
    selection = Selection(filters)
    index, order = selection.index, list_order(selection)
    place = index.place(recommendation.year, recommendation.number, recommendation.letter)
    if place is None or not selection.bitmap >> place & 1:
        return None
    number = order.index(place)
    before = order.slice(number - 1, number) if number else []
    after = order.slice(number + 1, number + 2)
    page = filters.query_of_page(number // filters.size + 1)
    anchor = f"r-{recommendation.code.replace('/', '-')}"
    return ListPosition(
        f"{filters.unfiltered_address}{page}#{anchor}",
        selection.count,
        *(
            _neighbour(index.code(found[0]), filters.record_params) if found else None
            for found in (before, after)
        ),
    )


def _neighbour(code: str, params: str) -> Neighbour:
    return Neighbour(code, reverse("recommendations:record", args=[code]) + params)
