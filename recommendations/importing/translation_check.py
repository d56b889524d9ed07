"""The check of every translation against the original: what grammars read of both must agree.

What deviates is explained, with a reason, in ``fixtures/editorial/translations/<language>/
deviations.toml``; what is not, and an explanation of what deviates no longer, is a fault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, count

from recommendations.agreement.editorial_findings import DeviationReason, deviation_reasons
from recommendations.agreement.text_facts import RecordText, TextFacts, read_text_facts
from recommendations.citations.context import TreatyNames
from recommendations.importing import fixtures
from recommendations.importing.editorial_data import Translations, read_editorial_data
from recommendations.importing.rows.groups import row_key, row_model
from recommendations.importing.rows.translation_rows import paragraph_code
from recommendations.models import RecommendationText
from recommendations.texts.codes import is_code
from recommendations.texts.modality.readers import operative_phrases
from sessions.models import DocumentTitle, Resource, Section
from smuggling_kb.management.terminology import GlossaryTerm, terms
from smuggling_kb.preference import SOURCE

#: The terms of the glossary that texts are held to, in English; others are of this site, or modal
#: words, which the strength tells of.
FIELD_TERMS = frozenset(
    (
        *("Conference of the Parties", "Working Group", "Secretariat", "UNODC", "United Nations"),
        *("Working Group on the Smuggling of Migrants", "international organizations"),
        *("States parties", "Member States"),
        *("Smuggling of Migrants Protocol", "Organized Crime Convention", "treaty"),
        *("smuggling of migrants", "smuggled migrant", "return of smuggled migrants"),
        *("trafficking in persons", "transnational organized crime", "organized criminal group"),
        *("mutual legal assistance", "extradition", "joint investigations"),
        *("special investigative techniques", "information-sharing"),
    )
)


class TranslationCheck(StrEnum):
    """The respects in which a translation is compared with its original."""

    STRENGTH = "strength"
    MODAL_WORDS = "modal-words"
    ADDRESSEES = "addressees"
    ARTICLES = "articles"
    DOCUMENTS = "documents"
    DATES = "dates"
    NUMBERS = "numbers"
    ITEMS = "items"
    TERMS = "terms"


#: What is compared of records alone.
OF_RECORDS = frozenset(
    (
        TranslationCheck.STRENGTH,
        TranslationCheck.MODAL_WORDS,
        TranslationCheck.ADDRESSEES,
        TranslationCheck.ITEMS,
    )
)


@dataclass(frozen=True)
class TranslationDeviation:
    """A respect in which a translation is not as its original, and how.

    ``place`` is the code of a record, or the symbol of a document, with the anchor of a heading or
    a resource.
    """

    place: str
    check: TranslationCheck
    found: str

    def __str__(self) -> str:
        return f"{self.place}, {self.check}: {self.found}"


@dataclass(frozen=True)
class TranslationReport:
    """The deviations of the translations into one language."""

    language: str
    #: The numbers of records, and of titles, headings and resources.
    records: int
    others: int
    deviations: tuple[TranslationDeviation, ...]
    explained: tuple[TranslationDeviation, ...]

    @property
    def unexplained_deviations(self) -> list[TranslationDeviation]:
        return [each for each in self.deviations if each not in self.explained]

    @property
    def outdated_explanations(self) -> list[TranslationDeviation]:
        """The explanations of what deviates no longer."""
        return [each for each in self.explained if each not in self.deviations]

    @property
    def counts(self) -> dict[TranslationCheck, int]:
        """The number of deviations by check, every check among them."""
        found = Counter(each.check for each in self.deviations)
        return {check: found[check] for check in TranslationCheck}


def translation_reports() -> list[TranslationReport]:
    """Return the deviations of all translations that the fixtures hold, by language."""
    editorial = read_editorial_data(fixtures.EDITORIAL)
    names = TreatyNames(editorial.treaty_names(SOURCE))
    originals = original_texts()
    return [
        TranslationReport(
            translations.language,
            len(translations.text),
            len(texts) - len(translations.text),
            tuple(language_deviations(originals, texts, names)),
            tuple(explained_deviations(deviation_reasons(translations.language))),
        )
        for translations in editorial.translations
        for texts in [translated_texts(translations, originals)]
    ]


def original_texts() -> dict[str, RecordText]:
    """Return the Chinese texts of records, titles, headings and resources, by place."""
    texts: dict[str, RecordText] = {}
    for each in fixtures.read_fixtures():
        model, fields, key = row_model(each), each["fields"], row_key(each)
        if model is RecommendationText and fields["language"] == SOURCE:
            texts[key[0]] = RecordText(SOURCE, fields["text"], fields["chapeau"])
        elif model is DocumentTitle and fields["language"] == SOURCE:
            texts[key[0]] = RecordText(SOURCE, fields["title"])
        elif model is Section:
            texts[f"{key[0]}#{key[2]}"] = RecordText(SOURCE, fields["heading"])
        elif model is Resource:
            texts[free_place(f"{key[0]}#{key[2]}", texts)] = RecordText(SOURCE, fields["title"])
    return texts


def free_place(place: str, taken: Container[str]) -> str:
    """Return a place, with a number if it is taken: ``CTOC/COP/WG.7/2019/2#p18 (2)``."""
    numbered = (f"{place} ({number})" for number in count(2))
    return next(each for each in chain([place], numbered) if each not in taken)


