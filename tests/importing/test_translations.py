"""The working translations: complete, and in agreement with the Chinese that they are made from."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from recommendations.agreement.editorial_findings import (
    KINDS,
    TRANSLATIONS,
    TranslationComparison,
    deviation_reasons,
    translation_comparisons,
)
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
from smuggling_kb.languages import BY_CODE, LANGUAGES
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
    monkeypatch.setattr(translation_check, "deviation_reasons", lambda language: [])
    with pytest.raises(CommandError, match="to be mended, or explained"):
        call_command("compare_translations")
    assert "Not explained: 2013/42, strength: encourage → recommend" in capsys.readouterr().out


#: What the page's table says of each language.
PAGE = Path(settings.BASE_DIR) / "docs/TRANSLATIONS.md"
FIGURES: dict[str, Callable[[TranslationComparison], int]] = {
    "recommendations translated twice": lambda each: each.records,
    "— without a difference of meaning": lambda each: each.records - each.differing_records,
    "chapeaux translated twice": lambda each: each.chapeaux,
    "— with none": lambda each: each.chapeaux - each.differing_chapeaux,
    "differences of meaning": lambda each: sum(each.kinds.values()),
    **{f"— {kind}": partial(lambda kind, each: each.kinds[kind], kind) for kind in KINDS},
    "settled: the second was right": lambda each: each.second_right,
    "settled: the first was right": lambda each: each.first_right,
    "the Chinese is unclear": lambda each: each.unclear,
    "changed in other recommendations": lambda each: each.corrections,
    "changed to agree with other languages": lambda each: each.agreements,
    "deviations explained": lambda each: deviation_count(each.language),
}


def deviation_count(language: str) -> int:
    return sum(len(each.places) for each in deviation_reasons(language))


def figures_table() -> list[str]:
    """The rows of the page's table."""
    comparisons = list(translation_comparisons().values())
    cells = [
        ["", *(BY_CODE[each.language].native_name for each in comparisons)],
        ["---"] * (len(comparisons) + 1),
        *(
            [label, *(str(figure(each)) for each in comparisons)]
            for label, figure in FIGURES.items()
        ),
    ]
    return [f"| {' | '.join(row)} |" for row in cells]


def test_the_page_has_the_figures_of_the_files() -> None:
    table = figures_table()
    page = PAGE.read_text(encoding="utf-8").splitlines()
    assert [line for line in page if line.count("|") == table[0].count("|")] == table


@pytest.mark.parametrize("language", INTO)
def test_what_two_translators_made_is_of_records_that_there_are(language: str) -> None:
    tables = {
        name: tomllib.loads((TRANSLATIONS / language / f"{name}.toml").read_text("utf-8"))
        for name in ("records", "second", "comparison")
    }
    codes = tables["records"]["text"].keys()
    assert list(tables["second"]["text"]) == list(codes)[::3]
    assert tables["second"]["chapeau"].keys() == tables["records"]["chapeau"].keys()
    twice = {*tables["second"]["text"], *tables["second"]["chapeau"]}
    for each in tables["comparison"]["difference"]:
        assert each["record"] in twice
        assert each["kind"] in KINDS
        assert each["settled"] in ("first", "second", "unclear")
        assert all(each[name].strip() for name in ("first", "second", "why"))
    for each in (*tables["comparison"]["correction"], *tables["comparison"]["agreement"]):
        assert each["record"] in {*codes, *tables["records"]["chapeau"]}
