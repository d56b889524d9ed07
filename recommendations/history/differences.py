"""Differences between two states of a recommendation, in words of the active language."""

from __future__ import annotations

from dataclasses import dataclass

from recommendations.history.facts import Fact, FactFormatter, FactKey
from recommendations.history.states import PARTS, State
from smuggling_kb.audit.differences import ValueDifference

ORDER = {model: place for place, model in enumerate(PARTS)}


@dataclass(frozen=True)
class FactDifference(ValueDifference[Fact]):
    """A fact that was changed, added (nothing before) or removed (nothing after)."""

    key: FactKey

    @property
    def label(self) -> str:
        fact = self.after or self.before
        return fact.label if fact else ""


def fact_differences(before: State, after: State, formatter: FactFormatter) -> list[FactDifference]:
    """Return the differences of two states of a record: its own first, then part by part."""
    old, new = formatter.facts_by_key(before), formatter.facts_by_key(after)
    keys = sorted({**old, **new}, key=lambda key: ORDER[key[0]])
    return [
        FactDifference(old.get(key), new.get(key), key)
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
