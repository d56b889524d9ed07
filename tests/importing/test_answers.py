"""Answers to what a reading asks take effect in the next reading, and are asked no more."""

import pytest

from recommendations.importing.inquiries.question_kinds import QUESTION_KINDS, question_kind
from recommendations.importing.inquiries.questions import CHOICES, ImportAnswer, ReadingHints
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.reading.parsed_document import ParsedDocument
from recommendations.importing.uploads.document_reader import read_content
from tests.importing.test_coming_reports import REPORT, SECOND, SYMBOL

PAPER = (
    "秘书处编写的背景文件\n\n一. 导言\n\n1. 本文件是背景文件。\n\n"
    "2. 工作组不妨建议缔约国采取以下行动：\n\n(a) 交流信息；\n\n(b) 培训人员。\n"
)


def read(text: str, *answers: ImportAnswer, symbol: str = SYMBOL) -> ParsedDocument:
    return read_content(text.encode(), ReadingHints(symbol, answers=answers)).parsed


def answered(text: str, choice: str, value: str = "", symbol: str = SYMBOL) -> ParsedDocument:
    """Read a text that raises one question, then again with the answer to it."""
    [question] = read(text, symbol=symbol).questions
    assert choice in question.choices
    answer = ImportAnswer(question.kind, question.words, choice, value)
    document = read(text, answer, symbol=symbol)
    assert document.questions == []
    return document


def test_every_kind_has_a_slug_of_its_own_and_choices_that_there_are() -> None:
    slugs = [kind.slug for kind in QUESTION_KINDS]
    assert len(set(slugs)) == len(slugs)
    for kind in QUESTION_KINDS:
        assert set(kind.choices) <= set(CHOICES)
        assert bool(kind.value) == ("value" in kind.choices)
        assert question_kind(kind.slug) == kind


@pytest.mark.parametrize(
    ("choice", "text"), [("layout", SECOND), ("text", "鼓励缔约国 3/7 交流信息。")]
)
def test_a_line_is_left_out_or_stays_as_answered(choice: str, text: str) -> None:
    paged = REPORT.replace(SECOND, "鼓励缔约国\n\n3/7\n\n交流信息。")
    assert answered(paged, choice).recommendations[1].text == text


@pytest.mark.parametrize(
    ("choice", "text"), [("layout", SECOND), ("as-printed", "鼓励~~缔约国交流信息。")]
)
def test_a_mark_is_left_out_or_stays_as_answered(choice: str, text: str) -> None:
    marked = REPORT.replace(SECOND, "鼓励~~缔约国交流信息。")
    assert answered(marked, choice).recommendations[1].text == text


@pytest.mark.parametrize(
    ("choice", "statuses"),
    [
        ("proposed", ["proposed", "proposed"]),
        ("adopted", ["adopted", "adopted"]),
        ("resolution", ["resolution", "resolution"]),
        ("no-recommendations", []),
    ],
)
def test_a_list_holds_what_was_answered(choice: str, statuses: list[str]) -> None:
    assert [each.status for each in answered(PAPER, choice).recommendations] == statuses


def test_the_session_is_the_one_that_was_answered() -> None:
    text = REPORT.replace("3. 偷运移民问题工作组第十三次会议", "3. 会议")
    assert answered(text, "value", "13").session == 13


@pytest.mark.parametrize(
    ("choice", "value", "days"),
    [
        ("as-printed", "", ("2026-10-06", "2026-10-07")),
        ("value", "2026-10-05/2026-10-07", ("2026-10-05", "2026-10-07")),
    ],
)
def test_the_days_are_those_that_were_answered(
    choice: str, value: str, days: tuple[str, str]
) -> None:
    text = REPORT.replace("报告\n", "报告\n2026 年 10 月 5 日至 7 日\n")
    meeting = answered(text, choice, value).meeting
    assert meeting
    assert (meeting.start, meeting.end) == days


def test_a_symbol_that_is_not_known_is_asked_for() -> None:
    assert answered(REPORT, "value", SYMBOL, symbol="").symbol == SYMBOL


def test_a_symbol_alone_on_a_line_of_the_cover_is_the_printed_one() -> None:
    document = read(f"{SYMBOL}\n\n{PAPER}", symbol="")
    assert document.symbol == SYMBOL
    assert document.is_symbol_printed
    assert not read(PAPER).is_symbol_printed
    assert all(question.kind != "symbol" for question in document.questions)


@pytest.mark.parametrize("symbol", ["CTOC/COP/WG.4/2026/4", "CTOC/COP/WG.7/2025/4"])
def test_a_symbol_that_contradicts_the_text_is_asked_about(symbol: str) -> None:
    assert answered(REPORT, "value", SYMBOL, symbol=symbol).symbol == SYMBOL


def test_of_two_symbols_the_one_that_was_answered_holds() -> None:
    text = "CTOC/COP/WG.7/2026/5\n\n" + PAPER.replace("采取以下行动", "采取以下可能的行动")
    assert answered(text, "as-printed").symbol == "CTOC/COP/WG.7/2026/5"
    assert answered(text, "value", SYMBOL).symbol == SYMBOL


def test_a_report_of_another_body_has_no_recommendations_if_it_is_brought_in() -> None:
    text = REPORT.replace("偷运移民问题工作组", "贩运人口问题工作组")
    first = read(text)
    answer = ImportAnswer("other-body", "“贩运人口问题工作组”", "no-recommendations")
    assert "other-body" in {each.kind for each in first.questions}
    assert read(text, answer).recommendations == []


def test_a_footnote_without_a_mark_stands_at_the_end_of_a_passage() -> None:
    text = PAPER.replace("采取以下行动", "采取以下可能的行动") + f"{'_' * 20}\n\n  1  见附件。\n"
    [note] = answered(text, "as-printed").footnotes
    assert (note.passage, note.offset) == ("p2b", len("培训人员。"))


def test_a_file_that_is_answered_not_to_be_brought_in_is_refused() -> None:
    answer = ImportAnswer("no-paragraphs", "", "reject")
    text = REPORT
    for number in range(1, 5):
        text = text.replace(f"\n{number}. ", "\n")
    assert "no-paragraphs" in {each.kind for each in read(text).questions}
    with pytest.raises(ImportRejected, match="as was answered"):
        read(text, answer)


def test_an_answer_that_the_question_does_not_offer_answers_nothing() -> None:
    answer = ImportAnswer("list", PAPER[-30:], "layout")
    assert [each.kind for each in read(PAPER, answer).questions] == ["list"]
    assert read(REPORT, ImportAnswer("symbol", "", "value"), symbol="").questions
