"""Several recommendations side by side: their words, their facts, and what they share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from recommendations.index import current_index
from recommendations.index.facets import Facet, plain_facets
from recommendations.models import (
    CitationKind,
    Recommendation,
    RecommendationText,
    Relation,
    Scheme,
    Strength,
)
from recommendations.names import labels
from recommendations.names.labels import Labels
from recommendations.pages.families import wordings
from recommendations.pages.families.wordings import ComparedWording

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class ComparedFact:
    """A fact of one kind: records share it if they have the same ``key``."""

    key: str
    label: str
    address: str = ""
    is_symbol: bool = False


@dataclass(frozen=True)
class ComparedRecord:
    """A record with the text that its facts are read from."""

    recommendation: Recommendation
    text: RecommendationText
    labels: Labels


@dataclass(frozen=True)
class FactKind:
    """A kind of fact that records are compared by."""

    label: StrPromise
    #: The facts of this kind of a record that was read ``for_list``.
    facts: Callable[[ComparedRecord], Iterator[ComparedFact]]


def _list_address(parameter: str, value: str) -> str:
    return f"{reverse('recommendations:list')}?{parameter}={value}"


def _status(record: ComparedRecord) -> Iterator[ComparedFact]:
    status = record.recommendation.status
    label = record.recommendation.get_status_display()
    yield ComparedFact(status, str(label), _list_address("status", status))


def _session(record: ComparedRecord) -> Iterator[ComparedFact]:
    if session := record.recommendation.session:
        address = reverse("sessions:session", args=[session.number])
        yield ComparedFact(str(session.number), labels.session_name_and_year(session), address)


def _strength(record: ComparedRecord) -> Iterator[ComparedFact]:
    strength = Strength(record.recommendation.strength)
    yield ComparedFact(
        strength.value, str(strength.label), _list_address("strength", strength.value)
    )


def _addressees(record: ComparedRecord) -> Iterator[ComparedFact]:
    for each in record.recommendation.addressees.all():
        label = each.get_addressee_display()
        yield ComparedFact(each.addressee, str(label), _list_address("addressee", each.addressee))


#: The pages of the themes of each scheme.
PAGES = {Scheme.CHAPTERS: "recommendations:theme", Scheme.SUBJECTS: "recommendations:subject"}


def _themes(scheme: Scheme) -> Callable[[ComparedRecord], Iterator[ComparedFact]]:
    def facts(record: ComparedRecord) -> Iterator[ComparedFact]:
        for each in record.recommendation.theme_assignments.all():
            if each.theme.scheme == scheme:
                slug: str = each.theme.slug
                address = reverse(PAGES[scheme], args=[slug])
                yield ComparedFact(slug, record.labels.theme(slug), address)

    return facts


def _articles(record: ComparedRecord) -> Iterator[ComparedFact]:
    """Articles and chapters, whichever part of them is meant."""
    for provision in dict.fromkeys(each.provision for each in record.text.cited_provisions):
        address = reverse(
            "recommendations:article", args=[provision.instrument.slug, provision.part]
        )
        yield ComparedFact(provision.slug, record.labels.provision(provision), address)


def _cited_works(record: ComparedRecord) -> Iterator[ComparedFact]:
    """Whatever else is cited, each once."""
    found: dict[str, ComparedFact] = {}
    for each in record.text.other_citations:
        label, address = each.reference, ""
        if each.instrument:
            label = record.labels.instrument(each.instrument.slug)
            address = reverse("recommendations:instrument", args=[each.instrument.slug])
        elif each.document:
            address = reverse("recommendations:document", args=[each.document.symbol])
        is_symbol = each.kind == CitationKind.DOCUMENT
        key = f"{each.kind} {each.reference}"
        found.setdefault(key, ComparedFact(key, label, address, is_symbol))
    yield from found.values()


def _printing_documents(record: ComparedRecord) -> Iterator[ComparedFact]:
    """The documents that print it."""
    symbols = (each.document.symbol for each in record.recommendation.occurrences.all())
    for symbol in dict.fromkeys(symbols):
        address = reverse("recommendations:document", args=[symbol])
        yield ComparedFact(symbol, symbol, address, is_symbol=True)


def _facet_values(facet: Facet) -> Callable[[ComparedRecord], Iterator[ComparedFact]]:
    """Return how to read the values of a facet, which the index has of every published record."""

    def facts(record: ComparedRecord) -> Iterator[ComparedFact]:
        index, recommendation = current_index(), record.recommendation
        place = index.place(recommendation.year, recommendation.number, recommendation.letter)
        known = index.facet_labels(record.labels.language).by_value[facet.parameter]
        for value in index.columns[facet.parameter].values_at(place) if place is not None else ():
            if value != facet.missing_value:
                yield ComparedFact(value, known[value].label, _list_address(facet.parameter, value))

    return facts


#: Kinds of facts that are compared, in the order of the page.
FACT_KINDS = (
    FactKind(_("Status"), _status),
    FactKind(_("Session"), _session),
    FactKind(_("Strength"), _strength),
    FactKind(_("Addressed to"), _addressees),
    FactKind(_("Themes"), _themes(Scheme.CHAPTERS)),
    FactKind(_("Subjects"), _themes(Scheme.SUBJECTS)),
    FactKind(_("Treaty articles"), _articles),
    FactKind(_("Also cited"), _cited_works),
    FactKind(_("Printed in"), _printing_documents),
)


def fact_kinds() -> list[FactKind]:
    """Return every kind: those above, and one for each facet that none of them is about."""
    facets = (FactKind(facet.label, _facet_values(facet)) for facet in plain_facets())
    return [*FACT_KINDS, *facets]


@dataclass(frozen=True)
class FactRow:
    """The facts of one kind, record by record."""

    kind: FactKind
    cells: list[list[ComparedFact]]

    @property
    def is_same(self) -> bool:
        """Return whether all records have the same facts."""
        first, *others = [{value.key for value in cell} for cell in self.cells]
        return bool(first) and all(each == first for each in others)

    @property
    def shared_by_all(self) -> list[ComparedFact]:
        """The facts that all records share."""
        return [fact for fact, places in self._fact_places if len(places) == len(self.cells)]

    @property
    def shared_by_some(self) -> list[tuple[ComparedFact, list[int]]]:
        """The facts that some share but not all, with the places of those records."""
        return [
            (fact, places)
            for fact, places in self._fact_places
            if 1 < len(places) < len(self.cells)
        ]

    @cached_property
    def _fact_places(self) -> list[tuple[ComparedFact, list[int]]]:
        """Each fact once, with the places of the records that have it."""
        facts: dict[str, ComparedFact] = {}
        places: dict[str, list[int]] = {}
        for place, cell in enumerate(self.cells):
            for fact in cell:
                facts.setdefault(fact.key, fact)
                places.setdefault(fact.key, []).append(place)
        return [(facts[key], found) for key, found in places.items()]


@dataclass(frozen=True)
class PartlySharedFact:
    """A fact that some of the records share, with their codes."""

    fact: ComparedFact
    codes: list[str]


@dataclass(frozen=True)
class SharedFacts:
    """The facts of one kind that records share."""

    kind: FactKind
    in_all: list[ComparedFact]
    in_some: list[PartlySharedFact]


@dataclass(frozen=True)
class RecordColumn:
    """A record beside others: its wording with the differences from the first."""

    recommendation: Recommendation
    text: RecommendationText
    wording: ComparedWording


class Comparison:
    """Two or more records, read ``for_list`` and with the notes of their relations."""

    def __init__(self, records: Sequence[Recommendation], names: Labels) -> None:
        self.records = records
        self.names = names

    @property
    def codes(self) -> list[str]:
        return [record.code for record in self.records]

    @property
    def title(self) -> str:
        """``2012/52, 2019/22a``."""
        return pgettext("list", ", ").join(self.codes)

    @cached_property
    def columns(self) -> list[RecordColumn]:
        """Their wordings, in one language if there is one that all are held in."""
        found = wordings.diff_with_first(
            [wordings.record_wordings(each) for each in self.records], self.names.language
        )
        return [
            RecordColumn(record, _text_in(record, wording.words.language), wording)
            for record, wording in zip(self.records, found, strict=True)
            if wording
        ]

    @property
    def has_translations(self) -> bool:
        """True if any of the wordings is an unofficial translation."""
        return any(column.wording.words.is_unofficial for column in self.columns)

    @cached_property
    def rows(self) -> list[FactRow]:
        """The facts that at least one of them has."""
        records = [
            ComparedRecord(record, record.original_text, self.names) for record in self.records
        ]
        rows = [
            FactRow(kind, [list(kind.facts(each)) for each in records]) for kind in fact_kinds()
        ]
        return [row for row in rows if any(row.cells)]

    @cached_property
    def shared_facts(self) -> list[SharedFacts]:
        """The facts that all of them share, and those that some do."""
        found = [
            SharedFacts(
                row.kind,
                row.shared_by_all,
                [
                    PartlySharedFact(fact, [self.records[place].code for place in places])
                    for fact, places in row.shared_by_some
                ],
            )
            for row in self.rows
        ]
        return [each for each in found if each.in_all or each.in_some]

    @cached_property
    def relations(self) -> list[Relation]:
        """The relations between them."""
        keys = {record.pk for record in self.records}
        return [
            relation
            for record in self.records
            for relation in record.relations.all()
            if relation.target_id in keys
        ]


def _text_in(recommendation: Recommendation, language: str) -> RecommendationText:
    """Return its text in a language that it has; reads ``texts``."""
    return next(each for each in recommendation.shown_texts if each.language == language)
