"""Resolves a typed citation to what is held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from string import ascii_lowercase

from django.db.models import Model, Q

from recommendations.citations.lookup import treaties
from recommendations.citations.lookup.result import MOST, Candidate, LookupResult, MissingPart
from recommendations.citations.lookup.typed_citation import (
    BODY,
    CitedSource,
    Locator,
    RecordCode,
    TypedCitation,
    deduplicate,
)
from recommendations.models import Occurrence, Recommendation
from sessions.models import Document, Footnote, Paragraph, WorkingGroupSession


def look_up(citation: TypedCitation) -> LookupResult:
    """Find where a citation leads: two queries for codes, for a symbol, or for places.

    More for all at once.
    """
    result = LookupResult(citation)
    records = CitedRecords(citation)
    _add_records_by_code(result, records)
    _add_places(result, records)
    _add_wholes(result)
    treaties.add_articles(result)
    treaties.add_resolutions(result)
    result.candidates = list(deduplicate(result.candidates))
    result.alternatives = [
        each for each in deduplicate(result.alternatives) if each not in result.candidates
    ]
    if len(result.candidates) > MOST:
        result.candidates, result.is_vague = result.candidates[:MOST], True
    return result


@dataclass(frozen=True)
class CitedRecord:
    """A published or archived record, and the meeting that adopted it."""

    code: RecordCode
    session: int | None

    @property
    def candidate(self) -> Candidate:
        return Candidate("record", str(self.code))


class CitedRecords:
    """The records that a citation may mean; one query."""

    def __init__(self, citation: TypedCitation) -> None:
        self.by_code: dict[RecordCode, CitedRecord] = {}
        self.by_place: dict[tuple[str, str], CitedRecord] = {}
        asked = [*map(_code_condition, citation.codes), *_place_conditions(citation)]
        if not asked:
            return
        addressed = Recommendation.objects.published() | Recommendation.objects.archived()
        rows = (
            addressed.filter(reduce(or_, asked))
            .in_code_order()
            .values_list(
                "year",
                "number",
                "letter",
                "session__number",
                "occurrences__document__symbol",
                "occurrences__anchor",
            )
        )
        for year, number, letter, session, symbol, anchor in rows[: 20 * MOST]:
            record = CitedRecord(RecordCode(year, number, letter), session)
            self.by_code[record.code] = record
            if symbol:
                self.by_place[symbol, anchor] = record

    def records_with_code(self, code: RecordCode) -> list[CitedRecord]:
        """Return the one with that code; of a code without a letter, else all with that number."""
        if code in self.by_code or code.letter:
            return [self.by_code[code]] if code in self.by_code else []
        alike = (code.year, code.number)
        return [each for key, each in self.by_code.items() if (key.year, key.number) == alike]

    def records_with_number(self, source: CitedSource, locator: Locator) -> list[CitedRecord]:
        """Return the records of meetings, of years, or of any, by the number in their codes."""
        return [
            record
            for code, record in self.by_code.items()
            if (code.number, code.letter) == (locator.number, locator.letter)
            and (not source.sessions or record.session in source.sessions)
            and (source.sessions or not source.years or code.year in source.years)
        ]

    def record_at(self, symbol: str, anchor: str, locator: Locator) -> CitedRecord | None:
        """Return the one that a passage prints, or a passage that it is an item of."""
        whole = anchor.removesuffix(locator.letter) if locator.letter else anchor
        return self.by_place.get((symbol, anchor)) or self.by_place.get((symbol, whole))


def _code_condition(code: RecordCode) -> Q:
    """Return the condition of the codes themselves, which are indexed."""
    letters = [code.letter] if code.letter else ["", *ascii_lowercase]
    return Q(code__in=[f"{code.year}/{code.number}{letter}" for letter in letters])


def _place_conditions(citation: TypedCitation) -> Iterator[Q]:
    """Yield the records at the places, and those with their numbers, where these may be of codes.

    Each condition is one that an index answers by itself, but for a number alone.
    """
    for source in citation.sources:
        if not source.locators:
            continue
        anchors = {each for locator in source.locators for each in _possible_anchors(locator)}
        printed = Occurrence.objects.filter(
            _document_condition(source, "document__"), anchor__in=anchors
        )
        yield Q(pk__in=printed.order_by().values("recommendation"))
        if source.allows_record_numbers:
            yield reduce(or_, (_number_condition(source, locator) for locator in source.locators))


def _number_condition(source: CitedSource, locator: Locator) -> Q:
    """Return the condition of the number in a code: of meetings, of years, or of any."""
    number = Q(number=locator.number, letter=locator.letter)
    if source.sessions:
        return number & Q(session__number__in=source.sessions)
    if source.years:
        codes = [f"{year}/{locator.number}{locator.letter}" for year in source.years]
        return Q(code__in=codes)
    return number


def _possible_anchors(locator: Locator) -> Collection[str]:
    """Return where a place and its paragraph may be; a recommendation's in either numbering."""
    locators = [locator, locator.without_letter]
    if locator.kind == "r":
        locators += [Locator("p", locator.number, locator.letter), Locator("p", locator.number)]
    return {anchor for each in locators for anchor in each.anchors}


def _document_condition(source: CitedSource, prefix: str = "") -> Q:
    """Return the condition of the documents that are meant."""
    if source.symbol:
        return Q(**{f"{prefix}symbol": source.symbol})
    condition = Q(**{f"{prefix}genre": source.genre}) if source.genre else Q()
    if source.sessions:
        return condition & Q(**{f"{prefix}session__number__in": source.sessions})
    return condition & Q(**{f"{prefix}year__in": source.years}) if source.years else condition


