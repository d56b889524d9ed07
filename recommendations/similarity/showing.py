"""What is shown as similar to a recommendation, and why: never as a fact, never what is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, OuterRef, Subquery, Value, When

from recommendations.cited import CitedProvision, provisions
from recommendations.models import (
    Recommendation,
    RecommendationText,
    Similarity,
    SimilarityQuerySet,
)
from recommendations.similarity.measure import words_in_common
from smuggling_kb.preference import ALL, rank

#: So many are shown.
MOST = 10


@dataclass(frozen=True)
class Similar:
    """A record like another: its text for a reader, and what the two have in common."""

    other: Recommendation
    score: float
    language: str
    text: str
    #: Wordings, in ``language``.
    words: list[str]
    #: Slugs.
    themes: list[str]
    provisions: list[CitedProvision]


def similar(recommendation: Recommendation, reader: str) -> list[Similar]:
    """Those to show beside a record to a reader of one language, best first; one query.

    Reads ``texts`` and their ``citations``.
    """
    texts = recommendation.texts.all()
    own = {text.language: text.text for text in texts}
    cited = {found.provision.slug: found.provision for text in texts for found in provisions(text)}
    rows: Any = worded(to_show(recommendation), reader)[:MOST]
    return [
        Similar(
            other=row.other,
            score=row.score,
            language=row.language,
            text=row.text,
            words=words_in_common(own.get(row.language, ""), row.text, row.language),
            themes=slugs(row, Similarity.THEME),
            provisions=[
                CitedProvision(cited[slug], "")
                for slug in slugs(row, Similarity.PROVISION)
                if slug in cited
            ],
        )
        for row in rows
    ]


def scores(recommendation: Recommendation) -> list[tuple[str, float]]:
    """The codes of the same records, and their scores; one query."""
    rows = to_show(recommendation).values_list("other__code", "score")
    return [(code, round(score, 3)) for code, score in rows[:MOST]]


def to_show(recommendation: Recommendation) -> SimilarityQuerySet:
    """What a program found, best first, without what a document or a curator has decided."""
    found: SimilarityQuerySet = Similarity.objects.filter(recommendation=recommendation)
    return found.with_published().unstated().unrejected().best_first()


def slugs(row: Similarity, kind: str) -> list[str]:
    """What a pair has in common of one kind."""
    return [mark.removeprefix(kind) for mark in row.shared if mark.startswith(kind)]


def worded(rows: SimilarityQuerySet, reader: str) -> SimilarityQuerySet:
    """With the other record's text for a reader, and the meeting that adopted it."""
    texts = RecommendationText.objects.filter(recommendation=OuterRef("other")).order_by(
        Case(
            *(When(language=code, then=Value(rank(code, reader))) for code in ALL),
            output_field=IntegerField(),
        )
    )
    return rows.select_related("other__session").annotate(
        language=Subquery(texts.values("language")[:1]),
        text=Subquery(texts.values("text")[:1]),
    )
