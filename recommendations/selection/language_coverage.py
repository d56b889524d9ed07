"""The languages of the texts of some records, in numbers and in words of the active language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from recommendations.index import RecommendationIndex
from recommendations.index.bitmaps import Bitmap
from recommendations.names.labels import language_name
from smuggling_kb.languages import LANGUAGES
from smuggling_kb.preference import TextPreference


def format_coverage(index: RecommendationIndex, among: Bitmap) -> str:
    """``Chinese: 9 of 9; English: 1 of 9 (unofficial)``: languages held, and the reader's."""
    total = among.bit_count()
    parts = []
    for language in (each.code for each in LANGUAGES):
        held = _held_bitmap(index, among, language)
        if held or language == get_language():
            numbers = {"count": held.bit_count(), "total": total}
            part = _("%(language)s: %(count)s of %(total)s") % {
                "language": language_name(language),
                **numbers,
            }
            parts.append(part + _unofficial_part(index, held, language))
    return _("; ").join(parts)


def format_lacking(index: RecommendationIndex, among: Bitmap) -> str:
    """``8 of 9 in Chinese only``: those that are not held in the reader's language, if any."""
    reader, total = get_language(), among.bit_count()
    parts = []
    for language, shown in index.displayed_languages(among, TextPreference(reader)).items():
        if language == reader:
            continue
        others = (_held_bitmap(index, shown, each) for each in index.languages if each != language)
        form = (
            _("%(count)s of %(total)s in %(language)s, not in %(reader)s")
            if any(others)
            else _("%(count)s of %(total)s in %(language)s only")
        )
        parts.append(
            form
            % {
                "count": shown.bit_count(),
                "total": total,
                "language": language_name(language),
                "reader": language_name(reader),
            }
        )
    return _("; ").join(parts)


@dataclass(frozen=True)
class DisplayedTexts:
    """The number of records of which a reader is shown the text in one language."""

    language: str
    count: int
    unofficial: int


def displayed_texts(
    index: RecommendationIndex, among: Bitmap, preference: TextPreference
) -> list[DisplayedTexts]:
    """Return the numbers of texts that a reader is shown, in the order of the language bar."""
    return [
        DisplayedTexts(language, held.bit_count(), _unofficial(index, held, language))
        for language, held in index.displayed_languages(among, preference).items()
    ]


def format_displayed(index: RecommendationIndex, among: Bitmap, preference: TextPreference) -> str:
    """``Chinese``, or ``Chinese (8), English (1, unofficial)``: what a reader is shown."""
    return format_texts(displayed_texts(index, among, preference))


def format_texts(shown: Sequence[DisplayedTexts]) -> str:
    """Return the numbers of texts in words."""
    return pgettext("list", ", ").join(_displayed_part(each, len(shown)) for each in shown)


def _displayed_part(shown: DisplayedTexts, languages: int) -> str:
    names = {
        "language": language_name(shown.language),
        "count": shown.count,
        "unofficial": shown.unofficial,
    }
    if not shown.unofficial:
        return str(names["language"]) if languages == 1 else _("%(language)s (%(count)s)") % names
    if shown.unofficial == shown.count:
        return _("%(language)s (%(count)s, unofficial)") % names
    return _("%(language)s (%(count)s, of these %(unofficial)s unofficial)") % names


def _unofficial_part(index: RecommendationIndex, held: Bitmap, language: str) -> str:
    unofficial = _unofficial(index, held, language)
    if not unofficial:
        return ""
    if unofficial == held.bit_count():
        return _(" (unofficial)")
    return _(" (%(count)s unofficial)") % {"count": unofficial}


def _held_bitmap(index: RecommendationIndex, among: Bitmap, language: str) -> Bitmap:
    return among & index.language_bitmap(language) if language in index.texts else among & 0


def _unofficial(index: RecommendationIndex, held: Bitmap, language: str) -> int:
    return (held & index.unofficial_bitmap(language)).bit_count()
