"""What is held of what a citation says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from string import ascii_lowercase

from django.db.models import Model, Q

from recommendations.citations.lookup import treaties
from recommendations.citations.lookup.reference import BODY, Code, Place, Reference, Source, unique
from recommendations.citations.lookup.result import MOST, Answer, Lack, Target
from recommendations.models import Occurrence, Recommendation
from sessions.models import Document, Footnote, Paragraph, WorkingGroupSession


def find(reference: Reference) -> Answer:
    """Where it leads: two queries for codes, for a symbol, or for places; more for all at once."""
    answer = Answer(reference)
    records = Records(reference)
    _codes(answer, records)
    _places(answer, records)
    _wholes(answer)
    treaties.add_articles(answer)
    treaties.add_resolutions(answer)
    answer.targets = list(unique(answer.targets))
    answer.also = [each for each in unique(answer.also) if each not in answer.targets]
    if len(answer.targets) > MOST:
        answer.targets, answer.is_vague = answer.targets[:MOST], True
    return answer


@dataclass(frozen=True)
class Record:
    """A published or archived record, and the meeting that adopted it."""

    code: Code
    session: int | None

    @property
    def target(self) -> Target:
        return Target("record", str(self.code))


class Records:
    """The records that a citation may mean; one query."""

    def __init__(self, reference: Reference) -> None:
        self.by_code: dict[Code, Record] = {}
        self.by_place: dict[tuple[str, str], Record] = {}
        asked = [*map(_of_code, reference.codes), *_of_places(reference)]
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
            record = Record(Code(year, number, letter), session)
            self.by_code[record.code] = record
            if symbol:
                self.by_place[symbol, anchor] = record

    def of_code(self, code: Code) -> list[Record]:
        """The one with that code, else, of a code without a letter, all with that number."""
        if code in self.by_code or code.letter:
            return [self.by_code[code]] if code in self.by_code else []
        alike = (code.year, code.number)
        return [each for key, each in self.by_code.items() if (key.year, key.number) == alike]

    def numbered(self, source: Source, place: Place) -> list[Record]:
        """Those that a meeting adopted, or of a year, or of any, by the number in their codes."""
        return [
            record
            for code, record in self.by_code.items()
            if (code.number, code.letter) == (place.number, place.letter)
            and (not source.sessions or record.session in source.sessions)
            and (source.sessions or not source.years or code.year in source.years)
        ]

    def at(self, symbol: str, anchor: str, place: Place) -> Record | None:
        """The one that a passage prints, or a passage that it is an item of."""
        whole = anchor.removesuffix(place.letter) if place.letter else anchor
        return self.by_place.get((symbol, anchor)) or self.by_place.get((symbol, whole))


def _of_code(code: Code) -> Q:
    """By the codes themselves, which are indexed."""
    letters = [code.letter] if code.letter else ["", *ascii_lowercase]
    return Q(code__in=[f"{code.year}/{code.number}{letter}" for letter in letters])


def _of_places(reference: Reference) -> Iterator[Q]:
    """The records at the places, and those with their numbers, where these may be of codes.

    Each condition is one that an index answers by itself, but for a number alone.
    """
    for source in reference.sources:
        if not source.places:
            continue
        anchors = {each for place in source.places for each in _anchors(place)}
        printed = Occurrence.objects.filter(_within(source, "document__"), anchor__in=anchors)
        yield Q(pk__in=printed.order_by().values("recommendation"))
        if source.numbers_records:
            yield reduce(or_, (_numbered(source, place) for place in source.places))


def _numbered(source: Source, place: Place) -> Q:
    """By the number in their codes: of meetings, of years, or of any."""
    number = Q(number=place.number, letter=place.letter)
    if source.sessions:
        return number & Q(session__number__in=source.sessions)
    if source.years:
        codes = [f"{year}/{place.number}{place.letter}" for year in source.years]
        return Q(code__in=codes)
    return number


def _anchors(place: Place) -> Collection[str]:
    """Where a place and what it is an item of may be; a recommendation's in either numbering."""
    places = [place, place.whole]
    if place.kind == "r":
        places += [Place("p", place.number, place.letter), Place("p", place.number)]
    return {anchor for each in places for anchor in each.anchors}


def _within(source: Source, prefix: str = "") -> Q:
    """The documents that are meant."""
    if source.symbol:
        return Q(**{f"{prefix}symbol": source.symbol})
    condition = Q(**{f"{prefix}genre": source.genre}) if source.genre else Q()
    if source.sessions:
        return condition & Q(**{f"{prefix}session__number__in": source.sessions})
    return condition & Q(**{f"{prefix}year__in": source.years}) if source.years else condition


