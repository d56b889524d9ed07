"""The findings of editors on translations: why deviations are right, and a second translation.

Both are in ``fixtures/editorial/translations``, beside the translations themselves.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

TRANSLATIONS = Path(settings.BASE_DIR) / "fixtures/editorial/translations"


@dataclass(frozen=True)
class DeviationReason:
    """Why translations into a language deviate from the original in one respect, in some places."""

    check: str
    found: str
    places: Sequence[str]
    reason: str


@dataclass(frozen=True)
class TranslationComparison:
    """The differences in meaning between the two translations of some records, in numbers."""

    language: str
    records: int
    kinds: Mapping[str, int]
    second_right: int
    first_right: int
    unclear: int

    @property
    def figures(self) -> dict[str, int]:
        """All its numbers, by name: those of its kinds too."""
        return {
            "records": self.records,
            "differences": sum(self.kinds.values()),
            **self.kinds,
            "second_right": self.second_right,
            "first_right": self.first_right,
            "unclear": self.unclear,
        }


@cache
def deviation_reasons(language: str) -> Sequence[DeviationReason]:
    """Return what editors explain of the translations into a language; nothing of an original."""
    path = TRANSLATIONS / language / "deviations.toml"
    tables = _read_tables(path, "deviation") if path.exists() else []
    return [DeviationReason(**table) for table in tables]


def reasons_at(language: str, place: str, check: str) -> Sequence[str]:
    """Return why a translation deviates from the original in a respect, in one place."""
    return _reasons_by_place(language).get((place, check), [])


@cache
def _reasons_by_place(language: str) -> Mapping[tuple[str, str], Sequence[str]]:
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for each in deviation_reasons(language):
        for place in each.places:
            found[place, each.check].append(each.reason.strip())
    return found


@cache
def translation_comparisons() -> Mapping[str, TranslationComparison]:
    """Return the comparisons of the two translations, by language."""
    tables = _read_tables(TRANSLATIONS / "comparison.toml", "comparison")
    return {table["language"]: TranslationComparison(**table) for table in tables}


def _read_tables(path: Path, name: str) -> list[dict[str, Any]]:
    tables: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))[name]
    return tables
