"""What is wrong with the query string of a list, and which valid lists are nearest to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from django.forms import Form
from django.http import QueryDict

from recommendations.index.facets import FACETS
from recommendations.search import LONGEST
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.form import LAYOUT, PARAMETERS, REPEATABLE, query_string
from recommendations.selection.selection import Selection

#: Faults that are explained one by one; of the others only the number is told.
EXPLAINED = 12
#: Characters of a fault that a page repeats, and within which a slip of the pen is looked for.
SHOWN = 60
#: Values of a filter that are all named where none of them is near.
FEW = 15


@dataclass(frozen=True)
class QueryError:
    """A parameter that cannot be understood, or one value of it."""

    name: str
    value: str
    code: str
    message: str

    @property
    def asked(self) -> str:
        """``session=999``, cut if it is long."""
        asked = f"{self.name}={self.value}"
        return asked if len(asked) <= SHOWN else asked[:SHOWN] + "…"


@dataclass(frozen=True)
class ErrorHint:
    """A fault, what may have been meant, and else all that could have been."""

    fault: QueryError
    meant: str
    known: list[str]


@dataclass(frozen=True)
class SuggestedList:
    """A valid list: its address, what it asks for in words, and how many records it has.

    No number where the texts of the meetings asked for are not held.
    """

    address: str
    description: str
    count: int | None


class InvalidQuery:
    """The faults of a query string, and what to do about them."""

    def __init__(self, filters: RecommendationFilter) -> None:
        self.filters = filters

    @cached_property
    def faults(self) -> list[QueryError]:
        """All of them."""
        return list(query_errors(self.filters.form))

    @cached_property
    def explained(self) -> list[ErrorHint]:
        """The first of them, explained."""
        return [self._explain(fault) for fault in self.faults[:EXPLAINED]]

    @property
    def more(self) -> int:
        """How many are not explained."""
        return len(self.faults) - len(self.explained)

    @property
    def asked(self) -> str:
        """The query string, cut if it is long."""
        asked = query_string(dict(self.filters.asked.lists()))
        return asked if len(asked) <= LONGEST else asked[:LONGEST] + "…"

    def offers(self) -> list[SuggestedList]:
        """The nearest valid lists: with the slips mended, and with the faults left out."""
        kept = self._kept()
        found = {}
        for parameters in (self._mended(kept), kept):
            nearest = RecommendationFilter(QueryDict(query_string(parameters).removeprefix("?")))
            if nearest.is_valid():
                found[nearest.address()] = nearest
        return [
            SuggestedList(
                address,
                nearest.describe(),
                None if nearest.has_no_texts_yet else Selection(nearest).count,
            )
            for address, nearest in found.items()
        ]

    def _explain(self, fault: QueryError) -> ErrorHint:
        known = {} if fault.code == "repeated" else self._known(fault)
        meant = closest(fault.name if fault.code == "name" else fault.value, known)
        named = list(dict.fromkeys(known.values()))
        return ErrorHint(fault, meant, [] if meant or len(named) > FEW else named)

    def _known(self, fault: QueryError) -> dict[str, str]:
        """What could have been meant, by the words that somebody may have tried for it."""
        if fault.code == "name":
            return {name: name for name in PARAMETERS}
        named = self._named(fault.name)
        values = {value.casefold(): value for value in named}
        return {**{label.casefold(): value for value, label in named.items()}, **values}

    def _named(self, parameter: str) -> dict[str, str]:
        """The values that a parameter can have, in words."""
        if parameter in FACETS:
            return {value.value: value.label for value in self.filters.values(parameter)}
        return {value: str(label) for value, label in LAYOUT.get(parameter, {}).items()}

    def _kept(self) -> dict[str, list[str]]:
        """What is understood of the query string."""
        faulty = {(fault.name, fault.value) for fault in self.faults if fault.code != "repeated"}
        kept = {}
        for name in PARAMETERS:
            values = [v for v in self.filters.asked.getlist(name) if (name, v) not in faulty]
            if values and name != "page":
                kept[name] = values if name in REPEATABLE else values[:1]
        return kept

    def _mended(self, kept: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """That, and what the faults were probably meant to be."""
        mended = {name: list(values) for name, values in kept.items()}
        for explained in self.explained:
            fault = explained.fault
            if fault.name == "q" and fault.code != "repeated":
                mended["q"] = [fault.value.replace("\0", "")[:LONGEST]]
            elif explained.meant and fault.code == "name":
                mended.setdefault(explained.meant, []).extend(
                    self.filters.asked.getlist(fault.name)
                )
            elif explained.meant:
                mended.setdefault(fault.name, []).append(explained.meant)
        return mended


def query_errors(form: Form) -> Iterator[QueryError]:
    """What a form found, each error with the name and the value that it is about."""
    for field, errors in form.errors.as_data().items():
        for error in errors:
            about: dict[str, str] = {"name": field, "value": "", **(error.params or {})}
            yield QueryError(
                about["name"], str(about["value"]), error.code or "", " ".join(error.messages)
            )


def closest(word: str, known: Mapping[str, str]) -> str:
    """The known word that is most like one that is not, if any is."""
    if len(word) > SHOWN:
        return ""
    if word.isdecimal():  # Of two numbers, none is a slip of the other.
        return known.get(word.lstrip("0"), "")
    found = get_close_matches(word.casefold(), known, n=1)
    return known[found[0]] if found else ""
