"""The modality of a record, read from its words in the language that they are in."""

from __future__ import annotations

import re
from collections.abc import Callable

from recommendations.texts.modality import ar, en, es, fr, ru, zh_hans
from recommendations.texts.modality.phrase import Modality, Phrase, unique_slugs

#: How the operative phrases of a text are found, by language.
PHRASE_READERS: dict[str, Callable[[str], list[Phrase]]] = {
    "ar": ar.GRAMMAR.operative_phrases,
    "zh-hans": zh_hans.chinese_phrases,
    "en": en.GRAMMAR.operative_phrases,
    "fr": fr.GRAMMAR.operative_phrases,
    "ru": ru.GRAMMAR.operative_phrases,
    "es": es.GRAMMAR.operative_phrases,
}
#: How a chapeau is known that presents recommendations to somebody, by language.
IS_PRESENTATION: dict[str, Callable[[str], bool]] = {
    "ar": ar.GRAMMAR.is_presentation,
    "zh-hans": zh_hans.is_presentation,
    "en": en.GRAMMAR.is_presentation,
    "fr": fr.GRAMMAR.is_presentation,
    "ru": ru.GRAMMAR.is_presentation,
    "es": es.GRAMMAR.is_presentation,
}
SENTENCE_END = re.compile(r"[。；\n]|[.;!?؛؟](?=\s)")


def read_modality(text: str, chapeau: str, language: str) -> Modality:
    """Read the words of a recommendation, with those that stand before its list."""
    phrases = operative_phrases(text, language)
    lead = leading_phrase(chapeau, language)
    asked = unique_slugs(slug for phrase in phrases for slug in phrase.asked_parties)
    if lead and lead.asked_parties == lead.acting_parties:
        return _modality(lead, unique_slugs((*lead.asked_parties, *asked)), in_chapeau=True)
    addressees = asked or (lead.acting_parties if lead else ())
    return _modality(phrases[0] if phrases else None, addressees, in_chapeau=False)


def _modality(phrase: Phrase | None, addressees: tuple[str, ...], *, in_chapeau: bool) -> Modality:
    if phrase is None:
        return Modality("none", "", 0, 0, False, addressees)
    return Modality(phrase.strength, phrase.modal, phrase.start, phrase.end, in_chapeau, addressees)


def operative_phrases(text: str, language: str) -> list[Phrase]:
    """Return the phrases of a text that ask something."""
    return PHRASE_READERS[language](text)


def leading_phrase(chapeau: str, language: str) -> Phrase | None:
    """Return the phrase that leads from a chapeau into its items."""
    if IS_PRESENTATION[language](chapeau):
        return None
    last_sentence = max((match.start() for match in SENTENCE_END.finditer(chapeau)), default=-1)
    phrases = [
        phrase for phrase in operative_phrases(chapeau, language) if phrase.start > last_sentence
    ]
    return phrases[-1] if phrases else None
