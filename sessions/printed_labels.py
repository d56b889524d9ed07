"""The numbers and letters of passages as documents print them in each language.

What is stored is the same in all languages: ``54`` of a paragraph, ``a`` of an item.
"""

from __future__ import annotations

#: The letters of items in Arabic, in the order of the Latin ones.
ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذض"
#: What is printed around a number and around a letter, where it is not ``54.`` and ``(a)``.
FORMS = {
    "ar": ("%s-", "(%s)"),
    "es": ("%s.", "%s)"),
    "fr": ("%s.", "%s)"),
    "ru": ("%s.", "%s)"),
}


def number_label(number: int | str, language: str) -> str:
    """Return ``54.`` as a language prints it."""
    return FORMS.get(language, ("%s.", ""))[0] % number


def letter_label(letter: str, language: str) -> str:
    """Return ``(a)`` as a language prints it; small Roman numerals stay as they are."""
    form = FORMS.get(language, ("", "(%s)"))[1]
    place = ord(letter) - ord("a") if len(letter) == 1 else -1
    is_letter = language == "ar" and 0 <= place < len(ABJAD)
    return form % (ABJAD[place] if is_letter else letter)