def _add_records_by_code(result: LookupResult, records: CitedRecords) -> None:
    """Add the records with the codes; as alternatives, documents whose symbols lack their body."""
    codes = result.citation.codes
    for code in codes:
        matches = records.records_with_code(code)
        result.candidates += [record.candidate for record in matches]
        if not matches:
            result.missing.append(MissingPart(code=code))
    if not result.citation.sources:
        symbols = [f"{BODY}/{code}" for code in codes if not code.letter]
        held = Document.objects.filter(symbol__in=symbols).order_by("symbol") if symbols else ()
        result.alternatives += [Candidate("document", each.symbol) for each in held]


# Places


@dataclass(frozen=True)
class CitedPassage:
    """A passage of a document."""

    symbol: str
    anchor: str
    year: int
    session: int | None
    genre: str


def _add_places(result: LookupResult, records: CitedRecords) -> None:
    """Add the record or the passage at each place."""
    asked = result.citation.locators
    if not asked:
        return
    passages, result.is_vague = _cited_passages(result.citation)
    for source, locator in asked:
        candidates = list(_candidates_at(source, locator, passages, records))
        result.candidates += candidates
        if not candidates and not result.is_vague:
            result.missing.append(MissingPart(source=source, locator=locator))


def _candidates_at(
    source: CitedSource,
    locator: Locator,
    passages: dict[str, list[CitedPassage]],
    records: CitedRecords,
) -> Iterator[Candidate]:
    """Yield what is at a place in the documents meant, and the records numbered so."""
    printed = [
        passage
        for anchor in locator.anchors
        for passage in passages[anchor]
        if source.covers(passage.symbol, passage.year, passage.session, passage.genre)
    ]
    for passage in printed:
        record = records.record_at(passage.symbol, passage.anchor, locator)
        yield record.candidate if record else Candidate("passage", passage.symbol, passage.anchor)
    if locator.kind == "r" and not printed:
        yield from _records_numbered_as_paragraphs(source, locator, passages, records)
    allows_record_numbers = source.is_scoped or (locator.kind == "r" and not printed)
    if source.allows_record_numbers and locator.kind != "fn" and allows_record_numbers:
        yield from (record.candidate for record in records.records_with_number(source, locator))


def _records_numbered_as_paragraphs(
    source: CitedSource,
    locator: Locator,
    passages: dict[str, list[CitedPassage]],
    records: CitedRecords,
) -> Iterator[Candidate]:
    """Yield the records that a document numbers as paragraphs, as the compilation does."""
    for passage in passages[f"p{locator.number}{locator.letter}"]:
        record = records.record_at(passage.symbol, passage.anchor, locator)
        if record and source.covers(passage.symbol, passage.year, passage.session, passage.genre):
            yield record.candidate


def _cited_passages(citation: TypedCitation) -> tuple[dict[str, list[CitedPassage]], bool]:
    """Return the passages at the places by their anchors, and whether they are too many.

    One query, or two of a citation that has both footnotes and other places.
    """
    passages: dict[str, list[CitedPassage]] = defaultdict(list)
    rows = 0
    models: tuple[tuple[type[Model], bool], ...] = ((Paragraph, False), (Footnote, True))
    for model, of_footnotes in models:
        conditions = [
            _document_condition(source, "version__document__")
            & Q(anchor__in={each for locator in those for each in _possible_anchors(locator)})
            for source in citation.sources
            if (those := [each for each in source.locators if (each.kind == "fn") == of_footnotes])
        ]
        for passage in _read_passages(model, conditions):
            passages[passage.anchor].append(passage)
            rows += 1
    return passages, rows > 3 * MOST


def _read_passages(model: type[Model], conditions: Iterable[Q]) -> Iterator[CitedPassage]:
    """Yield each passage once, in whatever languages it is held."""
    asked = list(conditions)
    if not asked:
        return
    fields = ("symbol", "year", "session__number", "genre")
    rows = (
        model._default_manager.filter(reduce(or_, asked))
        .order_by("version__document__year", "version__document__symbol", "position")
        .values_list("anchor", *(f"version__document__{each}" for each in fields))
    )
    for anchor, symbol, year, session, genre in deduplicate(rows[: 3 * MOST + 1]):
        yield CitedPassage(symbol, anchor, year, session, genre)


# Documents, meetings and years as such


def _add_wholes(result: LookupResult) -> None:
    """Add the documents, meetings and years that are cited without a place in them.

    Beside codes or places they only say more of these.
    """
    citation = result.citation
    if citation.codes or citation.locators or citation.articles or citation.resolutions:
        return
    for source in citation.sources:
        candidates = list(_whole_candidates(source))
        result.candidates += candidates
        if not candidates:
            result.missing.append(MissingPart(source=source))


def _whole_candidates(source: CitedSource) -> Iterator[Candidate]:
    if source.symbol or source.genre:
        held = Document.objects.filter(_document_condition(source)).order_by("year", "symbol")[
            : MOST + 1
        ]
        yield from (Candidate("document", each.symbol) for each in held)
        return
    meetings = Q(number__in=source.sessions)
    if not source.sessions:
        meetings = Q(start__year__in=source.years)
        records = Recommendation.objects.published().filter(year__in=source.years)
        years = records.order_by("year").values_list("year", flat=True).distinct()
        yield from (Candidate("year", str(year)) for year in years)
    sessions = WorkingGroupSession.objects.filter(meetings).order_by("number")
    yield from (Candidate("session", str(session.number)) for session in sessions)
