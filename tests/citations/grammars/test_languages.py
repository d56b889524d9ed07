"""Citations in each language: the tables beside this file have them with their exact words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from recommendations.citations.context import CitationContext, TreatyNames
from recommendations.citations.grammar import GRAMMARS, parse_citations, parse_in_order
from recommendations.citations.parsed_citation import ParsedCitation
from smuggling_kb.languages import LANGUAGES

TABLES = sorted(Path(__file__).parent.glob("*.txt"))
SENTENCES = [
    (table.stem, *(cell.strip() for cell in line.split("=>")))
    for table in TABLES
    for line in table.read_text(encoding="utf-8").splitlines()
]


def context(language: str) -> CitationContext:
    return CitationContext(TreatyNames({}), language=language)


def cited_words(found: list[ParsedCitation]) -> str:
    """Citations as the tables write them."""
    return " | ".join(
        f"{each.kind} {each.reference}"
        + (f" @ {each.pinpoint}" if each.pinpoint else "")
        + f" [{each.as_written}]"
        for each in found
    )


@pytest.mark.parametrize(
    ("language", "sentence", "cited"),
    SENTENCES,
    ids=[f"{each[0]}-{at}" for at, each in enumerate(SENTENCES)],
)
def test_a_sentence_cites_what_a_person_finds_in_it(
    language: str, sentence: str, cited: str
) -> None:
    found = parse_citations(sentence, context(language))
    assert cited_words(found) == cited
    for each in found:
        assert sentence[each.start : each.end] == each.as_written


@pytest.mark.parametrize("language", GRAMMARS)
def test_spaces_that_do_not_break_change_nothing(language: str) -> None:
    for each, sentence, cited in SENTENCES:
        if each == language:
            hard = sentence.replace(" ", "\u00a0")
            found = cited_words(parse_citations(hard, context(language)))
            assert found.replace("\u00a0", " ") == cited


def test_every_language_but_chinese_has_a_grammar_and_a_table() -> None:
    others = {language.code for language in LANGUAGES} - {"zh-hans"}
    assert set(GRAMMARS) == {table.stem for table in TABLES} == others


@pytest.mark.parametrize("language", GRAMMARS)
def test_every_treaty_held_has_a_pattern(language: str) -> None:
    assert GRAMMARS[language].treaties.keys() == GRAMMARS["en"].treaties.keys()


@pytest.mark.parametrize(
    ("language", "notes"),
    [
        ("en", ["CTOC/COP/WG.7/2020/4, para. 3.", "Ibid., para. 8."]),
        ("fr", ["CTOC/COP/WG.7/2020/4, par. 3.", "Ibid., par. 8."]),
        ("es", ["CTOC/COP/WG.7/2020/4, párr. 3.", "Ibid., párr. 8."]),
        ("ru", ["CTOC/COP/WG.7/2020/4, п. 3.", "Там же, п. 8."]),
        ("ar", ["CTOC/COP/WG.7/2020/4، الفقرة 3.", "المرجع نفسه، الفقرة 8."]),
    ],
)
def test_ibid_cites_what_the_footnote_before_does(language: str, notes: list[str]) -> None:
    _first, [ibid] = parse_in_order(notes, replace(context(language), in_note=True))
    assert (ibid.reference, ibid.pinpoint) == ("CTOC/COP/WG.7/2020/4", "8")


def test_ibid_without_a_footnote_before_cites_nothing() -> None:
    assert parse_citations("Ibid., para. 8.", replace(context("en"), in_note=True)) == []
