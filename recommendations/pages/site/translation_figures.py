"""Figures on the translations of this site, as a table with a column for each language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from recommendations.agreement.comparison import DifferenceKind
from recommendations.agreement.editorial_findings import (
    deviation_reasons,
    translation_comparisons,
)
from recommendations.index import RecommendationIndex
from recommendations.names.labels import language_name

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

#: The respects in which every translation is compared with its original.
CHECKS: dict[str, StrPromise | str] = {
    **{kind.value: kind.label for kind in DifferenceKind},
    "modal-words": _("Further modal words"),
    "terms": _("Terms of the glossary"),
}
#: The figures of the comparison of two translations, by the names that it has for them.
COMPARED: dict[str, StrPromise] = {
    "records": _("Recommendations compared"),
    "differences": _("Differences in meaning"),
    "strength": _("in the strength of what is asked"),
    "scope": _("in what a word belongs to"),
    "omission": _("something left out"),
    "addition": _("something added"),
    "term": _("in the choice of a term"),
    "who": _("in who acts"),
    "number": _("one or several"),
    "second_right": _("Settled: the second was right, the first is corrected"),
    "first_right": _("Settled: the first was right"),
    "unclear": _("Settled: the Chinese allows both, the first is kept"),
}


@dataclass(frozen=True)
class FigureLine:
    """A figure of each language."""

    label: StrPromise | str
    numbers: Sequence[int]


@dataclass(frozen=True)
class FigureGroup:
    """Figures under a heading."""

    heading: StrPromise
    lines: Sequence[FigureLine]


@dataclass(frozen=True)
class TranslationFigures:
    """All figures, in columns of the languages, by name, that there are translations into."""

    languages: Sequence[str]
    groups: Sequence[FigureGroup]


def translation_figures(index: RecommendationIndex) -> TranslationFigures | None:
    """Return the figures; None without a translation."""
    translated = {
        code: index.unofficial_bitmap(code).bit_count()
        for code in translation_comparisons()
        if code in index.texts and index.unofficial_bitmap(code)
    }
    if not translated:
        return None
    languages = list(translated)
    return TranslationFigures(
        [language_name(code) for code in languages],
        [
            FigureGroup(
                _("Held here"),
                [
                    FigureLine(
                        _("Unofficial translations of recommendations"), [*translated.values()]
                    )
                ],
            ),
            FigureGroup(
                _("Deviations from the Chinese that a program finds, each explained"),
                list(_deviations(languages)),
            ),
            FigureGroup(
                _("Every third recommendation, translated a second time"),
                list(_comparisons(languages)),
            ),
        ],
    )


def _deviations(languages: Sequence[str]) -> Iterator[FigureLine]:
    for check, label in CHECKS.items():
        yield FigureLine(label, [_deviation_count(each, check) for each in languages])


def _deviation_count(language: str, check: str) -> int:
    """Return the number of places where the translations into a language deviate in a respect."""
    return sum(len(each.places) for each in deviation_reasons(language) if each.check == check)


def _comparisons(languages: Sequence[str]) -> Iterator[FigureLine]:
    known = [translation_comparisons()[language].figures for language in languages]
    for name, label in COMPARED.items():
        yield FigureLine(label, [figures[name] for figures in known])
