"""What the rows of a table correct, and everything that is wrong with them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from recommendations.curation.corrections import writer
from recommendations.curation.corrections.columns import (
    COLUMNS,
    CORRECTABLE,
    TEMPLATE,
    curators_sheet,
)
from recommendations.curation.corrections.file_reader import read_table
from recommendations.curation.corrections.plan import TablePlan, plan_corrections
from recommendations.curation.corrections.table import (
    MAX_PROBLEMS,
    TableProblem,
    UploadedRow,
    UploadedTable,
)
from recommendations.history.versions import ChangeKind, RecordedChange, record_changes
from recommendations.models import (
    Addressee,
    Provenance,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    ThemeAssignment,
    WorkflowStage,
)
from smuggling_kb.languages import TextStatus
from smuggling_kb.spreadsheets import WRITERS, neutralize
from tests.builders import make_citation, make_recommendation, make_session, make_theme
from tests.examples import examples

ROOT = "http://testserver"

pytestmark = pytest.mark.django_db


def planned(header: str, *rows: Iterable[str]) -> TablePlan:
    """What a table would do; ``header`` names the columns, with blanks between them."""
    lines = [UploadedRow(number, list(row)) for number, row in enumerate(rows, start=2)]
    return plan_corrections(UploadedTable("a test", UploadedRow(1, header.split(" ")), lines), ROOT)


def fault(header: str, *rows: Iterable[str]) -> TableProblem:
    """The only thing that is wrong with a table; then nothing can be applied."""
    found = planned(header, *rows)
    assert not found.is_applicable
    [only] = found.problems
    return only


def applied(header: str, *rows: Iterable[str]) -> Recommendation:
    """The record of the first row, after a table was applied."""
    found = planned(header, *rows)
    assert found.is_applicable, found.problems
    with record_changes(
        found.versions, by=None, reason="It was wrong.", kind=ChangeKind.TABLE
    ) as change:
        writer.write_corrections(found.corrections)
    assert isinstance(change, RecordedChange)
    assert {version.code for version in change.versions} == found.versions.keys()
    record: Recommendation = Recommendation.objects.for_list().get(code=next(iter(rows[0])))
    return record


def changes(found: TablePlan) -> list[tuple[str, str, str]]:
    return [
        (change.column, change.before, change.after)
        for correction in found.corrections
        for change in correction.changes
    ]


# What a table can say


def test_an_empty_cell_leaves_everything_as_it_is() -> None:
    make_recommendation("2012/5")
    found = planned(" ".join(COLUMNS), ["2012/5", *[" "] * (len(COLUMNS) - 1)])
    assert (found.corrections, found.unchanged, found.problems) == ([], [(2, "2012/5")], [])


def test_each_column_is_corrected() -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_session(2)
    make_theme("protection")
    after = {
        "status": "adopted",
        "session": "2",
        "strength": "may",
        "strength_reason": "It allows.",
        "themes": "protection; prevention",
        "addressees": "states；unodc",
        "text_status": "unofficial",
        "chapeau": "缔约国不妨：",
        "text": "采取行动。",
        "modal": "不妨",
    }
    assert after.keys() == CORRECTABLE.keys()
    record = applied("code " + " ".join(after), ["2012/5", *after.values()])
    text = record.texts.get()
    assert record.session is not None
    assert record.session.number == 2
    assert (record.strength, record.strength_origin) == ("may", Provenance.EDITOR)
    assert {each.theme.slug for each in record.theme_assignments.all()} == {
        "protection",
        "prevention",
    }
    assert [each.addressee for each in record.addressees.all()] == ["states", "unodc"]
    assert (text.chapeau, text.text, text.modal) == ("缔约国不妨：", "采取行动。", "不妨")
    assert text.text_status == TextStatus.UNOFFICIAL


def test_what_can_be_removed_is_removed_by_the_word() -> None:
    record = make_recommendation("2012/5", session=make_session(1), strength_reason="Because.")
    record.texts.update(chapeau="缔约国应当：")
    RecommendationAddressee.objects.create(recommendation=record, addressee=Addressee.STATES)
    names = ("session", "strength_reason", "addressees", "chapeau", "modal")
    record = applied("code " + " ".join(names), ["2012/5", *["REMOVE"] * len(names)])
    assert (record.session, record.strength_reason) == (None, "")
    assert list(record.addressees.all()) == []
    assert (record.texts.get().chapeau, record.texts.get().modal) == ("", "")


@pytest.mark.parametrize("name", ["status", "strength", "text_status", "text"])
def test_what_a_record_needs_cannot_be_removed(name: str) -> None:
    make_recommendation("2012/5")
    assert fault(f"code {name}", ["2012/5", "REMOVE"]).message == "This cannot be removed."


def test_themes_that_stay_keep_who_assigned_them_and_why() -> None:
    record = make_recommendation("2012/5")
    make_theme("protection")
    kept = record.theme_assignments.get()
    kept.reasons.create(language="en", text="It fits.")
    record = applied("code themes", ["2012/5", "protection; prevention"])
    origins = {each.theme.slug: each.origin for each in record.theme_assignments.all()}
    assert origins == {"prevention": Provenance.DOCUMENT, "protection": Provenance.EDITOR}
    assert ThemeAssignment.objects.get(pk=kept.pk).reasons.count() == 1


def test_the_same_values_in_another_order_are_no_change() -> None:
    record = make_recommendation("2012/5")
    for addressee in (Addressee.STATES, Addressee.UNODC):
        RecommendationAddressee.objects.create(recommendation=record, addressee=addressee)
    assert planned("code addressees", ["2012/5", "unodc;states"]).unchanged == [(2, "2012/5")]


def test_line_ends_and_blanks_around_a_text_are_no_change() -> None:
    make_recommendation("2012/5", text="应当：\n(a) 甲；")
    assert not changes(planned("code text", ["2012/5", " 应当：\r\n(a) 甲；\r\n"]))
    assert changes(planned("code text", ["2012/5", "应当：\r\n(b) 甲；"])) == [
        ("text", "应当：\n(a) 甲；", "应当：\n(b) 甲；")
    ]


def test_names_of_columns_may_be_written_large_and_stand_anywhere() -> None:
    make_recommendation("2012/5")
    assert changes(planned("Status CODE", ["proposed", "2012/5"])) == [
        ("status", "adopted", "proposed")
    ]


def test_a_text_is_corrected_in_the_language_that_the_row_names() -> None:
    record = make_recommendation("2012/5")
    RecommendationText.objects.create(
        recommendation=record, language="en", text_status="unofficial", text="States should act."
    )
    wrong = fault("code text", ["2012/5", "States must act."])
    assert (wrong.column, wrong.expected) == ("language", "en, zh-hans")
    record = applied("code language text", ["2012/5", "en", "States must act."])
    assert {text.language: text.text for text in record.texts.all()} == {
        "en": "States must act.",
        "zh-hans": "缔约国应当采取行动。",
    }
    assert not planned("code status", ["2012/5", "proposed"]).problems


def test_citations_move_with_their_words() -> None:
    text = make_recommendation("2012/5", text="按第一条和第二条，应当行动。").texts.get()
    for start, words in ((1, "第一条"), (5, "第二条")):
        make_citation(text, start=start, as_written=words, kind="article", reference=words)
    applied("code text", ["2012/5", "各国按第一条和第三条，应当行动。"])
    assert list(text.citations.values_list("as_written", "start")) == [("第一条", 3), ("第二条", 5)]


# What is wrong


def test_a_table_needs_the_column_of_codes() -> None:
    wrong = fault("cod status", ["2012/5", "adopted"])
    assert (wrong.row, wrong.nearest) == (1, "cod")


@pytest.mark.parametrize(
    ("header", "column", "problem", "nearest"),
    [
        ("code stauts", "stauts", "There is no column with this name.", "status"),
        ("code code", "code", "The column occurs twice.", ""),
    ],
)
def test_a_bad_header_is_a_fault(header: str, column: str, problem: str, nearest: str) -> None:
    make_recommendation("2012/5")
    wrong = fault(header, ["2012/5", ""])
    assert (wrong.row, wrong.column, wrong.message) == (1, column, problem)
    assert wrong.nearest == nearest


@pytest.mark.parametrize(
    ("column", "value", "expected", "nearest"),
    [
        ("status", "adoptd", "One of: adopted; proposed; resolution", "adopted"),
        ("strength", "Call upon", "One of: should; urge", "call-upon"),
        ("session", "17", "One of: 1; 2", "1"),
        ("session", "1st", "One of: 1; 2", "1"),
        ("themes", "prevention; Protecton", "One of: prevention; protection", "protection"),
        ("themes", "防止", "One of: prevention; protection", ""),
        ("addressees", "States parties", "One of: states-parties", "states-parties"),
        ("text_status", "oficial", "One of: official; unofficial", "official"),
    ],
)
def test_unknown_values_are_faults_with_what_is_known(
    column: str, value: str, expected: str, nearest: str
) -> None:
    make_recommendation("2012/5", session=make_session(1), theme="protection")
    make_theme("prevention")
    make_session(2)
    wrong = fault(f"code {column} strength_reason", ["2012/5", value, "Why."])
    assert (wrong.row, wrong.column, wrong.value) == (2, column, value)
    assert "is not known" in wrong.message
    assert all(word in wrong.expected for word in expected.removeprefix("One of: ").split("; "))
    assert wrong.nearest == nearest


@pytest.mark.parametrize(
    ("code", "problem", "nearest"),
    [
        ("", "The row has no code.", ""),
        ("2012/55", "There is no record with this code.", "2012/5"),
        (
            "2012-06-01",
            "The spreadsheet has turned the code into a date that matches no record.",
            "2012/5",
        ),
        ("x" * 1000, "There is no record with this code.", ""),
    ],
)
def test_unknown_codes_are_faults(code: str, problem: str, nearest: str) -> None:
    make_recommendation("2012/5")
    wrong = fault("code status", [code, "proposed"])
    assert (wrong.message, wrong.nearest) == (problem, nearest)
    assert Recommendation.objects.count() == 1


@pytest.mark.parametrize("date", ["May-12", "12-May", "5月12日", "2012/5/1", "01/05/2012", "41030"])
def test_a_date_that_means_one_record_is_read_as_its_code(date: str) -> None:
    make_recommendation("2012/5")
    plan = planned("code strength strength_reason", [date, "may", "Why."])
    assert plan.problems == []
    assert [(each.row, each.written, each.code) for each in plan.dated] == [(2, date, "2012/5")]
    (correction,) = plan.corrections
    assert correction.code == correction.cells["code"] == "2012/5"


def test_a_date_that_may_mean_several_records_is_asked_about() -> None:
    make_recommendation("2012/5")
    make_recommendation("2026/5")
    wrong = fault("code status", ["2026-05-12", "proposed"])
    assert "could mean several" in wrong.message
    assert wrong.expected == "One of: 2012/5, 2026/5"


def test_a_date_that_means_a_record_of_another_row_is_asked_about() -> None:
    make_recommendation("2012/5")
    wrong = fault("code status", ["2012/5", "adopted"], ["May-12", "adopted"])
    assert "another row has that code" in wrong.message
    assert (wrong.row, wrong.nearest) == (3, "2012/5")


def test_a_code_twice_is_a_fault() -> None:
    make_recommendation("2012/5")
    wrong = fault("code status", ["2012/5", "proposed"], ["2012/5 ", "resolution"])
    assert (wrong.row, wrong.message) == (3, "The code already occurs in row 2.")


def test_a_value_twice_is_a_fault() -> None:
    make_recommendation("2012/5")
    make_theme("research")
    assert "listed twice" in fault("code themes", ["2012/5", "research;research"]).message


def test_a_row_longer_than_the_header_is_a_fault() -> None:
    make_recommendation("2012/5")
    wrong = fault("code status", ["2012/5", "adopted", "", "x"])
    assert wrong.message == "The row is longer than the header row: cell 4 has no column."


def test_nothing_is_created_in_another_language() -> None:
    make_recommendation("2012/5")
    wrong = fault("code language text", ["2012/5", "fr", "Agir."])
    assert (wrong.column, wrong.expected) == ("language", "zh-hans")
    assert fault("code language text", ["2012/5", "zh-hant", "行动"]).nearest == "zh-hans"


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("text", "a\x08b", "Line 1, character 2: U+0008. It is an invisible control character"),
        ("text", "应当 ??? 行动", "question marks"),
        ("text", "应当\ufffd行动", "Line 1, character 3: U+FFFD REPLACEMENT CHARACTER"),
        ("text", "甲\n应\u200b当", "Line 2, character 2: U+200B ZERO WIDTH SPACE"),
        ("text", "应当⾏动", "U+2F8F KANGXI RADICAL WALK ENCLOSURE. It only looks like 行"),
        ("chapeau", "应\u00ad当", "U+00AD SOFT HYPHEN"),
        ("text", "应当" * 20_000, "too long"),
        ("modal", "应" * 101, "too long"),
        ("modal", "鼓励", "does not occur in the text or the chapeau"),
        ("text", "采取行动。", "does not occur in the text or the chapeau"),
    ],
)
def test_words_that_cannot_be_meant_are_faults(column: str, value: str, problem: str) -> None:
    make_recommendation("2012/5")
    assert problem in fault(f"code {column}", ["2012/5", value]).message


def test_only_what_was_adopted_has_a_meeting() -> None:
    make_recommendation("2012/5", session=make_session(1))
    assert fault("code status", ["2012/5", "proposed"]).column == "status"
    assert not planned("code status session", ["2012/5", "proposed", "REMOVE"]).problems
    make_recommendation("2012/6", status="proposed")
    assert fault("code session", ["2012/6", "1"]).column == "session"


def test_a_new_strength_needs_its_reason_in_the_row() -> None:
    make_recommendation("2012/5", strength_origin=Provenance.EDITOR, strength_reason="Before.")
    assert fault("code strength", ["2012/5", "may"]).column == "strength_reason"
    assert fault("code strength_reason", ["2012/5", "REMOVE"]).column == "strength_reason"
    assert not planned("code strength strength_reason", ["2012/5", "may", "Before."]).problems


def test_what_was_public_keeps_a_theme() -> None:
    make_recommendation("2012/5")
    assert fault("code themes", ["2012/5", "REMOVE"]).column == "themes"
    make_recommendation("2012/6", publication=WorkflowStage.DRAFT)
    assert not planned("code themes", ["2012/6", "REMOVE"]).problems


@pytest.mark.parametrize("name", sorted({*COLUMNS} - {*TEMPLATE}))
def test_other_columns_stand_as_they_were_or_are_faults(name: str) -> None:
    make_recommendation("2012/5", session=make_session(1))
    wrong = fault(f"code {name}", ["2012/5", "otherwise"])
    assert (wrong.column, wrong.value) == (name, "otherwise")
    assert "cannot be corrected by table" in wrong.message


def test_dates_and_addresses_may_be_written_in_another_way() -> None:
    make_recommendation(
        "2012/5", session=make_session(1, start=date(2012, 5, 30), end=date(2012, 6, 1))
    )
    found = planned(
        "code session_start session_end url",
        ["2012/5", "5/30/2012", "2012年6月1日", "https://other.example/recommendations/2012/5/"],
    )
    assert found.unchanged == [(2, "2012/5")]


def test_a_row_older_than_its_record_is_a_fault() -> None:
    make_recommendation("2012/5")
    with record_changes(["2012/5"], by=None, reason="It was wrong."):
        pass
    header = "code version status"
    assert not planned(header, ["2012/5", "1", "proposed"]).problems
    with record_changes(["2012/5"], by=None, reason="It was wrong."):
        Recommendation.objects.update(status="resolution")
    wrong = fault(header, ["2012/5", "1", "proposed"])
    assert wrong.message == "The record has been changed since this table was made."
    assert planned(header, ["2012/5", "1", "resolution"]).unchanged == [(2, "2012/5")]


def test_what_somebody_may_not_change_is_a_fault() -> None:
    make_recommendation("2012/5")
    table = UploadedTable(
        "a test", UploadedRow(1, ["code", "status"]), [UploadedRow(2, ["2012/5", "proposed"])]
    )
    [wrong] = plan_corrections(table, ROOT, lambda _record: False).problems
    assert wrong.message == "You do not have permission to change this record."


def test_after_very_many_faults_nothing_more_is_looked_at() -> None:
    found = planned("code", *([str(number)] for number in range(MAX_PROBLEMS + 50)))
    assert found.is_cut
    assert len(found.problems) == MAX_PROBLEMS


# What is exact


class AnyWords(TestCase):
    """1,000 texts there and back, in CSV and in Excel's own format."""

    @examples(15)
    @given(
        st.lists(
            st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=60),
            min_size=20,
            max_size=20,
        )
    )
    def test_whatever_a_record_says_a_download_of_it_changes_nothing(
        self, texts: list[str]
    ) -> None:
        Recommendation.objects.all().delete()
        records = Recommendation.objects.bulk_create(
            Recommendation(
                code=f"2012/{number}", year=2012, number=number, status="adopted", strength="none"
            )
            for number in range(1, 21)
        )
        RecommendationText.objects.bulk_create(
            RecommendationText(
                recommendation=record, language="zh-hans", text_status="official", text=text
            )
            for record, text in zip(records, texts, strict=True)
        )
        for write in WRITERS.values():
            written: Any = write(curators_sheet(Recommendation.objects.all(), "en", ROOT))
            file = b"".join(part.encode() if isinstance(part, str) else part for part in written)
            written.close()
            found = plan_corrections(read_table(file), ROOT)
            assert (found.problems, found.corrections) == ([], [])
            assert len(found.unchanged) == 20


@pytest.mark.parametrize("text", ["=1+1", "-应当", "@x", "'=1", "\t应当"])
def test_a_text_that_looks_like_a_formula_can_be_corrected_to(text: str) -> None:
    make_recommendation("2012/5")
    file = f'code,text,modal\n2012/5,"{neutralize(text)}",REMOVE\n'.encode()
    [change, _modal] = [
        change
        for correction in plan_corrections(read_table(file), ROOT).corrections
        for change in correction.changes
    ]
    assert change.after == text.strip()
