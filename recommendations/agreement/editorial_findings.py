"""The findings of editors on translations: why deviations are right, and a second translation.

Both are in ``fixtures/editorial/translations``, beside the translations themselves.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from smuggling_kb.languages import LANGUAGES

TRANSLATIONS = Path(settings.BASE_DIR) / "fixtures/editorial/translations"


@dataclass(frozen=True)
class DeviationReason:
    """Why translations into a language deviate from the original in one respect, in some places."""

    check: str
    found: str
    places: Sequence[str]
    reason: str


#: The kinds of differences in meaning between two translations.
KINDS = ("strength", "scope", "omission", "addition", "term", "who", "number")


@dataclass(frozen=True)
class TranslationComparison:
    """The differences in meaning between the two translations of some records, in numbers."""

    language: str
    #: The records and chapeaux that were translated twice, and those with a difference.
    records: int
    chapeaux: int
    differing_records: int
    differing_chapeaux: int
    kinds: Mapping[str, int]
    second_right: int
    first_right: int
    unclear: int
    #: What was changed elsewhere: for faults of these kinds, and for the languages to agree.
    corrections: int
    agreements: int

    @property
    def figures(self) -> dict[str, int]:
        """The numbers of records and of their differences, by name, and those of each kind."""
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
    tables = _read_file(path)["deviation"] if path.exists() else []
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
    """Return the comparisons of the two translations, by language in the usual order."""
    return {
        language.code: _compare_translations(language.code)
        for language in LANGUAGES
        if (TRANSLATIONS / language.code).is_dir()
    }


def _compare_translations(language: str) -> TranslationComparison:
    folder = TRANSLATIONS / language
    twice, compared = (_read_file(folder / f"{name}.toml") for name in ("second", "comparison"))
    differences = compared["difference"]
    kinds, settled = (Counter(each[name] for each in differences) for name in ("kind", "settled"))
    differing = {each["record"] for each in differences}
    return TranslationComparison(
        language,
        records=len(twice["text"]),
        chapeaux=len(twice["chapeau"]),
        differing_records=len(differing & twice["text"].keys()),
        differing_chapeaux=len(differing & twice["chapeau"].keys()),
        kinds={kind: kinds[kind] for kind in KINDS},
        second_right=settled["second"],
        first_right=settled["first"],
        unclear=settled["unclear"],
        corrections=len(compared["correction"]),
        agreements=len(compared["agreement"]),
    )


def _read_file(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
