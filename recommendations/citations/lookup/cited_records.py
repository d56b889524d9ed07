"""The records that a typed citation may mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from string import ascii_lowercase

from django.db.models import BooleanField, ExpressionWrapper, Q

from recommendations.citations.lookup.result import MOST, Candidate
from recommendations.citations.lookup.typed_citation import (
    CitedSource,
    Locator,
    RecordCode,
    TypedCitation,
)
from recommendations.models import Occurrence, OccurrenceRelation, Recommendation
from sessions.models import Document


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
        #: The records that documents of a year print again at an anchor.
        self.restated: defaultdict[tuple[int, str], list[CitedRecord]] = defaultdict(list)
        asked = [*map(_code_condition, citation.codes), *_place_conditions(citation)]
        if not asked:
            return
        rows = (
            Recommendation.objects.with_address()
            .filter(reduce(or_, asked))
            .in_code_order()
            .annotate(is_public_place=_in_public_document())
            .values_list(
                "year",
                "number",
                "letter",
                "session__number",
                "occurrences__document__symbol",
                "occurrences__anchor",
                "occurrences__document__year",
                "occurrences__relation",
                "is_public_place",
            )
        )
        for year, number, letter, session, *place in rows[: 20 * MOST]:
            record = CitedRecord(RecordCode(year, number, letter), session)
            symbol, anchor, issued, relation, is_public = place
            self.by_code[record.code] = record
            if is_public:
                self.by_place[symbol, anchor] = record
            if is_public and relation == OccurrenceRelation.RESTATEMENT:
                self.restated[issued, anchor].append(record)

    def records_with_code(self, code: RecordCode) -> list[CitedRecord]:
        """Return the one with that code; of a code without a letter, else all with that number.

        Without any, the records of other years that documents of that year print again there.
        """
        if code in self.by_code:
            return [self.by_code[code]]
        alike = (code.year, code.number)
        numbered = [each for key, each in self.by_code.items() if (key.year, key.number) == alike]
        if numbered and not code.letter:
            return numbered
        anchors = Locator("", code.number, code.letter).anchors
        return [each for anchor in anchors for each in self.restated[code.year, anchor]]

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


def _in_public_document() -> ExpressionWrapper[Q]:
    """Return whether the document of an occurrence is public."""
    public = Q(occurrences__document__in=Document.objects.published())
    return ExpressionWrapper(public, BooleanField())


def _code_condition(code: RecordCode) -> Q:
    """Return the condition of the codes themselves, and of what is printed again under them.

    A document prints recommendations of earlier years again: the paper of 2022 has the record
    2013/92 as its paragraph 61 (a).
    """
    letters = [code.letter] if code.letter else ["", *ascii_lowercase]
    codes = Q(code__in=[f"{code.year}/{code.number}{letter}" for letter in letters])
    printed = (
        Occurrence.objects.published()
        .restatements()
        .filter(document__year=code.year, anchor__in=Locator("", code.number, code.letter).anchors)
    )
    return codes | Q(pk__in=printed.order_by().values("recommendation"))


def _place_conditions(citation: TypedCitation) -> Iterator[Q]:
    """Yield the records at the places, and those with their numbers, where these may be of codes.

    Each condition is one that an index answers by itself, but for a number alone.
    """
    for source in citation.sources:
        if not source.locators:
            continue
        anchors = {each for locator in source.locators for each in possible_anchors(locator)}
        printed = Occurrence.objects.published().filter(
            document_condition(source, "document__"), anchor__in=anchors
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


def possible_anchors(locator: Locator) -> Collection[str]:
    """Return where a place and its paragraph may be; a recommendation's in either numbering."""
    locators = [locator, locator.without_letter]
    if locator.kind == "r":
        locators += [Locator("p", locator.number, locator.letter), Locator("p", locator.number)]
    return {anchor for each in locators for anchor in each.anchors}


def document_condition(source: CitedSource, prefix: str = "") -> Q:
    """Return the condition of the documents that are meant."""
    if source.symbol:
        return Q(**{f"{prefix}symbol": source.symbol})
    condition = Q(**{f"{prefix}genre": source.genre}) if source.genre else Q()
    if source.sessions:
        return condition & Q(**{f"{prefix}session__number__in": source.sessions})
    return condition & Q(**{f"{prefix}year__in": source.years}) if source.years else condition
