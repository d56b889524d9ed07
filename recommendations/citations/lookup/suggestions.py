"""Suggestions for a citation of what is not held: what is held and near to it.

A citation is relaxed step by step: an item to its paragraph, a place to its document, a number
to the same one elsewhere, a code to its year, a document to its meeting.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from django.db.models import Exists, OuterRef

from recommendations.citations.lookup.resolver import look_up
from recommendations.citations.lookup.result import Candidate, LookupResult, MissingPart
from recommendations.citations.lookup.typed_citation import (
    BODY,
    CitedSource,
    Locator,
    RecordCode,
    TypedCitation,
    deduplicate,
)
from recommendations.models import Citation, Recommendation
from sessions import symbols
from sessions.models import Document

#: The most missing parts that suggestions are looked for, and the most suggestions.
RELAXED, SUGGESTED = 3, 8


def lookup_suggestions(result: LookupResult, held: Collection[str]) -> list[Candidate]:
    """Return things held that may have been meant, nearest first; a bounded number of queries.

    ``held`` are the symbols of ``symbols_in_database``.
    """
    missing = to_report(result, held)[:RELAXED]
    is_whole = not result.citation.locators
    relaxed = deduplicate(
        citation for part in missing for citation in _relaxed_citations(part, held, is_whole)
    )
    near = deduplicate(each for citation in relaxed for each in look_up(citation).candidates)
    return [each for each in near if each not in result.candidates][:SUGGESTED]


def symbols_in_database(result: LookupResult) -> set[str]:
    """Return the documents held in which something is cited that they do not have; one query."""
    cited = {part.symbol for part in result.missing} - {""}
    held = Document.objects.published().filter(symbol__in=cited)
    return set(held.values_list("symbol", flat=True))


def to_report(result: LookupResult, held: Collection[str]) -> list[MissingPart]:
    """Return the missing parts to tell the reader of.

    A document that is not held is told once, whatever places of it are cited.
    """
    missing = (
        MissingPart(source=CitedSource(part.symbol))
        if part.source and part.symbol and part.symbol not in held
        else part
        for part in result.missing
    )
    return list(deduplicate(missing))[:SUGGESTED]


def _relaxed_citations(
    part: MissingPart, held: Collection[str], is_whole: bool
) -> Iterator[TypedCitation]:
    """``is_whole``: whether no place in a document is cited."""
    if part.code:
        yield from _relax_code(part.code)
    elif part.source and part.locator:
        yield from _relax_locator(part.source, part.locator)
    elif part.source and part.symbol not in held:
        yield from _relax_symbol(part.symbol, is_whole=is_whole)


def _relax_code(code: RecordCode) -> Iterator[TypedCitation]:
    """Yield all with its number, that number elsewhere, its year."""
    if code.letter:
        yield TypedCitation(codes=(replace(code, letter=""),))
    if code.number < 1000:  # More than any place has.
        yield _citation_of_number(Locator("r", code.number, code.letter))
    yield _citation_of_meeting(CitedSource(years=(code.year,)))


def _relax_locator(source: CitedSource, locator: Locator) -> Iterator[TypedCitation]:
    """Yield its paragraph, or that number of the other kind; its document, or its meeting."""
    if locator.kind != "fn":
        for kind in (locator.kind or "r", "p", "r"):
            relaxed = replace(source, locators=(Locator(kind, locator.number),))
            yield TypedCitation(sources=(relaxed,))
    if source.symbol:
        yield TypedCitation(sources=(replace(source, locators=()),))
        return
    yield _citation_of_number(Locator("r", locator.number, locator.letter))
    yield _citation_of_meeting(CitedSource(sessions=source.sessions, years=source.years))


def _relax_symbol(symbol: str, *, is_whole: bool) -> Iterator[TypedCitation]:
    """Yield the text that was changed, the record whose code looks the same, the year's meeting.

    A citation of a paragraph of a document does not mean a record.
    """
    if not symbol:
        return
    parts = symbols.parse_symbol(symbol)
    if parts.suffix:
        yield TypedCitation(sources=(CitedSource(symbol.removesuffix(f"/{parts.suffix}")),))
    if parts.body == BODY and parts.year:
        if is_whole and parts.number and not parts.series and not parts.suffix:
            yield TypedCitation(codes=(RecordCode(parts.year, parts.number),))
        yield _citation_of_meeting(CitedSource(years=(parts.year,)))


def _citation_of_number(locator: Locator) -> TypedCitation:
    return TypedCitation(sources=(CitedSource(locators=(locator,)),))


def _citation_of_meeting(source: CitedSource) -> TypedCitation:
    """Return a citation of a meeting or a year as such; of neither, an empty one."""
    return TypedCitation(sources=(source,) if source.is_scoped else ())


def citing_candidates(result: LookupResult, held: Collection[str]) -> list[Candidate]:
    """Return the records and passages held that cite what is not held; two queries."""
    cited = {part.resolution for part in result.missing} - {""}
    cited |= {part.symbol for part in result.missing} - {"", *held}
    citing = Citation.objects.in_records().filter(
        reference__in=cited, text__recommendation=OuterRef("pk")
    )
    records = Recommendation.objects.published().filter(Exists(citing)).in_code_order()[:SUGGESTED]
    rows = (
        Citation.objects.outside_records()
        .filter(reference__in=cited)
        .in_reading_order()
        .values_list(
            "paragraph__version__document__symbol",
            "paragraph__anchor",
            "footnote__version__document__symbol",
            "footnote__anchor",
        )
    )
    passages = (
        Candidate("passage", paragraph or note, anchor or mark)
        for paragraph, anchor, note, mark in rows
    )
    found = (Candidate("record", record.code) for record in records)
    return list(deduplicate([*found, *passages]))[:SUGGESTED]
