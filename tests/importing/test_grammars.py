"""Reports in the six languages of the United Nations: passages, meeting, recommendations."""

from collections import Counter

import pytest

from recommendations.importing.grammars import GRAMMARS, grammar_of_language, text_language
from recommendations.importing.inquiries.questions import ImportAnswer, ReadingHints
from recommendations.importing.reading.meeting import parse_dates
from recommendations.importing.reading.parsed_document import Meeting, ParsedDocument
from recommendations.importing.uploads.document_reader import read_content
from tests.importing.made_documents.document import Kind
from tests.importing.made_documents.labels import LANGUAGES
from tests.importing.made_documents.notation import next_report
from tests.importing.made_documents.text_writer import write_text

every_language = pytest.mark.parametrize("language", LANGUAGES)


def read(content: bytes, *answers: ImportAnswer) -> ParsedDocument:
    return read_content(content, ReadingHints("CTOC/COP/WG.7/2026/4", answers=answers)).parsed


def test_there_is_a_grammar_of_every_language() -> None:
    assert {grammar.language for grammar in GRAMMARS} == set(LANGUAGES)


@every_language
def test_a_report_is_read_as_it_was_made(language: str) -> None:
    made = next_report(language)
    document = read(write_text(made))
    assert (document.language, document.genre, document.questions) == (language, "report", [])
    assert {each.number: each.text for each in document.recommendations} == made.recommendations()
    assert {each.status for each in document.recommendations} == {"adopted"}
    assert document.meeting == Meeting(13, "p7", "2026-10-06", "2026-10-07", "vienna")
    assert document.issued == "2026-10-20"
    assert document.title == made.passages[-1].text or document.title in {
        each.text for each in made.passages if each.kind == Kind.COVER
    }
    notes = [(each.mark, each.text) for each in document.footnotes]
    assert notes == [(each.mark, each.text) for each in made.footnotes]


@every_language
def test_every_passage_has_its_kind_and_anchor_in_every_language(language: str) -> None:
    passages = read(write_text(next_report(language))).passages
    counts = Counter(str(each.kind) for each in passages)
    del counts["cover"]
    assert counts == {
        "section": 13,
        "paragraph": 13,
        "recommendation": 20,
        "item": 14,
        "text": 2,
        "row": 7,
    }
    english = read(write_text(next_report("en"))).passages
    anchors = [each.anchor for each in passages if each.kind != "cover"]
    assert anchors == [each.anchor for each in english if each.kind != "cover"]


@every_language
def test_a_report_is_the_same_from_printed_lines(language: str) -> None:
    made = next_report(language)
    printed = write_text(made, wrapped=True)
    asked = read(printed).questions
    assert {each.kind for each in asked} <= {"paragraph-break"}
    answers = (ImportAnswer(each.kind, each.words, "new-paragraph") for each in asked)
    document = read(printed, *answers)
    assert {each.number: each.text for each in document.recommendations} == made.recommendations()


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "held in Vienna from 30 May to 1 June 2012", ("2012-05-30", "2012-06-01")),
        ("en", "Vienna, 8-9 September 2020", ("2020-09-08", "2020-09-09")),
        ("fr", "tenue à Vienne du 30 mai au 1er juin 2012", ("2012-05-30", "2012-06-01")),
        ("es", "del 30 de mayo al 1 de junio de 2012", ("2012-05-30", "2012-06-01")),
        ("ru", "с 30 мая по 1 июня 2012 года", ("2012-05-30", "2012-06-01")),
        ("ar", "من 30 أيار/مايو إلى 1 حزيران/يونيه 2012", ("2012-05-30", "2012-06-01")),
        ("ar", "يومي ٦ و٧ تشرين الأول/أكتوبر ٢٠٢٦", ("2026-10-06", "2026-10-07")),
        ("zh-hans", "2012 年 5 月 30 日至 6 月 1 日", ("2012-05-30", "2012-06-01")),
        ("en", "on 31 June 2012", ("", "")),
        ("en", "in June 2012", ("", "")),
    ],
)
def test_days_are_read_as_each_language_prints_them(
    language: str, text: str, days: tuple[str, str]
) -> None:
    assert parse_dates(text, grammar_of_language(language)) == days


@every_language
def test_the_language_is_told_from_the_text(language: str) -> None:
    made = next_report(language)
    assert text_language("\n".join(passage.text for passage in made.passages)) == language


def test_a_text_of_no_language_is_of_none() -> None:
    assert text_language("1234 – 5678") == ""
    assert text_language("xyzzy plugh") == ""