def _codes(answer: Answer, records: Records) -> None:
    """The records with the codes; what else the words may mean: symbols without their body."""
    codes = answer.reference.codes
    for code in codes:
        found = records.of_code(code)
        answer.targets += [record.target for record in found]
        if not found:
            answer.lacks.append(Lack(code=code))
    if not answer.reference.sources:
        symbols = [f"{BODY}/{code}" for code in codes if not code.letter]
        held = Document.objects.filter(symbol__in=symbols).order_by("symbol") if symbols else ()
        answer.also += [Target("document", each.symbol) for each in held]


# Places


@dataclass(frozen=True)
class Passage:
    """A passage of a document."""

    symbol: str
    anchor: str
    year: int
    session: int | None
    genre: str


def _places(answer: Answer, records: Records) -> None:
    """The record or the passage at each place."""
    asked = answer.reference.places
    if not asked:
        return
    passages, answer.is_vague = _passages(answer.reference)
    for source, place in asked:
        found = list(_at(source, place, passages, records))
        answer.targets += found
        if not found and not answer.is_vague:
            answer.lacks.append(Lack(source=source, place=place))


def _at(
    source: Source, place: Place, passages: dict[str, list[Passage]], records: Records
) -> Iterator[Target]:
    """What is at a place: in the documents meant, and among the records numbered so."""
    printed = [
        passage
        for anchor in place.anchors
        for passage in passages[anchor]
        if source.covers(passage.symbol, passage.year, passage.session, passage.genre)
    ]
    for passage in printed:
        record = records.at(passage.symbol, passage.anchor, place)
        yield record.target if record else Target("passage", passage.symbol, passage.anchor)
    if place.kind == "r" and not printed:
        yield from _numbered_as_paragraphs(source, place, passages, records)
    numbers_records = source.is_scoped or (place.kind == "r" and not printed)
    if source.numbers_records and place.kind != "fn" and numbers_records:
        yield from (record.target for record in records.numbered(source, place))


def _numbered_as_paragraphs(
    source: Source, place: Place, passages: dict[str, list[Passage]], records: Records
) -> Iterator[Target]:
    """Recommendations that a document numbers among its paragraphs, as the compilation does."""
    for passage in passages[f"p{place.number}{place.letter}"]:
        record = records.at(passage.symbol, passage.anchor, place)
        if record and source.covers(passage.symbol, passage.year, passage.session, passage.genre):
            yield record.target


def _passages(reference: Reference) -> tuple[dict[str, list[Passage]], bool]:
    """The passages at the places by their anchors, and whether they are too many.

    One query, or two of a citation that has both footnotes and other places.
    """
    found: dict[str, list[Passage]] = defaultdict(list)
    rows = 0
    models: tuple[tuple[type[Model], bool], ...] = ((Paragraph, False), (Footnote, True))
    for model, of_footnotes in models:
        conditions = [
            _within(source, "version__document__")
            & Q(anchor__in={each for place in those for each in _anchors(place)})
            for source in reference.sources
            if (those := [each for each in source.places if (each.kind == "fn") == of_footnotes])
        ]
        for passage in _read(model, conditions):
            found[passage.anchor].append(passage)
            rows += 1
    return found, rows > 3 * MOST


def _read(model: type[Model], conditions: Iterable[Q]) -> Iterator[Passage]:
    """Each passage once, in whatever languages it is held."""
    asked = list(conditions)
    if not asked:
        return
    fields = ("symbol", "year", "session__number", "genre")
    rows = (
        model._default_manager.filter(reduce(or_, asked))
        .order_by("version__document__year", "version__document__symbol", "position")
        .values_list("anchor", *(f"version__document__{each}" for each in fields))
    )
    for anchor, symbol, year, session, genre in unique(rows[: 3 * MOST + 1]):
        yield Passage(symbol, anchor, year, session, genre)


# Documents, meetings and years as such


def _wholes(answer: Answer) -> None:
    """The documents, meetings and years that are cited without a place in them.

    Beside codes or places they only say more of these.
    """
    reference = answer.reference
    if reference.codes or reference.places or reference.articles or reference.resolutions:
        return
    for source in reference.sources:
        found = list(_whole(source))
        answer.targets += found
        if not found:
            answer.lacks.append(Lack(source=source))


def _whole(source: Source) -> Iterator[Target]:
    if source.symbol or source.genre:
        held = Document.objects.filter(_within(source)).order_by("year", "symbol")[: MOST + 1]
        yield from (Target("document", each.symbol) for each in held)
        return
    meetings = Q(number__in=source.sessions)
    if not source.sessions:
        meetings = Q(start__year__in=source.years)
        records = Recommendation.objects.published().filter(year__in=source.years)
        years = records.order_by("year").values_list("year", flat=True).distinct()
        yield from (Target("year", str(year)) for year in years)
    sessions = WorkingGroupSession.objects.filter(meetings).order_by("number")
    yield from (Target("session", str(session.number)) for session in sessions)
