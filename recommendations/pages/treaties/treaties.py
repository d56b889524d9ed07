"""The treaties under all their names, with the citations of each of their provisions counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Prefetch

from recommendations.citations.target import CitationTarget
from recommendations.index import RecommendationIndex, bitmaps, current_index
from recommendations.index.bitmaps import Bitmap
from recommendations.models import (
    AdoptionStatus,
    Citation,
    Instrument,
    InstrumentNames,
    Provision,
    ProvisionKind,
    ProvisionLink,
    ProvisionName,
    passage_value,
)

#: Primary keys of an instrument and a provision; of what is cited, one of the two.
Key = tuple[int | None, int | None]


@dataclass(frozen=True)
class TargetCounts:
    """The numbers of records, the adopted apart, and of passages that cite a target."""

    target: CitationTarget
    title: ProvisionName | None
    adopted: int
    others: int
    passages: int
    #: Records that an editor linked with it and that do not cite it.
    linked: int

    @property
    def is_cited(self) -> bool:
        """Return whether anything leads to it, be it an editor's link alone."""
        return bool(self.adopted or self.others or self.passages or self.linked)


@dataclass(frozen=True)
class TreatyEntry:
    """An instrument with its names and its provisions; ``uncited`` are those without citations."""

    instrument: Instrument
    names: InstrumentNames
    whole: TargetCounts
    cited: list[TargetCounts]
    uncited: list[TargetCounts]
    #: The records that cite one of its provisions.
    citing_articles: Bitmap


def treaty_entry(slug: str, language: str) -> TreatyEntry | None:
    """Return the treaty of a slug; None if there is none."""
    entries = treaty_entries(language)
    return next((entry for entry in entries if entry.instrument.slug == slug), None)


def treaty_entries(language: str) -> list[TreatyEntry]:
    """Return every instrument, in the order of the site; read once in a version of the data."""
    index = current_index()
    return index.cache.get_or_compute(
        ("treaties", language), lambda: _read_treaties(index, language)
    )


def _read_treaties(index: RecommendationIndex, language: str) -> list[TreatyEntry]:
    provisions = Provision.objects.prefetch_related("names")
    instruments = Instrument.objects.prefetch_related("names", Prefetch("provisions", provisions))
    counts = CitationCounts(index)
    return [_treaty_entry(instrument, counts, language) for instrument in instruments]


def _treaty_entry(instrument: Instrument, counts: CitationCounts, language: str) -> TreatyEntry:
    lines = [
        counts.counts_for(CitationTarget(instrument, provision), language)
        for provision in instrument.provisions.all()
    ]
    return TreatyEntry(
        instrument,
        instrument.names_for(language),
        counts.counts_for(CitationTarget(instrument), language),
        cited=[line for line in lines if line.is_cited],
        uncited=[line for line in lines if _is_article(line) and not line.is_cited],
        citing_articles=counts.citing_any(instrument.provisions.all()),
    )


def _is_article(line: TargetCounts) -> bool:
    provision = line.target.provision
    return provision is not None and provision.kind == ProvisionKind.ARTICLE


class CitationCounts:
    """The citations of each target; four queries, asked once in a version of the data."""

    def __init__(self, index: RecommendationIndex) -> None:
        self._index = index
        self._adopted = self._index.columns["status"].bitmap(AdoptionStatus.ADOPTED)
        cache = self._index.cache
        self._citing_whole = cache.get_or_compute(
            ("records that cite a whole",), lambda: _citing_whole(index)
        )
        self._links = cache.get_or_compute(
            ("records that are linked",), lambda: _count_links(index)
        )
        self._passages = cache.get_or_compute(("passages that cite",), _count_passages)

    def citing_any(self, provisions: Iterable[Provision]) -> Bitmap:
        """Return the records that cite any of some provisions; no query."""
        column = self._index.columns["article"]
        return reduce(or_, (column.bitmap(each.slug) for each in provisions), 0)

    def counts_for(self, target: CitationTarget, language: str) -> TargetCounts:
        instrument, provision = target.instrument, target.provision
        if provision:
            citing = self._index.columns["article"].bitmap(provision.slug)
        else:
            citing = self._citing_whole.get(instrument.pk, 0)
        adopted = (citing & self._adopted).bit_count()
        return TargetCounts(
            target,
            provision.title_for(language) if provision else None,
            adopted,
            citing.bit_count() - adopted,
            self._passages[(None, provision.pk) if provision else (instrument.pk, None)],
            self._links[provision.pk] if provision else 0,
        )


def _citing_whole(index: RecommendationIndex) -> dict[int, int]:
    """Return the published records that cite each instrument without one of its provisions."""
    places = {pk: place for place, pk in enumerate(index.pks)}
    citations = Citation.objects.in_records().filter(provision=None).order_by()
    found: dict[int, list[int]] = {}
    for instrument, pk in citations.values_list("instrument", "text__recommendation"):
        if instrument is not None and pk in places:
            found.setdefault(instrument, []).append(places[pk])
    return {
        instrument: bitmaps.from_places(citing, index.size) for instrument, citing in found.items()
    }


def _count_links(index: RecommendationIndex) -> Counter[int]:
    """Count published records by the provision that they are linked with and do not cite."""
    places = {pk: place for place, pk in enumerate(index.pks)}
    links = ProvisionLink.objects.order_by().values_list(
        "provision", "provision__slug", "recommendation"
    )
    articles = index.columns["article"]
    return Counter(
        provision
        for provision, slug, record in links
        if record in places and slug not in articles.values_at(places[record])
    )


def _count_passages() -> Counter[Key]:
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
