"""The five documents, and what happens when one of them is damaged."""

from pathlib import Path

import pytest
from django.conf import settings

from recommendations.importing import fixtures, parsers
from recommendations.importing.containers import read_source_text
from recommendations.importing.editorial_answers import editorial_answers
from recommendations.importing.editorial_data import read_editorial_data
from recommendations.importing.inquiries.questions import ReadingHints
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.reading.parsed_document import ParsedDocument, PassageKind
from sessions.symbols import symbol_from_file_name

SOURCES = Path(settings.BASE_DIR, "fixtures", "sources")
COMPILATION = SOURCES / "CTOC-COP-WG.7-2015-5.zh-hans.txt"
WORKING_PAPER = SOURCES / "A-CONF.213-7.zh-hans.txt"
PAPER_2019 = SOURCES / "CTOC-COP-WG.7-2019-2.zh-hans.txt"
REPORT = SOURCES / "CTOC-COP-WG.7-2020-4.zh-hans.md"
PAPER_2022 = SOURCES / "CTOC-COP-WG.7-2022-2.zh-hans.txt"


def parse(content: bytes, symbol: str = "CTOC/COP/WG.7/2020/4") -> ParsedDocument:
    return parsers.parse_document(read_source_text(content), ReadingHints(symbol))


def damaged(path: Path, old: str, new: str) -> ParsedDocument:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    symbol = symbol_from_file_name(path.name.partition(".zh-hans")[0])
    return parse(text.replace(old, new).encode(), symbol)


@pytest.mark.parametrize(
    ("path", "genre", "paragraphs", "footnotes", "recommendations"),
    [
        (COMPILATION, "compilation", 92, 1, 88),
        (WORKING_PAPER, "working-paper", 54, 8, 8),
        (PAPER_2019, "background-paper", 40, 7, 3),
        (REPORT, "report", 34, 0, 22),
        (PAPER_2022, "background-paper", 70, 61, 10),
    ],
)
def test_every_document_is_read_as_what_it_is(
    path: Path, genre: str, paragraphs: int, footnotes: int, recommendations: int
) -> None:
    document = parse(path.read_bytes())
    assert document.genre == genre
    assert sum(p.kind == PassageKind.PARAGRAPH for p in document.passages) == paragraphs
    assert len(document.footnotes) == footnotes
    assert len(document.recommendations) == recommendations


def test_windows_line_ends_and_a_byte_order_mark_make_no_difference() -> None:
    text = REPORT.read_text(encoding="utf-8")
    windows = parse(("\ufeff" + text.replace("\n", "\r\n")).encode())
    assert windows.passages == parse(text.encode()).passages


def test_the_report_names_its_own_meeting() -> None:
    assert parse(REPORT.read_bytes()).session == 7


def test_the_compilation_names_the_meeting_and_chapter_of_each_recommendation() -> None:
    found = {each.number: each for each in parse(COMPILATION.read_bytes()).recommendations}
    assert (found[13].year, found[13].session, found[13].chapter) == (2012, 1, "二")
    assert (found[14].year, found[14].session, found[14].chapter) == (2013, 2, "二")
    assert (found[92].year, found[92].session, found[92].chapter) == (2013, 2, "七")


def test_a_heading_with_a_number_is_no_paragraph() -> None:
    document = parse(PAPER_2022.read_bytes())
    heading = document.passage("s3b1")
    assert (heading.kind, heading.text) == (PassageKind.SECTION, "与技术公司的伙伴关系")


def test_a_footnote_is_attached_at_its_mark_not_where_it_is_printed() -> None:
    document = parse(PAPER_2022.read_bytes())
    note = next(each for each in document.footnotes if each.mark == "14")
    text = document.passage(note.passage).text
    assert (note.passage, text[: note.offset][-6:]) == ("p19", "Signal")
    assert text[note.offset :].startswith("等一些大型通信服务的设计方式")


def test_a_missing_paragraph_is_asked_about() -> None:
    [question] = damaged(COMPILATION, "\n22. 各国应当考虑将", "\n各国应当考虑将").questions
    assert (question.kind, question.line) == ("number-left-out", 148)
    assert "a number before it is missing. Compare the file with the printed" in str(question)


def test_a_number_used_twice_is_asked_about() -> None:
    questions = damaged(COMPILATION, "\n23. 缔约国不妨请各国", "\n22. 缔约国不妨请各国").questions
    assert "the number was used before" in str(questions[0])


def test_a_missing_recommendation_is_asked_about() -> None:
    questions = damaged(REPORT, "### 建议 9\n", "").questions
    assert "“建议 10” is out of order" in str(questions[0])


def test_a_missing_item_is_asked_about() -> None:
    questions = damaged(WORKING_PAPER, " (d) 各会员国应提高", " 各会员国应提高").questions
    assert any("“(e) " in str(each) for each in questions)


def test_a_footnote_without_its_mark_is_asked_about() -> None:
    questions = damaged(WORKING_PAPER, "捞取签证的行为。4", "捞取签证的行为。").questions
    assert any("Footnote “4” has no mark in the text of its page." in str(e) for e in questions)


def test_characters_that_no_part_of_the_document_holds_are_asked_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = read_source_text(REPORT.read_bytes())
    source.body = [line for line in source.body if "危險旅程" not in line.text]
    questions = parsers.parse_document(source).questions
    assert ("lost-character", "險") in {(each.kind, each.words) for each in questions}


def test_a_deviation_that_nobody_looked_at_is_asked_about() -> None:
    symbol = "CTOC/COP/WG.7/2022/2"
    answers = editorial_answers(read_editorial_data(fixtures.EDITORIAL), symbol)
    text = PAPER_2022.read_text(encoding="utf-8").replace("53. 可以探索", "53.可以探索")
    source = read_source_text(text.encode())
    [question] = parsers.parse_document(source, ReadingHints(symbol, answers=answers)).questions
    assert (question.kind, question.line) == ("no-space-after-number", 958)


def test_every_editorial_answer_is_to_a_question_that_its_document_raises() -> None:
    editorial = read_editorial_data(fixtures.EDITORIAL)
    assert all(table["reason"] for table in editorial.tables("deviation"))
    for facts in editorial.listed_documents():
        source = read_source_text((SOURCES / facts.file).read_bytes())
        asked = parsers.parse_document(source, ReadingHints(facts.symbol)).questions
        answers = editorial_answers(editorial, facts.symbol)
        assert {(each.kind, each.words) for each in answers} == {
            (each.kind, each.words) for each in asked
        }


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is empty."),
        (b" \n\n", "The file is empty."),
        (b"%PDF-1.7\n\0\0", "The PDF file is damaged"),
        ("偷運移民問題工作組".encode("big5"), "The file is not in UTF-8"),
        ("一段普通的文字。\n".encode(), "The file is no document that can be read here."),
        ("秘书处编写的背景文件\n".encode(), "The file is no document that can be read here."),
        ("秘书处编写的背景文件\n\n一. 导言\n\n (a) 项\n".encode(), "an item stands before any"),
        ("# 标题\n\n建议 1\n\n鼓励缔约国。\n".encode(), "The file is no document"),
    ],
)
def test_what_is_no_document_is_refused_in_words(content: bytes, message: str) -> None:
    with pytest.raises(ImportRejected, match=message):
        parse(content)
