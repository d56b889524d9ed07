"""Similar recommendations as a page shows them, and why: never as a fact, never known relations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Value, When

from recommendations.index import current_index
from recommendations.models import (
    AdoptionStatus,
    CitedProvision,
    Recommendation,
    RecommendationText,
    Similarity,
    SimilarityQuerySet,
    StatusMark,
)
from recommendations.similarity.wordings import common_wordings
from sessions.models import WorkingGroupSession
from smuggling_kb.database.joint_reads import JointRead
from smuggling_kb.languages import TextStatus
from smuggling_kb.preference import TextPreference, text_preference

#: So many are shown.
MOST = 10


@dataclass(frozen=True)
class SimilarRecommendation:
    """A record like another: its text for a reader, and what the two have in common."""

    code: str
    status: AdoptionStatus
    session: WorkingGroupSession | None
    score: float
    language: str
    text: str
    mark: StatusMark
    #: Wordings, in ``language``.
    words: list[str]
    #: Slugs.
    themes: list[str]
    subjects: list[str]
    provisions: list[CitedProvision]


def similar_recommendations(
    recommendation: Recommendation, reader: str
) -> list[SimilarRecommendation]:
    """Return those to show beside a record to a reader of one language, best first; one query.

    Reads ``texts`` and their ``citations``.
    """
    texts = recommendation.shown_texts
    own = {text.language: text.text for text in texts}
    cited = {
        found.provision.slug: found.provision for text in texts for found in text.cited_provisions
    }
    index = current_index()
    known = index.facet_labels(reader).by_value
    return [
        SimilarRecommendation(
            code,
            AdoptionStatus(status),
            known["session"][str(session)].session if session else None,
            score,
            language,
            text,
            index.text_mark(code, language),
            words=common_wordings(own.get(language, ""), text, language),
            themes=[
                slug for slug in marks_of_kind(shared, Similarity.THEME) if slug in known["theme"]
            ],
            subjects=[
                slug for slug in marks_of_kind(shared, Similarity.THEME) if slug in known["topic"]
            ],
            provisions=[
                CitedProvision(cited[slug], "")
                for slug in marks_of_kind(shared, Similarity.PROVISION)
                if slug in cited
            ],
        )
        for code, status, session, score, shared, language, text in _rows(recommendation, reader)
    ]


def _rows(recommendation: Recommendation, reader: str) -> list[tuple[Any, ...]]:
    return _similar_read(text_preference(reader)).fetch(recommendation.pk)["rows"]


@cache
def _similar_read(preference: TextPreference) -> JointRead:
    """Return the read of the rows that readers with a preference are shown; its SQL is long."""
    fields = ("other__code", "other__status", "other__session__number", "score", "shared")

    def rows(pk: int) -> QuerySet[Any, Any]:
        similar = _with_texts(_shown_similarities().filter(recommendation=pk), preference)
        return similar.values_list(*fields, "language", "text")[:MOST]

    name = f"similar_{preference.reader}_{preference.asked}".replace("-", "_")
    return JointRead(name, rows=rows)


def similarity_scores(recommendation: Recommendation) -> list[tuple[str, float]]:
    """Return the codes of the same records, and their scores; one query."""
    rows = (
        _shown_similarities()
        .filter(recommendation=recommendation)
        .values_list("other__code", "score")
    )
    return [(code, round(score, 3)) for code, score in rows[:MOST]]


def _shown_similarities() -> SimilarityQuerySet:
    """Select what was computed, best first, without what documents or curators decided."""
    found: SimilarityQuerySet = Similarity.objects.all()
    return found.with_published().not_related().not_rejected().best_first()


def marks_of_kind(shared: Iterable[str], kind: str) -> list[str]:
    """Return the slugs that a pair shares, of one kind."""
    return [mark.removeprefix(kind) for mark in shared if mark.startswith(kind)]


def _with_texts(rows: SimilarityQuerySet, preference: TextPreference) -> SimilarityQuerySet:
    """Annotate the other record's text for a reader."""
    kinds = (
        When(
            language=kind.language,
            text_status__in=[TextStatus.OFFICIAL] if kind.originals_only else TextStatus.values,
            then=Value(rank),
        )
        for rank, kind in enumerate(preference.kinds)
    )
    texts = (
        RecommendationText.objects.without_drafts()
        .filter(recommendation=OuterRef("other"))
        .order_by(Case(*kinds, output_field=IntegerField()))
    )
    return rows.annotate(
        language=Subquery(texts.values("language")[:1]),
        text=Subquery(texts.values("text")[:1]),
    )
