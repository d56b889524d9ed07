"""What is different between two states of a recommendation, in words of the active language."""

from __future__ import annotations

from dataclasses import dataclass

from recommendations.history.facts import Fact, FactKey, Teller
from recommendations.history.states import PARTS, State

ORDER = {model: place for place, model in enumerate(PARTS)}


@dataclass(frozen=True)
class Difference:
    """A fact that was otherwise before, or was not at all, or is no more."""

    key: FactKey
    was: Fact | None
    now: Fact | None

    @property
    def label(self) -> str:
        fact = self.now or self.was
        return fact.label if fact else ""

    @property
    def running(self) -> bool:
        """Whether the words before and after are best shown as one passage."""
        return bool(self.now and self.now.running and self.was and self.was.value)

    @property
    def added(self) -> bool:
        return self.was is None

    @property
    def removed(self) -> bool:
        return self.now is None


def differences(before: State, after: State, teller: Teller) -> list[Difference]:
    """From one state of a record to another: its own first, then part by part."""
    was, now = teller.facts(before), teller.facts(after)
    keys = sorted({**was, **now}, key=lambda key: ORDER[key[0]])
    return [
        Difference(key, was.get(key), now.get(key))
        for key in keys
        if value(was.get(key)) != value(now.get(key)) and not told_already(key, was, now)
    ]


def value(fact: Fact | None) -> str | None:
    return fact.value if fact else None


def told_already(key: FactKey, was: dict[FactKey, Fact], now: dict[FactKey, Fact]) -> bool:
    """Whether the fact came or went together with its row, or says nothing."""
    model, row, field = key
    one, other = was.get(key), now.get(key)
    if one is None or other is None:
        with_row = bool(field) and ((model, row, "") in was) != ((model, row, "") in now)
        return with_row or not (value(one) or value(other) or not field)
    return False
