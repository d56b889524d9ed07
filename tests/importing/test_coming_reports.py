"""A report as it may come: what is read rightly, and what is asked instead of being passed over."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from recommendations.importing.inquiries.questions import ReadingHints
from recommendations.importing.reading.parsed_document import ParsedDocument
from recommendations.importing.uploads.document_reader import read_content
from recommendations.models import Recommendation, RecommendationText
from sessions.models import Document, WorkingGroupSession
from tests.importing.test_import_document import import_document

REPORT = """\
# 联合国打击跨国有组织犯罪公约缔约方会议
Distr.: General
20 October 2026
## 偷运移民问题工作组 2026 年 10 月 6 日和 7 日在维也纳举行的会议报告
### 一. 导言
1. 缔约方会议在第 7/1 号决议中决定，工作组将作为缔约方会议的一个常设组成部分。
### 二. 建议
2. 偷运移民问题工作组在 2026 年 10 月 6 日和 7 日于维也纳举行的会议上通过了以下建议。
### A. 海上偷运移民问题的有关建议
### 建议 1
缔约国应根据《打击偷运移民议定书》第 8 条加强海上合作。
### 建议 2
鼓励缔约国交流信息。
### 三. 会议安排
#### A. 会议开幕
3. 偷运移民问题工作组第十三次会议于 2026 年 10 月 6 日和 7 日在维也纳举行。
4. 会议由主席主持。
""".replace("\n", "\n\n")
SYMBOL = "CTOC/COP/WG.7/2026/4"
SECOND = "鼓励缔约国交流信息。"


def parse(text: str) -> ParsedDocument:
    return read_content(text.encode(), ReadingHints(SYMBOL)).parsed


def changed(old: str, new: str) -> ParsedDocument:
    assert old in REPORT
    return parse(REPORT.replace(old, new))


def second_text(document: ParsedDocument) -> str:
    return document.recommendations[1].text


def questions(document: ParsedDocument) -> str:
    return "\n".join(map(str, document.questions))


def test_the_report_itself_raises_no_question() -> None:
    document = parse(REPORT)
    assert (document.session, questions(document)) == (13, "")
    assert [each.number for each in document.recommendations] == [1, 2]


@pytest.mark.parametrize(
    "printed",
    [
        "鼓励缔约国\n\nV.26-12345\n\n3/7\n\nCTOC/COP/WG.7/2026/4\n\n交流信息。",
        "鼓励缔约国\nV.26-12345\n3/7\nCTOC/COP/WG.7/2026/4\n交流信息。",
        "鼓励缔约国\n2/9 V.26-12345\nCTOC/COP/WG.7/2026/4\n交流信息。",
        "鼓励缔约国\nV.26-12345 (C)\n交流信息。",
        "鼓励缔约国\nV.26-12345 (C)    061026    081026\n*2612345*\n交流信息。",
        "鼓励缔约国\nV.26-12345 (C) GX 061026 081026\nPlease recycle ♲\n交流信息。",
        "鼓励缔约国\nV.26-12345 (C)\n061026 081026\n*2612345*\n交流信息。",
    ],
)
def test_headers_and_numbers_of_pages_are_no_text(printed: str) -> None:
    document = changed(SECOND, printed)
    assert (second_text(document), questions(document)) == (SECOND, "")


def test_a_symbol_that_comes_on_each_page_is_no_text() -> None:
    header = "\n\nCTOC/COP/WG.7/2026/4\n\n"
    document = parse(
        REPORT.replace("鼓励缔约国交流", f"鼓励缔约国{header}交流").replace(
            "加强海上合作", f"加强{header}海上合作"
        )
    )
    assert second_text(document) == SECOND
    assert document.recommendations[0].text.endswith("加强海上合作。")


def test_what_may_be_the_number_of_a_page_is_asked_about() -> None:
    assert "“3/7” looks like the number of a page" in questions(
        changed(SECOND, "鼓励缔约国\n\n3/7\n\n交流信息。")
    )


@pytest.mark.parametrize(
    "marked",
    [
        "**鼓励**缔约国交流信息。",
        "*鼓励*缔约国交流信息。",
        "鼓励[缔约国](#x)交流`信息`。",
        "鼓励缔约国***交流***信息。",
    ],
)
def test_marks_of_markdown_are_taken_off(marked: str) -> None:
    document = changed(SECOND, marked)
    assert (second_text(document), questions(document)) == (SECOND, "")


@pytest.mark.parametrize("mark", ["~~", "**", "`", "![](x.png)"])
def test_a_mark_that_may_change_words_is_asked_about(mark: str) -> None:
    assert f"“{mark}” looks like a mark of Markdown" in questions(
        changed(SECOND, f"鼓励{mark}缔约国。")
    )


def test_escaped_numbers_number_paragraphs() -> None:
    text = REPORT
    for number in range(1, 5):
        text = text.replace(f"\n{number}. ", f"\n{number}\\. ")
    assert parse(text).passages == parse(REPORT).passages


@pytest.mark.parametrize(
    "spaced", ["第\u00a08\u00a0条", "第\u202f8 条"], ids=["no-break", "narrow"]
)
def test_a_space_that_does_not_break_is_a_space(spaced: str) -> None:
    document = changed("第 8 条", spaced)
    assert document.passages == parse(REPORT).passages
    assert questions(document) == ""
    headings = parse(REPORT.replace("一. 导言", "一.\u00a0导言"))
    assert headings.passages == parse(REPORT).passages


def test_a_report_in_plain_text_is_a_report() -> None:
    plain = parse(REPORT.replace("# ", "").replace("#", ""))
    assert plain.genre == "report"
    assert [each.text for each in plain.recommendations] == [
        each.text for each in parse(REPORT).recommendations
    ]


def test_spaces_that_arrange_the_cover_are_no_question() -> None:
    assert questions(changed("公约缔约方会议", "公约 缔约方会议")) == ""


def test_items_are_part_of_their_recommendation() -> None:
    items = "鼓励缔约国采取下列措施：\n\n(a) 交流信息；\n\n(b) 培训人员。"
    assert second_text(changed(SECOND, items)) == items.replace("\n\n", "\n")


@pytest.mark.parametrize(
    ("old", "new", "asked"),
    [
        ("偷运移民问题工作组", "贩运人口问题工作组", "The cover names “贩运人口问题工作组”"),
        ("3. 偷运移民问题工作组第十三次会议", "3. 会议", "which session the report is of"),
        (
            "报告\n",
            "报告\n2026 年 10 月 5 日至 7 日\n",
            "The cover prints 2026-10-05 – 2026-10-07",
        ),
    ],
)
def test_what_the_report_does_not_say_or_says_twice_is_asked(
    old: str, new: str, asked: str
) -> None:
    assert asked in questions(changed(old, new))


def test_a_report_without_numbered_paragraphs_is_asked_about() -> None:
    text = REPORT
    for number in range(1, 5):
        text = text.replace(f"\n{number}. ", "\n")
    assert "No numbered paragraph was found" in questions(parse(text))


def test_the_session_may_be_named_without_the_groups_subject() -> None:
    assert changed("3. 偷运移民问题工作组第", "3. 工作组第").session == 13


def test_what_may_be_recommendations_of_a_paper_is_listed() -> None:
    paper = (
        "CTOC/COP/WG.7/2026/4\n\n秘书处编写的背景文件\n\n一. 导言\n\n1. 本文件是背景文件。\n\n"
        "2. 工作组不妨建议缔约国采取以下行动：\n\n(a) 交流信息；\n\n(b) 培训人员。\n"
    )
    document = parse(paper)
    assert [each.kind for each in document.questions] == ["list"]
    known = parse(paper.replace("采取以下行动", "采取以下可能的行动"))
    assert (len(known.recommendations), known.questions) == (2, [])


class TestImport:
    """What is written of such a report, and what stops it."""

    def write(self, tmp_path: Path, text: str, symbol: str = "CTOC/COP/WG.7/2026/4") -> str:
        path = tmp_path / "report.md"
        path.write_text(text, encoding="utf-8")
        return import_document(path, symbol=symbol, write=True)

    def test_session_and_document_have_what_the_report_prints(
        self, knowledge_base: None, tmp_path: Path
    ) -> None:
        self.write(tmp_path, REPORT)
        session = WorkingGroupSession.objects.get(number=13)
        assert (session.start, session.end) == (date(2026, 10, 6), date(2026, 10, 7))
        assert (session.city, session.evidence) == ("vienna", "CTOC/COP/WG.7/2026/4#p3")
        document = Document.objects.get(symbol="CTOC/COP/WG.7/2026/4")
        assert (document.issued, document.session) == (date(2026, 10, 20), session)
        title = "偷运移民问题工作组 2026 年 10 月 6 日和 7 日在维也纳举行的会议报告"
        assert document.titles.get(language="zh-hans").title == title
        texts = RecommendationText.objects.filter(recommendation__year=2026)
        assert set(texts.values_list("recommendation__session__number", flat=True)) == {13}

    @pytest.mark.parametrize(
        ("symbol", "old", "new", "said"),
        [
            ("CTOC/COP/WG.4/2026/4", "", "", "questions open: 1"),
            ("CTOC/COP/WG.7/2025/4", "", "", "questions open: 1"),
            ("CTOC/COP/WG.7/2020/9", "2026 年", "2020 年", "2020/1 is held already"),
            ("CTOC/COP/WG.7/2026/4", "第十三次", "第七次", "as the report of session 7"),
        ],
        ids=["another body", "another year", "held records", "held session"],
    )
    def test_what_contradicts_the_symbol_or_what_is_held_stops_it(
        self, knowledge_base: None, tmp_path: Path, symbol: str, old: str, new: str, said: str
    ) -> None:
        with pytest.raises(CommandError, match=said):
            self.write(tmp_path, REPORT.replace(old, new) if old else REPORT, symbol)
        assert not Recommendation.objects.filter(year__in=(2025, 2026)).exists()


def test_the_genre_is_named_on_the_cover_alone() -> None:
    document = changed("交流信息", "就秘书处编写的背景文件交流信息")
    assert (document.genre, len(document.recommendations)) == ("report", 2)
