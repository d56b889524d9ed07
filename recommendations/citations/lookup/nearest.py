"""What is near to something that is cited and not held.

A citation is loosened step by step: an item to its paragraph, a place to its document, a number
to the same one elsewhere, a code to its year, a document to its meeting.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from recommendations.citations.lookup.reference import BODY, Code, Place, Reference, Source, unique
from recommendations.citations.lookup.resolver import find
from recommendations.citations.lookup.result import Answer, Lack, Target
from recommendations.models import Citation, Recommendation
from sessions import symbols
from sessions.models import Document

#: The most of what lacks that is asked about, and the most that is offered.
ASKED, OFFERED = 3, 8


def near(answer: Answer, held: Collection[str]) -> list[Target]:
    """Things held that may have been meant, nearest first; a bounded number of queries."""
    lacks = told(answer, held)[:ASKED]
    whole = not answer.reference.places
    looser = unique(each for lack in lacks for each in _looser(lack, held, whole=whole))
    found = unique(target for reference in looser for target in find(reference).targets)
    return [target for target in found if target not in answer.targets][:OFFERED]


def held_symbols(answer: Answer) -> set[str]:
    """The documents held in which something is cited that they do not have; one query."""
    asked = {lack.symbol for lack in answer.lacks} - {""}
    return set(Document.objects.filter(symbol__in=asked).values_list("symbol", flat=True))


def told(answer: Answer, held: Collection[str]) -> list[Lack]:
    """What is not held, a document that is not once, whatever places of it are cited."""
    lacks = (
        Lack(source=Source(lack.symbol))
        if lack.source and lack.symbol and lack.symbol not in held
        else lack
        for lack in answer.lacks
    )
    return list(unique(lacks))[:OFFERED]


def _looser(lack: Lack, held: Collection[str], *, whole: bool) -> Iterator[Reference]:
    """``whole``: whether no place in a document is cited."""
    if lack.code:
        yield from _than_code(lack.code)
    elif lack.source and lack.place:
        yield from _than_place(lack.source, lack.place)
    elif lack.source and lack.symbol not in held:
        yield from _than_symbol(lack.symbol, whole=whole)


def _than_code(code: Code) -> Iterator[Reference]:
    """All with its number, that number elsewhere, its year."""
    if code.letter:
        yield Reference(codes=(replace(code, letter=""),))
    if code.number < 1000:  # More than any place has.
        yield _numbered(Place("r", code.number, code.letter))
    yield _of_meeting(Source(years=(code.year,)))


def _than_place(source: Source, place: Place) -> Iterator[Reference]:
    """What it is an item of, or that number of the other kind; its document, or its meeting."""
    if place.kind != "fn":
        for kind in (place.kind or "r", "p", "r"):
            yield Reference(sources=(replace(source, places=(Place(kind, place.number),)),))
    if source.symbol:
        yield Reference(sources=(replace(source, places=()),))
        return
    yield _numbered(Place("r", place.number, place.letter))
    yield _of_meeting(Source(sessions=source.sessions, years=source.years))


def _than_symbol(symbol: str, *, whole: bool) -> Iterator[Reference]:
    """The text that was changed; the record whose code looks the same; the meeting of its year.

    Who cites a paragraph of a document does not mean a record.
    """
    if not symbol:
        return
    parts = symbols.parse(symbol)
    if parts.suffix:
        yield Reference(sources=(Source(symbol.removesuffix(f"/{parts.suffix}")),))
    if parts.body == BODY and parts.year:
        if whole and parts.number and not parts.series and not parts.suffix:
            yield Reference(codes=(Code(parts.year, parts.number),))
        yield _of_meeting(Source(years=(parts.year,)))


def _numbered(place: Place) -> Reference:
    return Reference(sources=(Source(places=(place,)),))


def _of_meeting(source: Source) -> Reference:
    """A meeting or a year as such; of neither, nothing."""
    return Reference(sources=(source,) if source.is_scoped else ())


def citing(answer: Answer, held: Collection[str]) -> list[Target]:
    """Where texts held here cite what is not held; two queries."""
    asked = {lack.resolution for lack in answer.lacks} - {""}
    asked |= {lack.symbol for lack in answer.lacks} - {"", *held}
    records = (
        Recommendation.objects.published()
        .filter(texts__citations__reference__in=asked)
        .in_code_order()
        .distinct()[:OFFERED]
    )
    rows = (
        Citation.objects.outside_records()
        .filter(reference__in=asked)
        .order_by("paragraph__version__document", "footnote__version__document", "pk")
        .values_list(
            "paragraph__version__document__symbol",
            "paragraph__anchor",
            "footnote__version__document__symbol",
            "footnote__anchor",
        )
    )
    passages = (
        Target("passage", paragraph or note, anchor or mark)
        for paragraph, anchor, note, mark in rows
    )
    cited = (Target("record", record.code) for record in records)
    return list(unique([*cited, *passages]))[:OFFERED]
