"""The treaties under all their names, and how often each of their provisions is cited."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch

from recommendations.citations.target import CitationTarget
from recommendations.index import RecommendationIndex, bitmaps, current_index
from recommendations.models import (
    AdoptionStatus,
    Citation,
    Instrument,
    InstrumentNames,
    Provision,
    ProvisionKind,
    ProvisionLink,
    ProvisionName,
    Recommendation,
    passage_value,
)

#: Primary keys of an instrument and a provision; of what is cited, one of the two.
Key = tuple[int | None, int | None]


@dataclass(frozen=True)
class Line:
    """How many records cite something, the adopted apart, and how many passages of documents."""

    citable: CitationTarget
    title: ProvisionName | None
    adopted: int
    others: int
    passages: int
    #: Records that an editor linked with it and that do not cite it.
    linked: int

    @property
    def is_cited(self) -> bool:
        """Whether anything leads to it, be it an editor's link alone."""
        return bool(self.adopted or self.others or self.passages or self.linked)


@dataclass(frozen=True)
class Treaty:
    """An instrument: its names, and its provisions; ``uncited`` are those that nothing cites."""

    instrument: Instrument
    naming: InstrumentNames
    whole: Line
    cited: list[Line]
    uncited: list[Line]


def treaties(language: str) -> list[Treaty]:
    """Every instrument, in the order of the site; a fixed number of queries."""
    provisions = Provision.objects.prefetch_related("names")
    instruments = Instrument.objects.prefetch_related("names", Prefetch("provisions", provisions))
    citings = CitationCounts()
    return [_treaty(instrument, citings, language) for instrument in instruments]


def _treaty(instrument: Instrument, citings: CitationCounts, language: str) -> Treaty:
    lines = [
        citings.line(CitationTarget(instrument, provision), language)
        for provision in instrument.provisions.all()
    ]
    return Treaty(
        instrument,
        instrument.names_for(language),
        citings.line(CitationTarget(instrument), language),
        cited=[line for line in lines if line.is_cited],
        uncited=[line for line in lines if _is_article(line) and not line.is_cited],
    )


def _is_article(line: Line) -> bool:
    provision = line.citable.provision
    return provision is not None and provision.kind == ProvisionKind.ARTICLE


class CitationCounts:
    """How often each thing is cited; four queries, asked once in a version of the data."""

    def __init__(self) -> None:
        self._held = current_index()
        self._adopted = self._held.columns["status"].bitmap(AdoptionStatus.ADOPTED)
        memory = self._held.cache
        self._of_whole = memory.get_or_compute(
            ("records that cite a whole",), lambda: _of_whole(self._held)
        )
        self._links = memory.get_or_compute(("records that are linked",), _links)
        self._passages = memory.get_or_compute(("passages that cite",), _passages)

    def line(self, citable: CitationTarget, language: str) -> Line:
        """What is known of one."""
        instrument, provision = citable.instrument, citable.provision
        if provision:
            citing = self._held.columns["article"].bitmap(provision.slug)
        else:
            citing = self._of_whole.get(instrument.pk, 0)
        adopted = (citing & self._adopted).bit_count()
        return Line(
            citable,
            provision.title_for(language) if provision else None,
            adopted,
            citing.bit_count() - adopted,
            self._passages[(None, provision.pk) if provision else (instrument.pk, None)],
            self._links[provision.pk] if provision else 0,
        )


def _of_whole(index: RecommendationIndex) -> dict[int, int]:
    """The published records that cite each instrument without one of its provisions."""
    places = {pk: place for place, pk in enumerate(index.pks)}
    citations = Citation.objects.in_records().filter(provision=None).order_by()
    found: dict[int, list[int]] = {}
    for instrument, pk in citations.values_list("instrument", "text__recommendation"):
        if instrument is not None and pk in places:
            found.setdefault(instrument, []).append(places[pk])
    return {
        instrument: bitmaps.from_places(citing, index.size) for instrument, citing in found.items()
    }


def _links() -> Counter[int]:
    """Published records by the provision that they are linked with and do not cite."""
    citing = Citation.objects.filter(
        provision=OuterRef("provision"), text__recommendation=OuterRef("recommendation")
    )
    rows = (
        ProvisionLink.objects.filter(
            ~Exists(citing), recommendation__in=Recommendation.objects.published().order_by()
        )
        .order_by()
        .values_list("provision")
        .annotate(count=Count("pk"))
    )
    return Counter(dict(rows))


def _passages() -> Counter[Key]:
    """Passages of documents, by key."""
    found: set[tuple[Key, int, str]] = set()
    for target, others in (("instrument", {"provision": None}), ("provision", {})):
        passages = (
            Citation.objects.outside_records()
            .filter(**others)
            .values_list(target, passage_value("version__document"), passage_value("anchor"))
            .distinct()
        )
        for pk, document, anchor in passages:
            found.add((_key(target, pk), document, anchor))
    return Counter(key for key, _document, _place in found)


def _key(target: str, pk: int | None) -> Key:
    return (pk, None) if target == "instrument" else (None, pk)
