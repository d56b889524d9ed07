"""The articles of treaties and the resolutions that a citation names."""

from __future__ import annotations

from recommendations.citations.lookup.result import Candidate, LookupResult, MissingPart
from recommendations.models import (
    AdoptionStatus,
    CitationKind,
    InstrumentName,
    Provision,
    Recommendation,
    TextStage,
)
from recommendations.texts.treaty_names import is_part_of_name, named_treaties, treaty_names


def add_articles(result: LookupResult) -> None:
    """Add the articles and chapters of the treaty that is named; two queries, if any are cited."""
    articles = result.citation.articles
    if not articles:
        return
    rows = InstrumentName.objects.order_by("instrument__position", "name")
    names = treaty_names(rows.values_list("name", "instrument__slug"))
    treaties = named_treaties(result.citation.text, names)
    slugs = set((treaties or names).values())
    result.unread_words = [
        word for word in result.unread_words if not is_part_of_name(word, treaties)
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


def add_resolutions(result: LookupResult) -> None:
    """Add the provisions of resolutions that are records; one query, if any is cited."""
    resolutions = result.citation.resolutions
    if not resolutions:
        return
    codes = (
        Recommendation.objects.published()
        .filter(
            status=AdoptionStatus.RESOLUTION,
            texts__stage=TextStage.PUBLISHED,
            texts__source__parent__citations__kind=CitationKind.RESOLUTION,
            texts__source__parent__citations__reference__in=resolutions,
        )
        .in_code_order()
        .values_list("code", flat=True)
    )
    result.candidates += [Candidate("record", code) for code in codes]
    # Of the resolutions themselves none is held.
    result.missing += [MissingPart(resolution=each) for each in resolutions]
