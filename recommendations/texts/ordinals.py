"""Ordinal numbers in words, in languages that put spaces between words, from 1 to 20."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from recommendations.texts.folding import fold_text
from recommendations.texts.numerals import ENGLISH_ORDINALS

#: By language, in the gender of the word for a session. Of Spanish, that of ``reunión``.
ORDINALS = {
    "en": ENGLISH_ORDINALS,
    "fr": (
        *("première", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième"),
        *("huitième", "neuvième", "dixième", "onzième", "douzième", "treizième", "quatorzième"),
        *("quinzième", "seizième", "dix-septième", "dix-huitième", "dix-neuvième", "vingtième"),
    ),
    "es": (
        *("primera", "segunda", "tercera", "cuarta", "quinta", "sexta", "séptima", "octava"),
        *("novena", "décima", "undécima", "duodécima", "decimotercera", "decimocuarta"),
        *("decimoquinta", "decimosexta", "decimoséptima", "decimoctava", "decimonovena"),
        "vigésima",
    ),
    "ru": (
        *("первая", "вторая", "третья", "четвертая", "пятая", "шестая", "седьмая", "восьмая"),
        *("девятая", "десятая", "одиннадцатая", "двенадцатая", "тринадцатая", "четырнадцатая"),
        *("пятнадцатая", "шестнадцатая", "семнадцатая", "восемнадцатая", "девятнадцатая"),
        "двадцатая",
    ),
    "ar": (
        *("الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة"),
        *("التاسعة", "العاشرة", "الحادية عشرة", "الثانية عشرة", "الثالثة عشرة", "الرابعة عشرة"),
        *("الخامسة عشرة", "السادسة عشرة", "السابعة عشرة", "الثامنة عشرة", "التاسعة عشرة"),
        "العشرون",
    ),
}
#: What stands at the end of an ordinal number in place of the ending above, by language.
ENDINGS = {
    "fr": ("e", ("e", "")),
    "es": ("a", ("a", "o", "")),
    "ru": ("ая", ("ая", "ой", "ую", "ый", "ого", "ому", "ом", "ое")),
}
OTHER_FORMS = {
    "premier": 1,
    "seconde": 2,
    "second": 2,
    "vigesimo": 20,
    **dict.fromkeys(("третья", "третьей", "третью", "третий", "третьего", "третьем"), 3),
}


def number_of_ordinal(words: str) -> int:
    """Return the number of an ordinal number in words, in any case or gender; 0 of other words."""
    return _numbers().get(fold_text(words), 0)


@cache
def ordinals_pattern() -> str:
    """Return a pattern of all ordinal numbers in words, with accents or without."""
    words = {word for word, _number in _all_forms()} | set(_numbers())
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _numbers() -> dict[str, int]:
    return {fold_text(word): number for word, number in _all_forms()}


def _all_forms() -> Iterator[tuple[str, int]]:
    """Yield every form with its number."""
    yield from OTHER_FORMS.items()
    for language, words in ORDINALS.items():
        usual, endings = ENDINGS.get(language, ("", ("",)))
        for number, word in enumerate(words, start=1):
            yield word, number
            if word.endswith(usual):
                yield from ((word.removesuffix(usual) + ending, number) for ending in endings)
