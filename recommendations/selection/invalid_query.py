"""The errors of a query string, and the valid ones that are nearest to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from django.forms import Form
from django.http import QueryDict

from recommendations.search import LONGEST
from recommendations.selection.filter_set import PAGE, StrictFilterSet
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.query_string import query_string
from recommendations.selection.selection import Selection

#: Errors that are explained one by one; of the others only the number is told.
EXPLAINED = 12
#: Characters of an error that a page repeats, and within which a slip of the pen is looked for.
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
    def as_typed(self) -> str:
        """``session=999``, cut if it is long."""
        typed = f"{self.name}={self.value}"
        return typed if len(typed) <= SHOWN else typed[:SHOWN] + "…"


@dataclass(frozen=True)
class ErrorHint:
    """An error, what may have been meant, and else all that could have been."""

    error: QueryError
    suggestion: str
    choices: list[str]


@dataclass(frozen=True)
class SuggestedList:
    """A valid address of the same page."""

    address: str
    filters: StrictFilterSet

    @property
    def description(self) -> str:
        """The conditions of a list of recommendations in words."""
        return self.filters.describe() if isinstance(self.filters, RecommendationFilter) else ""

    @property
    def count(self) -> int | None:
        """The number of its records; None where the texts of the meetings asked for are missing."""
        if not isinstance(self.filters, RecommendationFilter) or self.filters.has_no_texts:
            return None
        return Selection(self.filters).count


class InvalidQuery:
    """The errors of a query string, and what to do about them; ``path`` is the page's."""

    def __init__(self, filters: StrictFilterSet, path: str) -> None:
        self.filters = filters
        self.path = path

    @cached_property
    def errors(self) -> list[QueryError]:
        return list(query_errors(self.filters.form))

    @property
    def first_errors(self) -> list[QueryError]:
        """The errors that are explained."""
        return self.errors[:EXPLAINED]

    @cached_property
    def hints(self) -> list[ErrorHint]:
        """The first errors, explained."""
        return [self._hint(error) for error in self.first_errors]

    @property
    def unexplained_count(self) -> int:
        """The number of errors that are not explained."""
        return len(self.errors) - len(self.hints)

    @property
    def as_typed(self) -> str:
        """The query string, cut if it is long."""
        typed = query_string(dict(self.filters.query_params.lists()))
        return typed if len(typed) <= LONGEST else typed[:LONGEST] + "…"

    def suggestions(self) -> list[SuggestedList]:
        """The nearest valid addresses: with slips corrected, and with the errors left out.

        If neither is valid, that of the page alone, unless the page needs parameters.
        """
        understood = self._valid_params()
        nearest = self._valid_filters(self._corrected_params(understood), understood)
        nearest = nearest or self._valid_filters({})
        return [SuggestedList(address, filters) for address, filters in nearest.items()]

    def _valid_filters(self, *candidates: dict[str, list[str]]) -> dict[str, StrictFilterSet]:
        """Return the filters of those parameters that are valid, by their addresses."""
        found = {}
        for params in candidates:
            filters = type(self.filters)(QueryDict(query_string(params).removeprefix("?")))
            if filters.is_valid():
                found[self.path + filters.query()] = filters
        return found

    def _hint(self, error: QueryError) -> ErrorHint:
        known = {} if error.code == "repeated" else self._candidates(error)
        suggestion = closest(error.name if error.code == "name" else error.value, known)
        named = list(dict.fromkeys(known.values()))
        return ErrorHint(error, suggestion, [] if suggestion or len(named) > FEW else named)

    def _candidates(self, error: QueryError) -> dict[str, str]:
        """Return what could have been meant, by the words that somebody may have tried for it."""
        if error.code == "name":
            return {name: name for name in self.filters.filters}
        choices = self.filters.choices(error.name)
        values = {value.casefold(): value for value in choices}
        return {**{label.casefold(): value for value, label in choices.items()}, **values}

    def _valid_params(self) -> dict[str, list[str]]:
        """Return the parameters that are understood."""
        wrong = {(error.name, error.value) for error in self.errors if error.code != "repeated"}
        understood = {}
        for name in self.filters.filters:
            values = [v for v in self.filters.query_params.getlist(name) if (name, v) not in wrong]
            if values and name != PAGE:
                understood[name] = values if self.filters.is_repeatable(name) else values[:1]
        return understood

    def _corrected_params(self, understood: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """Return these, and what the errors were probably meant to be."""
        corrected = {name: list(values) for name, values in understood.items()}
        for hint in self.hints:
            error = hint.error
            if error.name == "q" and error.code not in ("repeated", "name"):
                corrected["q"] = [error.value.replace("\0", "")[:LONGEST]]
            elif hint.suggestion and error.code == "name":
                corrected.setdefault(hint.suggestion, []).extend(
                    self.filters.query_params.getlist(error.name)
                )
            elif hint.suggestion:
                corrected.setdefault(error.name, []).append(hint.suggestion)
        return corrected


def query_errors(form: Form) -> Iterator[QueryError]:
    """Yield the errors of a form, each with the name and the value that it is about."""
    for field, errors in form.errors.as_data().items():
        for error in errors:
            about: dict[str, str] = {"name": field, "value": "", **(error.params or {})}
            yield QueryError(
                about["name"], str(about["value"]), error.code or "", " ".join(error.messages)
            )


def closest(word: str, known: Mapping[str, str]) -> str:
    """Return the known word that is most like one that is not; empty if none is."""
    if len(word) > SHOWN:
        return ""
    if word.isdecimal():  # Of two numbers, none is a slip of the other.
        return known.get(word.lstrip("0"), "")
    near = get_close_matches(word.casefold(), known, n=1)
    return known[near[0]] if near else ""
