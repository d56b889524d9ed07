"""Suggestions in groups, for the list that a search box opens while somebody types.

What has a page of its own is opened by its pick; a word is searched for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from recommendations.index.facets import FACETS
from recommendations.search.completion import Suggestion
from recommendations.search.lexicon import RECORD, WORD
from recommendations.search.matching import INSTRUMENT
from recommendations.search.vocabulary.phrasebook import CHINESE
from recommendations.selection.filters import text_params
from recommendations.selection.query_string import query_string
from smuggling_kb.languages import BY_CODE
from smuggling_kb.preference import SOURCE, text_preference

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

#: The most suggestions of one group.
MOST_IN_GROUP = 4
PROVISION = re.compile(r"(?P<instrument>.+?)-(?P<part>(?:chapter-)?[0-9]+)")


def _provision_address(slug: str) -> str:
    """Return the address of ``som-protocol-16`` or ``som-protocol-chapter-2``."""
    match = PROVISION.fullmatch(slug)
    return reverse("recommendations:article", kwargs=match.groupdict()) if match else ""


def _session_address(number: str) -> str:
    """Return the address of a meeting; empty of one that is not known by its number."""
    return reverse("sessions:session", args=[number]) if number.isdecimal() else ""


def _page_address_of(name: str) -> Callable[[str], str]:
    """Return a function that gives the address of a page by what it is of."""
    return lambda value: reverse(name, args=[value])


@dataclass(frozen=True)
class SuggestionGroup:
    """A group of suggestions: its heading, and the address of the page of a value."""

    label: StrPromise
    address: Callable[[str], str] = lambda value: ""


#: The groups by kinds of words, in the order of the list; the values of other facets come between
#: them and the words.
GROUPS = {
    RECORD: SuggestionGroup(_("Recommendations"), _page_address_of("recommendations:record")),
    "topic": SuggestionGroup(_("Subjects"), _page_address_of("recommendations:subject")),
    "theme": SuggestionGroup(_("Themes"), _page_address_of("recommendations:theme")),
    "article": SuggestionGroup(_("Articles"), _provision_address),
    INSTRUMENT: SuggestionGroup(_("Treaties"), _page_address_of("recommendations:instrument")),
    "document": SuggestionGroup(_("Documents"), _page_address_of("recommendations:document")),
    "session": SuggestionGroup(_("Sessions"), _session_address),
}
WORDS = SuggestionGroup(_("Words"))
#: The groups of pages that can be asked for the texts of records that they show.
WITH_TEXTS = frozenset((RECORD, "topic", "theme", "article", INSTRUMENT))


def suggestion_groups(
    suggestions: Iterable[tuple[Suggestion, int | None]], typed: str, language: str
) -> dict[str, Any]:
    """Return suggestions, each with its number of records, as the script of a page reads them.

    ``message`` tells how many there are, for readers who do not see the list.
    """
    by_kind: dict[str, list[dict[str, str]]] = {}
    for suggestion, count in suggestions:
        options = by_kind.setdefault(suggestion.word.kind, [])
        option = _option(suggestion, count, typed, language)
        if len(options) < MOST_IN_GROUP and option["text"] not in (
            each["text"] for each in options
        ):
            options.append(option)
    kinds = [*GROUPS, *(kind for kind in FACETS if kind not in GROUPS), WORD]
    groups = [
        {"label": _group_label(kind), "options": by_kind[kind]} for kind in kinds if kind in by_kind
    ]
    number = sum(map(len, by_kind.values()))
    message = ngettext("%(number)s suggestion", "%(number)s suggestions", number)
    return {"message": message % {"number": number}, "groups": groups}


def _group_label(kind: str) -> str:
    if kind == WORD:
        return str(WORDS.label)
    return str(GROUPS[kind].label if kind in GROUPS else FACETS[kind].label)


def _option(suggestion: Suggestion, count: int | None, typed: str, language: str) -> dict[str, str]:
    """Return a suggestion: the text that the box gets, or the address that is opened.

    A reader who types no Chinese is offered a Chinese word by its meaning.
    """
    word = suggestion.word
    text = suggestion.typed
    if word.meaning and language != SOURCE and not CHINESE.search(typed):
        text = suggestion.before + word.meaning
    is_chinese = CHINESE.search(text) is not None and word.kind in (WORD, INSTRUMENT)
    return {
        "text": text,
        "lang": BY_CODE[SOURCE].tag if is_chinese else "",
        "detail": _detail(count) if word.kind != RECORD else "",
        "address": _page_address(suggestion),
    }


def _detail(count: int | None) -> str:
    if count is None:
        return ""
    return ngettext("%(number)s record", "%(number)s records", count) % {"number": count}


def _page_address(suggestion: Suggestion) -> str:
    """Return the address that a pick opens; empty if words are searched for."""
    group = GROUPS.get(suggestion.word.kind)
    if group is None or not suggestion.is_alone:
        return ""
    text = text_params(text_preference().asked) if suggestion.word.kind in WITH_TEXTS else {}
    return group.address(suggestion.word.value) + query_string(text)
