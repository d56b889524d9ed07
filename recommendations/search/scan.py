"""The engine: reads every published record and looks into it.

Exact, the same on every database, and without an index that could fall out of step. Its cost
grows with the number of records; an engine for very many would stand behind the same function.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Prefetch
from django.utils.translation import override

from recommendations.labels import Labels, session_name_and_year
from recommendations.models import (
    Citation,
    InstrumentName,
    Recommendation,
    RecommendationText,
    Theme,
)
from recommendations.search.folding import fold
from recommendations.search.query import Clause, Query, Term
from smuggling_kb.languages import INTERFACE

#: Worth of a word that is the record's code, of one found in its text, of one found in its labels.
CODE, TEXT, LABEL = 1000.0, 1.0, 0.5


@dataclass(frozen=True)
class Searched:
    """A record as the engine sees it. ``labels`` is all that a quoted phrase does not look into."""

    pk: int
    code: str
    texts: tuple[str, ...]
    labels: tuple[str, ...]

    def worth(self, term: Term) -> float:
        """How well the record answers a term, whether it is wanted or not; 0 for not at all."""
        found = TEXT * _count(term, self.texts)
        if not term.phrase:
            found += LABEL * _count(term, self.labels) + CODE * (term.needle == self.code)
        return found

    def answers(self, clause: Clause) -> bool:
        """Whether any alternative of the clause holds."""
        return any(bool(self.worth(term)) != term.negated for term in clause.alternatives)


def scores(query: Query) -> dict[int, float]:
    """Primary keys of the published records that answer the query, each with its worth."""
    return {
        record.pk: sum(record.worth(term) for term in query.sought)
        for record in _records()
        if all(record.answers(clause) for clause in query.clauses)
    }


@dataclass(frozen=True)
class State:
    """What search looks into now. There is no index beside the texts that could be behind them."""

    recommendations: int
    texts: int


def state() -> State:
    """How much search reads; one query."""
    counts = RecommendationText.objects.filter(
        recommendation__in=Recommendation.objects.published()
    ).aggregate(
        recommendations=Count("recommendation", distinct=True),
        texts=Count("pk"),
    )
    return State(**counts)


def _count(term: Term, texts: Iterable[str]) -> int:
    return sum(1 for text in texts for _match in term.pattern.finditer(fold(text).text))


def _records() -> Iterator[Searched]:
    names = _Names()
    for recommendation in _recommendations():
        texts = recommendation.texts.all()
        yield Searched(
            recommendation.pk,
            recommendation.code,
            tuple(text.text for text in texts),
            (*(text.chapeau for text in texts), *names.of(recommendation)),
        )


def _recommendations() -> Iterable[Recommendation]:
    citations = Citation.objects.select_related("instrument", "provision__instrument")
    texts = RecommendationText.objects.prefetch_related(Prefetch("citations", citations))
    themes = Theme.objects.chapters().prefetch_related("names")
    return (
        Recommendation.objects.published()
        .select_related("session")
        .prefetch_related(Prefetch("texts", texts), Prefetch("themes", themes))
    )


class _Names:
    """What meetings, themes, articles and instruments are called, in every language at once."""

    def __init__(self) -> None:
        self.labels = [Labels(language) for language in INTERFACE]
        self.instruments: dict[int, list[str]] = {}
        for instrument, name in InstrumentName.objects.values_list("instrument", "name"):
            self.instruments.setdefault(instrument, []).append(name)

    def of(self, recommendation: Recommendation) -> Iterator[str]:
        """The names of all that a record belongs to or cites."""
        for theme in recommendation.themes.all():
            yield from (name.name for name in theme.names.all())
        if recommendation.session:
            for language in INTERFACE:
                with override(language):
                    yield session_name_and_year(recommendation.session)
        for text in recommendation.texts.all():
            for citation in text.citations.all():
                yield from self._of_citation(citation)

    def _of_citation(self, citation: Citation) -> Iterator[str]:
        if citation.provision:
            for labels in self.labels:
                with override(labels.language):
                    yield labels.provision(citation.provision)
        for cited in (citation.instrument, citation.provision and citation.provision.instrument):
            if cited:
                yield from self.instruments.get(cited.pk, ())
