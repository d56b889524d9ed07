"""The working translations: complete, and in agreement with the Chinese that they are made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from django.core.management import CommandError, call_command

from recommendations.agreement.text_facts import RecordText
from recommendations.citations.context import TreatyNames
from recommendations.importing import fixtures, translation_check
from recommendations.importing.editorial_data import EditorialData, read_editorial_data
from recommendations.importing.translation_check import (
    TranslationReport,
    original_texts,
    text_deviations,
    translated_texts,
    translation_reports,
)
from smuggling_kb.languages import LANGUAGES
from smuggling_kb.management.terminology import terms
from smuggling_kb.preference import SOURCE

INTO = sorted(language.code for language in LANGUAGES if language.code != SOURCE)


@cache
def editorial() -> EditorialData:
    return read_editorial_data(fixtures.EDITORIAL)


@cache
def reports() -> dict[str, TranslationReport]:
    return {report.language: report for report in translation_reports()}


def test_there_are_translations_into_every_other_language() -> None:
    assert list(reports()) == INTO


@pytest.mark.parametrize("language", INTO)
def test_everything_is_translated(language: str) -> None:
    originals = original_texts()
    [translations] = [each for each in editorial().translations if each.language == language]
    texts = translated_texts(translations, originals)
    assert texts.keys() == originals.keys()
    assert [place for place, text in texts.items() if not text.text.strip()] == []
    with_chapeau = {place for place, text in texts.items() if text.chapeau}
    assert with_chapeau == {place for place, text in originals.items() if text.chapeau}


@pytest.mark.parametrize("language", INTO)
def test_every_deviation_from_the_chinese_has_its_reason(language: str) -> None:
    report = reports()[language]
    assert [str(each) for each in report.unexplained_deviations] == []
    assert [str(each) for each in report.outdated_explanations] == []
    assert all(each.reason.strip() for each in report.explained)


def test_the_terms_that_texts_are_held_to_are_in_the_glossary() -> None:
    assert {term.name for term in terms()} >= translation_check.FIELD_TERMS


#: A record, and by check how somebody could translate it wrongly.
CODE = "2012/24"
WRONG = {
    "strength": ("may wish to consider", "should consider"),
    "addressees": ("States parties may", "UNODC and States parties may"),
    "articles": ("paragraph 5, of", "paragraph 4, of"),
    "documents": ("With regard to detection", "As in resolution 5/3"),
    "dates": ("With regard to detection", "From 5 May 2012"),
    "numbers": ("diplomatic representations", "15 diplomatic representations"),
    "items": ("With regard", "\n(a) With regard"),
    "modal-words": ("should pay", "may wish to pay"),
    "terms": ("Smuggling of Migrants Protocol", "Migrants Protocol"),
}


def english() -> tuple[RecordText, RecordText]:
    """The record in Chinese and in English."""
    originals = original_texts()
    [translations] = [each for each in editorial().translations if each.language == "en"]
    return originals[CODE], translated_texts(translations, originals)[CODE]


def deviations(text: RecordText) -> Iterator[str]:
    names = TreatyNames(editorial().treaty_names(SOURCE))
    original, _translation = english()
    yield from (check for check, _found in text_deviations(original, text, names))


@pytest.mark.parametrize("check", translation_check.TranslationCheck)
def test_each_check_finds_a_fault_of_its_kind(check: str) -> None:
    _original, text = english()
    right, wrong = WRONG[check]
    assert right in text.text
    assert list(deviations(text)) == []
    assert check in deviations(replace(text, text=text.text.replace(right, wrong)))


def test_the_command_fails_on_what_nobody_explained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("compare_translations")
    assert "ru: 129 records and 165 titles, headings and resources" in capsys.readouterr().out
    monkeypatch.setattr(translation_check, "explained_deviations", lambda language: iter(()))
    with pytest.raises(CommandError, match="to be mended, or explained"):
        call_command("compare_translations")
    assert "Not explained: 2013/42, strength: encourage → recommend" in capsys.readouterr().out
