"""Other words for the sessions of the Working Group, by which searches find them.

Chinese needs none: searches find numbers in either numerals, and a 届会议 is one of the Conference.
"""

from __future__ import annotations

from recommendations.names.labels import ordinal
from recommendations.texts.ordinals import ORDINALS

#: Of each language: ``number`` is 7, ``short`` is 7th, ``ordinal`` is seventh.
FORMS = {
    "en": (
        *("session {number}", "meeting {number}", "{short} meeting"),
        *("{ordinal} session", "{ordinal} meeting"),
    ),
    "fr": (
        *("session {number}", "réunion {number}", "{short} réunion", "{number}e session"),
        *("{ordinal} session", "{ordinal} réunion"),
    ),
    "es": (
        *("reunión {number}", "{ordinal} reunión", "sesión {number}", "{number}ª reunión"),
        *("período de sesiones {number}", "{number}º período de sesiones", "{masculine} período"),
        "{masculine} período de sesiones",
    ),
    "ru": (
        *("сессия {number}", "совещание {number}", "{number}-я сессия", "{ordinal} сессия"),
        "{number}-е совещание",
    ),
    "ar": ("الدورة {number}", "الدورة {ordinal}", "الاجتماع {number}"),
}
#: Spanish ordinal numbers that lose their vowel before a noun.
MASCULINE = {"primera": "primer", "tercera": "tercer"}


def session_synonyms(number: int, language: str) -> tuple[str, ...]:
    """Return the words beside its name for a session; ``language`` is the active one."""
    in_words = dict(enumerate(ORDINALS.get(language, ()), start=1))
    word = in_words.get(number, str(number))
    values = {
        "number": number,
        "short": ordinal(number),
        "ordinal": word,
        # As before a noun of the other gender: ``séptimo período``, ``primer período``.
        "masculine": MASCULINE.get(word, word.removesuffix("a") + "o"),
    }
    return tuple(form.format(**values) for form in FORMS.get(language, ()))
