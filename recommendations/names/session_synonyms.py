"""Other words for the sessions of the Working Group, by which searches find them.

Chinese needs none: searches find numbers in either numerals, and a 届会议 is one of the Conference.
"""

from __future__ import annotations

from recommendations.names.labels import ordinal
from recommendations.texts.numerals import ENGLISH_ORDINALS

#: Of each language: ``number`` is 7, ``short`` is 7th, ``ordinal`` is seventh.
FORMS = {
    "en": (
        *("session {number}", "meeting {number}", "{short} meeting"),
        *("{ordinal} session", "{ordinal} meeting"),
    )
}


def session_synonyms(number: int, language: str) -> tuple[str, ...]:
    """Return the words beside its name for a session; ``language`` is the active one."""
    in_words = dict(enumerate(ENGLISH_ORDINALS, start=1))
    values = {"number": number, "short": ordinal(number), "ordinal": in_words.get(number, number)}
    return tuple(form.format(**values) for form in FORMS.get(language, ()))
