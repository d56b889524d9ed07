"""Differences between two states of a recommendation, in words of the active language."""

from __future__ import annotations

from dataclasses import dataclass

from recommendations.history.facts import Fact, FactFormatter, FactKey
from recommendations.history.states import PARTS, State

ORDER = {model: place for place, model in enumerate(PARTS)}


@dataclass(frozen=True)
class FactDifference:
    """A fact that was changed, added (nothing before) or removed (nothing after)."""

    key: FactKey
    before: Fact | None
    after: Fact | None

    @property
    def label(self) -> str:
        fact = self.after or self.before
        return fact.label if fact else ""

    @property
    def is_passage(self) -> bool:
        """Return whether the words before and after are best shown as one passage."""
        return bool(self.after and self.after.is_passage and self.before and self.before.value)

    @property
    def is_addition(self) -> bool:
        return self.before is None

    @property
    def is_removal(self) -> bool:
        return self.after is None


def fact_differences(before: State, after: State, formatter: FactFormatter) -> list[FactDifference]:
    """Return the differences of two states of a record: its own first, then part by part."""
    old, new = formatter.facts_by_key(before), formatter.facts_by_key(after)
    keys = sorted({**old, **new}, key=lambda key: ORDER[key[0]])
    return [
        FactDifference(key, old.get(key), new.get(key))
        for key in keys
        if fact_value(old.get(key)) != fact_value(new.get(key))
        and not is_implied_by_row(key, old, new)
    ]


def fact_value(fact: Fact | None) -> str | None:
    return fact.value if fact else None


def is_implied_by_row(key: FactKey, old: dict[FactKey, Fact], new: dict[FactKey, Fact]) -> bool:
    """Return whether the fact came or went together with its row, or is empty."""
    model, row, field = key
    one, other = old.get(key), new.get(key)
    if one is None or other is None:
        with_row = bool(field) and ((model, row, "") in old) != ((model, row, "") in new)
        return with_row or not (fact_value(one) or fact_value(other) or not field)
    return False
