"""The articles of treaties and the resolutions that a citation names."""

from __future__ import annotations

import re

from recommendations.citations.lookup.normalisation import fold_citation
from recommendations.citations.lookup.result import Candidate, LookupResult, MissingPart
from recommendations.models import (
    AdoptionStatus,
    CitationKind,
    InstrumentName,
    Provision,
    Recommendation,
)

#: Which end the names of several treaties; without more, any of them may be meant.
GENERIC = re.compile(r"protocol|convention|议定书|公约", re.IGNORECASE)


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
        if not any(_comparison_key(word) in name for name in treaties)
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
    """Return the treaty with the longest name that stands in a text, by that name.

    Else, by their names, all that a generic name may mean. One query.
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
    return {name: slug for name, slug in names.items() if any(each in name for each in generic)}


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
