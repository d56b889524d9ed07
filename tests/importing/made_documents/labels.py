"""The numbers of passages as the United Nations prints them in each of its languages."""

from __future__ import annotations

ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
CHINESE = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
ARABIC_ORDINALS = [
    "أولا",
    "ثانيا",
    "ثالثا",
    "رابعا",
    "خامسا",
    "سادسا",
    "سابعا",
    "ثامنا",
    "تاسعا",
    "عاشرا",
]
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ARABIC_LETTERS = ["ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء"]
ABJAD = "أبجدهوزحطيكلمنسعفصقر"

#: The word before the number of a recommendation.
RECOMMENDATION = {
    "ar": "التوصية",
    "en": "Recommendation",
    "es": "Recomendación",
    "fr": "Recommandation",
    "ru": "Рекомендация",
    "zh-hans": "建议",
}
LANGUAGES = tuple(RECOMMENDATION)
#: The languages that print ``a)`` where the others print ``(a)``.
HALF_BRACKETS = ("es", "fr", "ru")


def printed_label(kind: str, number: int, language: str) -> str:
    """Return what is printed before a passage of a kind; empty for a passage without number."""
    if not number:
        return ""
    match kind:
        case "chapter":
            return _chapter_label(number, language)
        case "section":
            return f"{ARABIC_LETTERS[number - 1]}-" if language == "ar" else f"{LATIN[number - 1]}."
        case "paragraph" | "agenda item":
            return f"{number}-" if language == "ar" else f"{number}."
        case "recommendation":
            return f"{RECOMMENDATION[language]} {number}"
        case "item":
            return _item_label(number, language)
    return ""


def _chapter_label(number: int, language: str) -> str:
    if language == "ar":
        return f"{ARABIC_ORDINALS[number - 1]}-"
    numerals = CHINESE if language == "zh-hans" else ROMAN
    return f"{numerals[number - 1]}."


def _item_label(number: int, language: str) -> str:
    if language == "ar":
        return f"({ABJAD[number - 1]})"
    letter = LATIN[number - 1].lower()
    return f"{letter})" if language in HALF_BRACKETS else f"({letter})"
