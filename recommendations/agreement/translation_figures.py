"""The figures of the working translations: how two translators agree, what deviates and why."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

#: The folder of each language.
TRANSLATIONS = Path(settings.BASE_DIR) / "fixtures/editorial/translations"


@dataclass(frozen=True)
class TranslationFigures:
    """The figures of one language."""

    language: str
    #: The numbers of records and chapeaux that two translators translated, each by themselves.
    records: int
    chapeaux: int
    #: The number of those in which they differ in meaning.
    differing_records: int
    differing_chapeaux: int
    #: The numbers of their differences by kind, and by how they were settled: ``first`` or
    #: ``second`` was right, or the Chinese is ``unclear``.
    kinds: Mapping[str, int]
    settlements: Mapping[str, int]
    #: The numbers of what was changed in other records, and by comparing the languages.
    corrections: int
    agreements: int
    #: The numbers of places in which a check finds a deviation from the Chinese, by check.
    deviations: Mapping[str, int]

    @property
    def differences(self) -> int:
        """The number of differences in meaning between the two translators."""
        return sum(self.kinds.values())


@cache
def translation_figures(language: str) -> TranslationFigures:
    """Return the figures of the translations into a language, as the editorial files give them."""
    comparison, second = (_read_table(language, name) for name in ("comparison", "second"))
    differences = comparison["difference"]
    compared = {each["record"] for each in differences}
    chapeaux = compared & second["chapeau"].keys()
    deviations: Counter[str] = Counter()
    for each in _read_table(language, "deviations")["deviation"]:
        deviations[each["check"]] += len(each["places"])
    return TranslationFigures(
        language,
        len(second["text"]),
        len(second["chapeau"]),
        len(compared - chapeaux),
        len(chapeaux),
        Counter(each["kind"] for each in differences),
        Counter(each["settled"] for each in differences),
        len(comparison.get("correction", [])),
        len(comparison.get("agreement", [])),
        deviations,
    )


def _read_table(language: str, name: str) -> dict[str, Any]:
    return tomllib.loads((TRANSLATIONS / language / f"{name}.toml").read_text(encoding="utf-8"))