def translated_texts(
    translations: Translations, originals: Mapping[str, RecordText]
) -> dict[str, RecordText]:
    """Return all texts in one language, by the places of their originals."""
    language = translations.language
    texts = {
        code: RecordText(
            language,
            text,
            translations.chapeau[paragraph_code(code)] if originals[code].chapeau else "",
        )
        for code, text in translations.text.items()
    }
    for place, words in (*translations.title.items(), *translations.heading.items()):
        texts[place] = RecordText(language, words)
    for place, titles in translations.resource.items():
        for title in titles:
            texts[free_place(place, texts)] = RecordText(language, title)
    return texts


def explained_deviations(reasons: Iterable[DeviationReason]) -> Iterator[TranslationDeviation]:
    """Yield the deviations that editors give reasons for."""
    for reason in reasons:
        for place in reason.places:
            yield TranslationDeviation(place, TranslationCheck(reason.check), reason.found)


def language_deviations(
    originals: Mapping[str, RecordText], translations: Mapping[str, RecordText], names: TreatyNames
) -> Iterator[TranslationDeviation]:
    """Yield how the translations into a language are not as their originals, in their order."""
    for place, text in translations.items():
        for check, found in text_deviations(originals[place], text, names):
            # Titles, headings and questions ask nothing of anybody.
            if is_code(place) or check not in OF_RECORDS:
                yield TranslationDeviation(place, check, found)


def text_deviations(
    original: RecordText, translation: RecordText, names: TreatyNames
) -> Iterator[tuple[TranslationCheck, str]]:
    """Yield how a translation is not as its original."""
    one, other = read_text_facts(original, names), read_text_facts(translation, names)
    for check, first, second in (
        (TranslationCheck.STRENGTH, modality_label(one), modality_label(other)),
        (TranslationCheck.MODAL_WORDS, later_modal_words(original), later_modal_words(translation)),
        (TranslationCheck.ITEMS, str(one.items), str(other.items)),
    ):
        if first != second:
            yield check, f"{first} → {second}"
    for check, held, read in (
        (TranslationCheck.ADDRESSEES, one.modality.addressees, other.modality.addressees),
        (
            TranslationCheck.ARTICLES,
            cited_references(one, articles=True),
            cited_references(other, articles=True),
        ),
        (
            TranslationCheck.DOCUMENTS,
            cited_references(one, articles=False),
            cited_references(other, articles=False),
        ),
        (TranslationCheck.DATES, one.days, other.days),
        (TranslationCheck.NUMBERS, one.numbers, other.numbers),
    ):
        yield from ((check, f"− {each}") for each in sorted(set(held) - set(read)))
        yield from ((check, f"+ {each}") for each in sorted(set(read) - set(held)))
    words = f"{translation.chapeau}\n{translation.text}"
    for term in terms_in(f"{original.chapeau}\n{original.text}"):
        if not term.is_translated_in(words, translation.language):
            yield TranslationCheck.TERMS, term.name


def modality_label(facts: TextFacts) -> str:
    """Return the strength of a text, and whether it is that of its chapeau."""
    modality = facts.modality
    return f"{modality.strength} of the chapeau" if modality.in_chapeau else modality.strength


def later_modal_words(record: RecordText) -> str:
    """Return the classes of the modal words of a text after the first, in their order."""
    phrases = operative_phrases(record.text, record.language)
    return ", ".join(phrase.strength for phrase in phrases[1:]) or "none"


def cited_references(facts: TextFacts, *, articles: bool) -> set[str]:
    """Return what a text cites: articles with their paragraphs, or documents and resolutions."""
    return {each.reference for each in facts.citations if each.is_article == articles}


def terms_in(chinese: str) -> Iterable[GlossaryTerm]:
    """Return the terms of the field in Chinese words; within a longer term none is looked for."""
    names = [(name, term) for term in terms() for name in term.names.get(SOURCE, ())]
    found: dict[str, GlossaryTerm] = {}
    for name, term in sorted(names, key=lambda each: -len(each[0])):
        if name in chinese:
            chinese = chinese.replace(name, "\n")
            if term.name in FIELD_TERMS:
                found[term.name] = term
    return found.values()
