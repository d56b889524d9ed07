"""Resolves a typed citation to what is held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from django.db.models import Model, Q

from recommendations.citations.lookup import treaties
from recommendations.citations.lookup.cited_records import (
    CitedRecords,
    document_condition,
    possible_anchors,
)
from recommendations.citations.lookup.result import MOST, Candidate, LookupResult, MissingPart
from recommendations.citations.lookup.typed_citation import (
    BODY,
    CitedSource,
    Locator,
    TypedCitation,
    deduplicate,
)
from recommendations.models import Recommendation
from sessions.models import Document, Footnote, Paragraph, WorkingGroupSession
from smuggling_kb.addresses.models import FormerAddress


def look_up(citation: TypedCitation) -> LookupResult:
    """Find where a citation leads: two queries for codes, for a symbol, or for places.

    More for all at once, and two for a symbol that is not held: it may be a former one.
    """
    result = _look_up_as_typed(citation)
    former = {part.source.symbol for part in result.missing if part.source and part.source.symbol}
    documents = Document.objects.published()
    present = FormerAddress.objects.present_values(documents, former) if former else {}
    if not present:
        return result
    sources = tuple(
        replace(source, symbol=present.get(source.symbol, source.symbol))
        for source in citation.sources
    )
    return _look_up_as_typed(replace(citation, sources=sources))


def _look_up_as_typed(citation: TypedCitation) -> LookupResult:
    result = LookupResult(citation)
    records = CitedRecords(citation)
    _add_records_by_code(result, records)
    _add_places(result, records)
    _add_wholes(result)
    _add_job_numbers(result)
    treaties.add_articles(result)
    treaties.add_resolutions(result)
    result.candidates = list(deduplicate(result.candidates))
    result.alternatives = [
        each for each in deduplicate(result.alternatives) if each not in result.candidates
    ]
    if len(result.candidates) > MOST:
        result.candidates, result.is_vague = result.candidates[:MOST], True
    return result


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
        documents = Document.objects.published().filter(symbol__in=symbols).order_by("symbol")
        held = documents if symbols else ()
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
            document_condition(source, "version__document__")
            & Q(anchor__in={each for locator in those for each in possible_anchors(locator)})
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
        .filter(version__document__in=Document.objects.published())
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
    narrower = (citation.codes, citation.locators, citation.articles, citation.resolutions)
    if any(narrower):
        return
    for source in citation.sources:
        candidates = list(_whole_candidates(source))
        result.candidates += candidates
        if not candidates:
            result.missing.append(MissingPart(source=source))


def _add_job_numbers(result: LookupResult) -> None:
    """Add the documents that print the job numbers; one query, if any is cited."""
    asked = result.citation.job_numbers
    if not asked:
        return
    rows = Document.objects.published().filter(job_number__in=asked).order_by("symbol")
    symbols = dict(rows.values_list("job_number", "symbol"))
    result.candidates += [Candidate("document", symbol) for symbol in symbols.values()]
    result.missing += [MissingPart(job_number=number) for number in asked if number not in symbols]


def _whole_candidates(source: CitedSource) -> Iterator[Candidate]:
    if source.symbol or source.genre:
        held = Document.objects.published().filter(document_condition(source))
        in_order = held.order_by("year", "symbol")[: MOST + 1]
        yield from (Candidate("document", each.symbol) for each in in_order)
        return
    meetings = Q(number__in=source.sessions)
    if not source.sessions:
        meetings = Q(start__year__in=source.years)
        records = Recommendation.objects.published().filter(year__in=source.years)
        years = records.order_by("year").values_list("year", flat=True).distinct()
        yield from (Candidate("year", str(year)) for year in years)
    sessions = WorkingGroupSession.objects.published().filter(meetings).order_by("number")
    yield from (Candidate("session", str(session.number)) for session in sessions)
