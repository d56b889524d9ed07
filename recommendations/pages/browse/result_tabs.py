"""The two tabs of search results: recommendations, and passages of the documents."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.search import engine
from recommendations.search.passages.engine import find_passages
from recommendations.selection.filters import list_address
from recommendations.selection.passage_selection import PassageSelection
from recommendations.selection.query_string import query_string
from recommendations.selection.selection import Selection


@dataclass(frozen=True)
class ResultTab:
    """A tab with the number of its results; the other one has no filters but the words."""

    label: str
    address: str
    is_current: bool
    has_results: bool = True


def tabs_of_records(selection: Selection) -> list[ResultTab]:
    """Return the tabs above a list of records; none where no words were searched for."""
    filters = selection.filters
    words = filters.cleaned_data["q"]
    if not words:
        return []
    label = _("Recommendations") if filters.has_no_texts else _record_label(selection.count)
    passages = find_passages(words, selection.index).matches.bit_count()
    other = reverse("recommendations:passages") + query_string({"q": [words]})
    return [
        ResultTab(label, filters.address(), is_current=True),
        ResultTab(_passage_label(passages), other, is_current=False, has_results=passages > 0),
    ]


def tabs_of_passages(selection: PassageSelection) -> list[ResultTab]:
    """Return the tabs above a list of passages."""
    filters = selection.filters
    words = filters.cleaned_data["q"]
    found = engine.find_records(words, filters.index).matches if words else filters.index.everything
    count = found.bit_count()
    other = list_address(get_language()) + query_string({"q": [words]} if words else {})
    return [
        ResultTab(_record_label(count), other, is_current=False, has_results=count > 0),
        ResultTab(_passage_label(selection.count), filters.address(), is_current=True),
    ]


def _record_label(count: int) -> str:
    return _("Recommendations (%(count)s)") % {"count": count}


def _passage_label(count: int) -> str:
    return _("In the documents (%(count)s)") % {"count": count}
