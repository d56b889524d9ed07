"""Suggestions for what somebody is typing, for a script in the page and for browsers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django_filters import CharFilter

from recommendations.index import current_index
from recommendations.index.facets import FACETS
from recommendations.pages.browse.suggestion_groups import suggestion_groups
from recommendations.pages.page_cache import forbid_keeping
from recommendations.search import LONGEST, engine
from recommendations.search.completion import MOST, Suggestion, suggestions
from recommendations.search.fields import CODE
from recommendations.search.lexicon import RECORD, WORD, Lexicon, lexicon
from recommendations.search.matching import INSTRUMENT
from recommendations.selection.fields import OneOfFilter
from recommendations.selection.filter_set import StrictFilterSet
from recommendations.selection.filters import TEXT, text_params
from recommendations.selection.invalid_query import InvalidQuery
from recommendations.selection.query_params import accepts_params
from recommendations.selection.query_string import query_string
from smuggling_kb.deployment.site_address import site_root
from smuggling_kb.preference import text_preference

OPENSEARCH, GROUPED = "opensearch", "grouped"


class SuggestionFilter(StrictFilterSet):
    """``q`` is what was typed.

    ``text`` is kept in the addresses of what shows texts.
    ``form`` asks for the form that browsers read, or for that of the script in our pages.
    """

    q = CharFilter(max_length=LONGEST, strip=False)
    text = TEXT
    form = OneOfFilter(  # type: ignore[assignment]
        labels={OPENSEARCH: "OpenSearch", GROUPED: "Grouped"}
    )


def refuse_with_json(request: HttpRequest, query: InvalidQuery) -> JsonResponse:
    """Tell the errors of the query string."""
    return _json({"error": " ".join(error.message for error in query.first_errors)}, status=400)


@accepts_params(SuggestionFilter, refuse_with_json)
def suggestion_list(request: HttpRequest, filters: SuggestionFilter) -> JsonResponse:
    """Up to eight suggestions, each with how many records it finds; none for nothing typed."""
    typed = filters.cleaned_data["q"]
    known = lexicon(current_index(), get_language())
    if filters.cleaned_data["form"] == GROUPED:
        counted = ((each, _count(each, known)) for each in suggestions(typed, known))
        some = list(islice(((each, count) for each, count in counted if count != 0), MOST))
        if not some:
            forbid_keeping(request)
        return _json(suggestion_groups(some, typed, known.language))
    said = (_as_json(each, known) for each in suggestions(typed, known))
    found = list(islice((each for each in said if each["count"] != 0), MOST))
    if not found:
        forbid_keeping(request)
    if filters.cleaned_data["form"] == OPENSEARCH:
        root = site_root(request)
        columns: list[Sequence[str]] = [
            [each["text"] for each in found],
            [each["label"] for each in found],
            [root + each["address"] for each in found],
        ]
        return _json([typed, *columns], content_type="application/x-suggestions+json")
    return _json(found)


def _json(answer: object, **more: Any) -> JsonResponse:
    headers = {"X-Robots-Tag": "noindex"}
    options = {"ensure_ascii": False}
    return JsonResponse(answer, safe=False, json_dumps_params=options, headers=headers, **more)


def _as_json(suggestion: Suggestion, known: Lexicon) -> dict[str, Any]:
    """A suggestion as programs read it; ``count`` is null where it would take too long."""
    count = _count(suggestion, known)
    return {
        "text": suggestion.typed,
        "kind": suggestion.word.kind,
        "count": count,
        "address": _address(suggestion),
        "label": _label(suggestion, count),
    }


def _count(suggestion: Suggestion, known: Lexicon) -> int | None:
    """Count the records at its address."""
    word = suggestion.word
    if suggestion.is_alone and word.kind == RECORD:
        return 1
    if suggestion.is_alone and word.kind in FACETS:
        return known.index.columns[word.kind].bitmap(word.value).bit_count()
    if not known.is_counted:
        return None
    return engine.find_records(suggestion.typed, known.index).matches.bit_count()


def _address(suggestion: Suggestion) -> str:
    """Return the list of what has a name, or the search for all words."""
    word, text = suggestion.word, text_params(text_preference().asked)
    if suggestion.is_alone and word.kind == RECORD:
        return reverse("recommendations:record", args=[word.value]) + query_string(text)
    asked = (word.kind, word.value) if word.kind in FACETS else ("q", suggestion.typed)
    if not suggestion.is_alone:
        asked = ("q", suggestion.typed)
    name, value = asked
    return reverse("recommendations:list") + query_string({name: [value], **text})


def _label(suggestion: Suggestion, count: int | None) -> str:
    """``children, 7 records``, ``theme, 23 records``."""
    word = suggestion.word
    kinds = {WORD: "", INSTRUMENT: _("treaty"), RECORD: str(CODE.label)}
    kinds |= {
        facet.parameter: str(facet.field.label if facet.field else facet.label)
        for facet in FACETS.values()
    }
    said = [word.meaning or kinds[word.kind]]
    if count is not None and word.kind != RECORD:
        said.append(ngettext("%(number)s record", "%(number)s records", count) % {"number": count})
    return _(", ").join(each for each in said if each)
