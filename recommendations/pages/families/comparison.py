"""Several recommendations side by side: their words, their facts, and what they share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

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
from recommendations.pages.families.wordings import Shown

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class Value:
    """A fact of one kind: records share it if they have the same ``key``."""

    key: str
    label: str
    address: str = ""
    is_symbol: bool = False


@dataclass(frozen=True)
class Subject:
    """A record of which facts are asked: with the text that they are read from."""

    recommendation: Recommendation
    text: RecommendationText
    labels: Labels


@dataclass(frozen=True)
class Kind:
    """A kind of fact."""

    label: StrPromise
    #: All facts of this kind that are so of a record, read ``for_list``.
    values: Callable[[Subject], Iterator[Value]]
    #: The scheme of themes that it is about, if it is.
    detail: StrPromise | str = ""


def _listed(parameter: str, value: str) -> str:
    """The address of the list of records with this value."""
    return f"{reverse('recommendations:list')}?{parameter}={value}"


def _status(subject: Subject) -> Iterator[Value]:
    status = subject.recommendation.status
    label = subject.recommendation.get_status_display()
    yield Value(status, str(label), _listed("status", status))


def _session(subject: Subject) -> Iterator[Value]:
    if session := subject.recommendation.session:
        address = reverse("sessions:session", args=[session.number])
        yield Value(str(session.number), labels.session_name_and_year(session), address)


def _strength(subject: Subject) -> Iterator[Value]:
    strength = Strength(subject.recommendation.strength)
    yield Value(strength.value, str(strength.label), _listed("strength", strength.value))


def _addressees(subject: Subject) -> Iterator[Value]:
    for each in subject.recommendation.addressees.all():
        label = each.get_addressee_display()
        yield Value(each.addressee, str(label), _listed("addressee", each.addressee))


def _themes(scheme: Scheme) -> Callable[[Subject], Iterator[Value]]:
    def values(subject: Subject) -> Iterator[Value]:
        for each in subject.recommendation.theme_assignments.all():
            if each.theme.scheme == scheme:
                slug: str = each.theme.slug
                address = reverse("recommendations:theme", args=[slug])
                yield Value(slug, subject.labels.theme(slug), address)

    return values


def _articles(subject: Subject) -> Iterator[Value]:
    """Articles and chapters, whichever part of them is meant."""
    for provision in dict.fromkeys(each.provision for each in subject.text.cited_provisions):
        address = reverse(
            "recommendations:article", args=[provision.instrument.slug, provision.part]
        )
        yield Value(provision.slug, subject.labels.provision(provision), address)


def _cited(subject: Subject) -> Iterator[Value]:
    """Whatever else is cited, each once."""
    found: dict[str, Value] = {}
    for each in subject.text.other_citations:
        label, address = each.reference, ""
        if each.instrument:
            label = subject.labels.instrument(each.instrument.slug)
            address = reverse("recommendations:instrument", args=[each.instrument.slug])
        elif each.document:
            address = reverse("recommendations:document", args=[each.document.symbol])
        is_symbol = each.kind == CitationKind.DOCUMENT
        key = f"{each.kind} {each.reference}"
        found.setdefault(key, Value(key, label, address, is_symbol))
    yield from found.values()


def _printed(subject: Subject) -> Iterator[Value]:
    """The documents that print it."""
    symbols = (each.document.symbol for each in subject.recommendation.occurrences.all())
    for symbol in dict.fromkeys(symbols):
        address = reverse("recommendations:document", args=[symbol])
        yield Value(symbol, symbol, address, is_symbol=True)


#: Every kind of fact that is compared, in the order of the page.
KINDS = (
    Kind(_("Status"), _status),
    Kind(_("Session"), _session),
    Kind(_("Strength"), _strength),
    Kind(_("Addressed to"), _addressees),
    *(Kind(_("Themes"), _themes(scheme), scheme.label) for scheme in Scheme),
    Kind(_("Treaty articles"), _articles),
    Kind(_("Also cited"), _cited),
    Kind(_("Printed in"), _printed),
)


@dataclass(frozen=True)
class Line:
    """The facts of one kind, record by record."""

    kind: Kind
    cells: list[list[Value]]

    @property
    def is_same(self) -> bool:
        """Whether all records have the same facts."""
        first, *others = [{value.key for value in cell} for cell in self.cells]
        return bool(first) and all(each == first for each in others)

    @property
    def of_all(self) -> list[Value]:
        """The facts that all records share."""
        return [value for value, places in self._places if len(places) == len(self.cells)]

    @property
    def of_some(self) -> list[tuple[Value, list[int]]]:
        """The facts that some share but not all, with the places of those records."""
        return [
            (value, places) for value, places in self._places if 1 < len(places) < len(self.cells)
        ]

    @cached_property
    def _places(self) -> list[tuple[Value, list[int]]]:
        """Each fact once, with the places of the records that it is so of."""
        values: dict[str, Value] = {}
        places: dict[str, list[int]] = {}
        for place, cell in enumerate(self.cells):
            for value in cell:
                values.setdefault(value.key, value)
                places.setdefault(value.key, []).append(place)
        return [(values[key], found) for key, found in places.items()]


@dataclass(frozen=True)
class Partly:
    """A fact that some of the records share."""

    value: Value
    codes: list[str]


@dataclass(frozen=True)
class Shared:
    """What records share of one kind of fact."""

    kind: Kind
    of_all: list[Value]
    of_some: list[Partly]


@dataclass(frozen=True)
class Column:
    """A record beside others: its words with what is different from the first."""

    recommendation: Recommendation
    text: RecommendationText
    shown: Shown


class Comparison:
    """Two or more records, read ``for_list`` and with the notes of their relations."""

    def __init__(self, records: Sequence[Recommendation], names: Labels) -> None:
        self.records = records
        self.names = names

    @property
    def codes(self) -> list[str]:
        return [record.code for record in self.records]

    @property
    def said(self) -> str:
        """``2012/52, 2019/22a``."""
        return pgettext("list", ", ").join(self.codes)

    @cached_property
    def columns(self) -> list[Column]:
        """Their words, in one language if there is one that all are held in."""
        found = wordings.each_with_the_first(
            [wordings.of_record(each) for each in self.records], self.names.language
        )
        return [
            Column(record, _text(record, shown.words.language), shown)
            for record, shown in zip(self.records, found, strict=True)
            if shown
        ]

    @cached_property
    def lines(self) -> list[Line]:
        """The facts that at least one of them has."""
        subjects = [
            Subject(record, record.text_for(self.names.language), self.names)
            for record in self.records
        ]
        lines = [Line(kind, [list(kind.values(each)) for each in subjects]) for kind in KINDS]
        return [line for line in lines if any(line.cells)]

    @cached_property
    def shared(self) -> list[Shared]:
        """What all of them share, and what some do."""
        found = [
            Shared(
                line.kind,
                line.of_all,
                [
                    Partly(value, [self.records[place].code for place in places])
                    for value, places in line.of_some
                ],
            )
            for line in self.lines
        ]
        return [each for each in found if each.of_all or each.of_some]

    @cached_property
    def relations(self) -> list[Relation]:
        """What is said of how they relate to each other."""
        keys = {record.pk for record in self.records}
        return [
            relation
            for record in self.records
            for relation in record.relations.all()
            if relation.target_id in keys
        ]


def _text(recommendation: Recommendation, language: str) -> RecommendationText:
    """Its text in one language, which there is; reads ``texts``."""
    return next(each for each in recommendation.texts.all() if each.language == language)
