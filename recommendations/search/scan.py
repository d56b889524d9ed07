"""The engine: reads every published record and looks into it.

Exact, the same on every database, and without an index that could fall out of step. Its cost
grows with the number of records; an engine for very many would stand behind the same function.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Prefetch
from django.utils.translation import override

from recommendations.facets import FACETS, known
from recommendations.labels import Labels, session_name_and_year
from recommendations.models import (
    Citation,
    InstrumentName,
    Recommendation,
    RecommendationText,
)
from recommendations.search import fields, stemming
from recommendations.search.equivalents import Equivalents, Group, curated
from recommendations.search.folding import fold_text
from recommendations.search.meaning import Meaning, Vocabularies, meaning
from recommendations.search.query import And, Field, Node, Not, Or, Query, Term
from smuggling_kb.languages import INTERFACE

#: Worth of a word that is the record's code, of one found in its text, of one found in its labels.
CODE, TEXT, LABEL = 1000.0, 1.0, 0.5
#: What is worth anything.
WORTHLESS = 0.0


@dataclass(frozen=True)
class Searched:
    """A record as the engine sees it, all folded: its texts and its labels, each in a language.

    The labels are all that a quoted phrase does not look into.
    """

    pk: int
    code: str
    texts: tuple[tuple[str, str], ...]
    labels: tuple[tuple[str, str], ...]

    def worth(self, term: Term) -> float:
        """How well the record answers a term, whether it is wanted or not; 0 for not at all."""
        found = TEXT * _count(term, self.texts)
        if not term.phrase:
            found += LABEL * _count(term, self.labels) + CODE * (term.needle == self.code)
        return found


@dataclass(frozen=True)
class Found:
    """What a query means, and the primary keys of the published records that answer it."""

    meaning: Meaning
    scores: dict[int, float]


def find(query: Query) -> Found:
    """The published records that answer the query, each with its worth."""
    return _Scan().find(query)


class _Scan:
    """All published records, read once."""

    def __init__(self) -> None:
        self.names = _Names()
        self.records = list(_records(self.names))

    def find(self, query: Query) -> Found:
        """The records that answer the query."""
        meant = meaning(query, self.names.equivalents, self.vocabularies)
        tree = meant.query.tree
        pks = self._answering(tree) if tree else frozenset()
        return Found(
            meant,
            {
                record.pk: sum(record.worth(term) for term in meant.query.sought)
                for record in self.records
                if record.pk in pks
            },
        )

    @cached_property
    def vocabularies(self) -> Vocabularies:
        """The words of all texts and labels in each language."""
        held: dict[str, list[str]] = {}
        for record in self.records:
            for language, text in (*record.texts, *record.labels):
                held.setdefault(language, []).append(text)
        return {
            language: stemming.words(texts)
            for language, texts in held.items()
            if language in stemming.ALGORITHMS
        }

    def _answering(self, node: Node) -> frozenset[int]:
        """The primary keys of the records for which a condition holds."""
        if isinstance(node, Term):
            return frozenset(each.pk for each in self.records if each.worth(node) > WORTHLESS)
        if isinstance(node, Field):
            return self._with(node)
        if isinstance(node, Not):
            return frozenset(each.pk for each in self.records) - self._answering(node.part)
        return _together(node, [self._answering(part) for part in node.parts])

    def _with(self, field: Field) -> frozenset[int]:
        """Those that have a value of a facet, or a code."""
        parameter = fields.FIELDS[field.name].facet
        if parameter:
            values = fields.values(field, known(parameter))
            held = FACETS[parameter].values_of(Recommendation.objects.published())
            return frozenset(pk for pk, each in held.items() if each & values)
        codes = fields.values(field, {record.code: () for record in self.records})
        return frozenset(record.pk for record in self.records if record.code in codes)


def _together(node: And | Or, parts: Sequence[frozenset[int]]) -> frozenset[int]:
    return frozenset.intersection(*parts) if isinstance(node, And) else frozenset().union(*parts)


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


def _count(term: Term, texts: Iterable[tuple[str, str]]) -> int:
    return sum(1 for _language, text in texts for _match in term.pattern.finditer(text))


def _records(names: _Names) -> Iterator[Searched]:
    for recommendation in _recommendations():
        texts = recommendation.texts.all()
        chapeaux = ((text.language, text.chapeau) for text in texts)
        yield Searched(
            recommendation.pk,
            recommendation.code,
            _folded((text.language, text.text) for text in texts),
            _folded((*chapeaux, *names.of(recommendation))),
        )


def _folded(texts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((language, fold_text(text)) for language, text in texts)


def _recommendations() -> Iterable[Recommendation]:
    citations = Citation.objects.select_related("instrument", "provision__instrument")
    texts = RecommendationText.objects.prefetch_related(Prefetch("citations", citations))
    return (
        Recommendation.objects.published()
        .select_related("session")
        .prefetch_related(Prefetch("texts", texts), "themes__names")
    )


class _Names:
    """What meetings, themes, articles and instruments are called, in every language at once."""

    def __init__(self) -> None:
        self.labels = [Labels(language) for language in INTERFACE]
        self.instruments: dict[int, list[tuple[str, str]]] = {}
        names = InstrumentName.objects.values_list("instrument", "language", "name")
        for instrument, language, name in names:
            self.instruments.setdefault(instrument, []).append((language, name))

    @property
    def equivalents(self) -> Equivalents:
        """The names of each instrument, and the words that editors hold equivalent."""
        treaties = (
            Group(tuple(dict.fromkeys(name for _language, name in names)))
            for names in self.instruments.values()
        )
        return Equivalents([*treaties, *curated()])

    def of(self, recommendation: Recommendation) -> Iterator[tuple[str, str]]:
        """The names of all that a record belongs to or cites, each with its language."""
        for theme in recommendation.themes.all():
            yield from ((name.language, name.name) for name in theme.names.all())
        if recommendation.session:
            for language in INTERFACE:
                with override(language):
                    yield language, session_name_and_year(recommendation.session)
        for text in recommendation.texts.all():
            for citation in text.citations.all():
                yield from self._of_citation(citation)

    def _of_citation(self, citation: Citation) -> Iterator[tuple[str, str]]:
        if citation.provision:
            for labels in self.labels:
                with override(labels.language):
                    yield labels.language, labels.provision(citation.provision)
        for cited in (citation.instrument, citation.provision and citation.provision.instrument):
            if cited:
                yield from self.instruments.get(cited.pk, ())
