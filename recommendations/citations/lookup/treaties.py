"""The articles of treaties and the resolutions that a citation names."""

from __future__ import annotations

import re

from recommendations.citations.lookup.normalise import fold
from recommendations.citations.lookup.result import Answer, Lack, Target
from recommendations.models import (
    AdoptionStatus,
    CitationKind,
    InstrumentName,
    Provision,
    Recommendation,
)

#: Which end the names of several treaties; without more, any of them may be meant.
GENERIC = re.compile(r"protocol|convention|议定书|公约", re.IGNORECASE)


def add_articles(answer: Answer) -> None:
    """The articles and chapters of the treaty that is named; two queries, if any are cited."""
    articles = answer.reference.articles
    if not articles:
        return
    treaties = named(answer.reference.text)
    slugs = set(treaties.values())
    answer.unread = [
        word for word in answer.unread if not any(_letters(word) in name for name in treaties)
    ]
    parts = {(each.kind, each.number) for each in articles}
    provisions = Provision.objects.filter(
        instrument__slug__in=slugs, number__in={number for _kind, number in parts}
    ).order_by("instrument__position", "kind", "number")
    rows = provisions.values_list("instrument__slug", "kind", "number")
    held = [row for row in rows if row[1:] in parts]
    answer.targets += [
        Target("article", slug, str(number) if kind == "article" else f"{kind}-{number}")
        for slug, kind, number in held
    ]
    numbers = {row[1:] for row in held}
    answer.lacks += [
        Lack(article=each) for each in articles if (each.kind, each.number) not in numbers
    ]


def named(text: str) -> dict[str, str]:
    """The treaty with the longest name that stands in a text, by that name.

    Else, by their names, all that a generic name may mean. One query.
    """
    within = _letters(text)
    rows = InstrumentName.objects.order_by("instrument__position", "name")
    names = {_letters(name): slug for name, slug in rows.values_list("name", "instrument__slug")}
    names |= {_letters(slug): slug for slug in names.values()}
    if found := [name for name in names if name and name in within]:
        longest = max(found, key=len)
        return {longest: names[longest]}
    generic = {each.lower() for each in GENERIC.findall(text)}
    return {name: slug for name, slug in names.items() if any(each in name for each in generic)}


def _letters(name: str) -> str:
    """A name as it is compared: folded, its letters alone."""
    return re.sub(r"[\W_]+", "", fold(name)).casefold()


def add_resolutions(answer: Answer) -> None:
    """The provisions of resolutions that are records; one query, if any is cited."""
    resolutions = answer.reference.resolutions
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
    answer.targets += [Target("record", code) for code in codes]
    # Of the resolutions themselves none is held.
    answer.lacks += [Lack(resolution=each) for each in resolutions]
