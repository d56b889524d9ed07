"""The articles of treaties and the resolutions that a citation names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from recommendations.citations.lookup.normalisation import fold_citation
from recommendations.citations.lookup.result import Candidate, LookupResult, MissingPart
from recommendations.models import (
    AdoptionStatus,
    CitationKind,
    InstrumentName,
    Provision,
    Recommendation,
)
from smuggling_kb.chinese import HAN

#: Which end the names of several treaties; without more, any of them may be meant.
GENERIC = re.compile(r"protocol|convention|议定书|公约", re.IGNORECASE)
#: A word of a name: of letters, but for the shortest, or Chinese characters side by side.
WORD = re.compile(rf"[^\W\d_{HAN}]{{4,}}|[{HAN}]{{2,}}")


def add_articles(result: LookupResult) -> None:
    """Add the articles and chapters of the treaty that is named; two queries, if any are cited."""
    articles = result.citation.articles
    if not articles:
        return
    treaties = named_treaties(result.citation.text)
    slugs = set(treaties.values())
    result.unread_words = [
        word
        for word in result.unread_words
        if not all(any(part in name for name in treaties) for part in _name_parts(word))
    ]
    parts = {(each.kind, each.number) for each in articles}
    provisions = Provision.objects.filter(
        instrument__slug__in=slugs, number__in={number for _kind, number in parts}
    ).order_by("instrument__position", "kind", "number")
    rows = provisions.values_list("instrument__slug", "kind", "number")
    held = [row for row in rows if row[1:] in parts]
    result.candidates += [
        Candidate("article", slug, str(number) if kind == "article" else f"{kind}-{number}")
        for slug, kind, number in held
    ]
    numbers = {row[1:] for row in held}
    result.missing += [
        MissingPart(article=each) for each in articles if (each.kind, each.number) not in numbers
    ]


def named_treaties(text: str) -> dict[str, str]:
    """Return the treaties that a text names, by the names or words that say so; one query.

    The longest name that stands in it decides; else the treaties whose names have most of its
    distinctive words (``the Smuggling Protocol``); else those that a generic name may mean; and
    without any name, all.
    """
    within = _comparison_key(text)
    rows = InstrumentName.objects.order_by("instrument__position", "name")
    names = {
        _comparison_key(name): slug for name, slug in rows.values_list("name", "instrument__slug")
    }
    names |= {_comparison_key(slug): slug for slug in names.values()}
    if found := [name for name in names if name and name in within]:
        longest = max(found, key=len)
        return {longest: names[longest]}
    generic = {each.lower() for each in GENERIC.findall(text)}
    of_kind = {
        name: slug
        for name, slug in names.items()
        if not generic or any(each in name for each in generic)
    }
    return _treaties_by_words(text, of_kind) or of_kind


def _treaties_by_words(text: str, names: Mapping[str, str]) -> dict[str, str]:
    """Return the treaties whose names have most of the words of a text, by these names.

    Empty if no word is in a name, or if all treaties have as many.
    """
    words = {_comparison_key(word) for word in WORD.findall(GENERIC.sub(" ", text))} - {""}
    words_of: dict[str, set[str]] = defaultdict(set)
    for name, slug in names.items():
        words_of[slug] |= {word for word in words if word in name}
    most = max(map(len, words_of.values()), default=0)
    best = {slug for slug, found in words_of.items() if len(found) == most}
    if not most or len(best) == len(words_of):
        return {}
    return {name: slug for name, slug in names.items() if slug in best}


def _name_parts(word: str) -> list[str]:
    """Return a word as parts that names have: ``偷运议定书`` as ``偷运`` and ``议定书``."""
    generic = [each.casefold() for each in GENERIC.findall(word)]
    return [*generic, *filter(None, map(_comparison_key, GENERIC.split(word)))]


def _comparison_key(name: str) -> str:
    """Return a name as it is compared: folded, its letters alone."""
    return re.sub(r"[\W_]+", "", fold_citation(name)).casefold()


def add_resolutions(result: LookupResult) -> None:
    """Add the provisions of resolutions that are records; one query, if any is cited."""
    resolutions = result.citation.resolutions
    if not resolutions:
        return
    codes = (
        Recommendation.objects.published()
        .filter(
            status=AdoptionStatus.RESOLUTION,
            texts__source__parent__citations__kind=CitationKind.RESOLUTION,
            texts__source__parent__citations__reference__in=resolutions,
        )
        .in_code_order()
        .values_list("code", flat=True)
    )
    result.candidates += [Candidate("record", code) for code in codes]
    # Of the resolutions themselves none is held.
    result.missing += [MissingPart(resolution=each) for each in resolutions]
