"""What the rows of a table add, and everything that is wrong with them."""

from collections.abc import Iterable

import pytest

from recommendations.curation.additions import KINDS
from recommendations.curation.additions.plan import plan_additions
from recommendations.curation.additions.template import template_sheets
from recommendations.curation.corrections.file_reader import read_table
from recommendations.curation.corrections.plan import TablePlan
from recommendations.curation.corrections.table import TableProblem, UploadedRow, UploadedTable
from recommendations.curation.corrections.writer import apply_plan
from recommendations.models import (
    Recommendation,
    RecommendationText,
    Relation,
    TextStage,
    ThemeAssignment,
    WorkflowStage,
)
from recommendations.texts.scripts import is_written_in
from smuggling_kb.spreadsheets import WRITERS, csv_lines
from tests.builders import (
    make_document,
    make_paragraph,
    make_recommendation,
    make_session,
    make_subject,
    make_theme,
)
from tests.reading import workbook_bytes

pytestmark = pytest.mark.django_db

ENGLISH = "States parties should cooperate."
TEXTS = "code language text_status text"


def planned(kind: str, header: str, *rows: Iterable[str]) -> TablePlan:
    """What a table would do; ``header`` names the columns, with blanks between them."""
    lines = [UploadedRow(number, list(row)) for number, row in enumerate(rows, start=2)]
    table = UploadedTable("a test", UploadedRow(1, header.split(" ")), lines)
    return plan_additions(KINDS[kind], table)


def fault(kind: str, header: str, *rows: Iterable[str]) -> TableProblem:
    """The only thing that is wrong with a table; then nothing can be applied."""
    found = planned(kind, header, *rows)
    assert not found.is_applicable
    [only] = found.problems
    return only


def apply(kind: str, header: str, *rows: Iterable[str]) -> TablePlan:
    """Apply a table without problems."""
    found = planned(kind, header, *rows)
    assert found.is_applicable, found.problems
    return apply_plan(
        plan_again=lambda: planned(kind, header, *rows),
        digest=found.digest(),
        versions=found.versions,
        by=None,
        reason="From the printed volume.",
    )


# Texts


def test_a_new_text_of_a_public_record_is_unseen() -> None:
    record = make_recommendation("2012/5")
    found = apply("texts", TEXTS, ["2012/5", "en", "unofficial", ENGLISH])
    assert [(each.row, each.code, each.label) for each in found.additions] == [
        (2, "2012/5", "Text in English")
    ]
    text = record.texts.get(language="en")
    assert (text.text, text.text_status, text.stage) == (ENGLISH, "unofficial", TextStage.DRAFT)
    [public] = Recommendation.objects.published().with_texts()
    assert [each.language for each in public.texts.all()] == ["zh-hans"]


def test_a_new_text_of_a_draft_goes_with_its_record() -> None:
    record = make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    apply("texts", TEXTS, ["2012/5", "en", "unofficial", ENGLISH])
    assert record.texts.get(language="en").stage == TextStage.PUBLISHED


def test_one_table_has_texts_in_several_languages() -> None:
    make_recommendation("2012/5")
    apply(
        "texts",
        TEXTS,
        ["2012/5", "en", "unofficial", ENGLISH],
        ["2012/5", "fr", "unofficial", "Les États parties devraient coopérer."],
        ["2012/5", "ru", "unofficial", "Государствам-участникам следует сотрудничать."],
        ["2012/5", "ar", "unofficial", "ينبغي للدول الأطراف أن تتعاون."],
    )
    languages = set(RecommendationText.objects.drafts().values_list("language", flat=True))
    assert languages == {"en", "fr", "ru", "ar"}


def test_a_text_that_is_held_is_corrected() -> None:
    record = make_recommendation("2012/5")
    apply("texts", TEXTS, ["2012/5", "en", "unofficial", ENGLISH])
    again = planned("texts", TEXTS, ["2012/5", "en", "unofficial", ENGLISH])
    assert (again.unchanged, again.is_applicable) == ([(2, "2012/5")], False)
    found = apply("texts", TEXTS, ["2012/5", "en", "unofficial", "States parties must cooperate."])
    [correction] = found.corrections
    assert [(each.column, each.before) for each in correction.changes] == [("text", ENGLISH)]
    text = record.texts.get(language="en")
    assert (text.text, text.stage) == ("States parties must cooperate.", TextStage.DRAFT)


def test_an_official_text_is_that_of_its_passage() -> None:
    record = make_recommendation("2012/5")
    document = make_document("CTOC/COP/WG.7/2012/5", "en")
    passage = make_paragraph(5, text=ENGLISH, document=document, language="en")
    problem = fault("texts", TEXTS, ["2012/5", "en", "official", "States should cooperate."])
    assert (problem.column, problem.expected) == ("text", ENGLISH)
    apply("texts", TEXTS, ["2012/5", "en", "official", ENGLISH])
    assert record.texts.get(language="en").source == passage


def test_an_official_text_names_its_document() -> None:
    make_recommendation("2012/5")
    row = ["2012/5", "en", "official", ENGLISH]
    assert fault("texts", TEXTS, row).column == "document"
    assert fault("texts", f"{TEXTS} document", [*row, "page 5"]).column == "document"
    apply("texts", f"{TEXTS} document", [*row, "CTOC/COP/WG.7/2012/6"])
    assert RecommendationText.objects.drafts().get().document_symbol == "CTOC/COP/WG.7/2012/6"


def test_an_item_of_a_list_needs_its_chapeau_in_every_language() -> None:
    make_recommendation("2022/61a")
    row = ["2022/61a", "en", "unofficial", "Cooperate."]
    assert fault("texts", TEXTS, row).column == "chapeau"
    apply("texts", f"{TEXTS} chapeau", [*row, "States parties should:"])


@pytest.mark.parametrize(
    ("column", "row", "nearest"),
    [
        ("code", ["2012/55", "en", "unofficial", ENGLISH], "2012/5"),
        ("code", ["", "en", "unofficial", ENGLISH], ""),
        ("language", ["2012/5", "english", "unofficial", ENGLISH], "en"),
        ("language", ["2012/5", "", "unofficial", ENGLISH], ""),
        ("text_status", ["2012/5", "en", "unoficial", ENGLISH], "unofficial"),
        ("text", ["2012/5", "en", "unofficial", " "], ""),
        ("text", ["2012/5", "ru", "unofficial", ENGLISH], ""),
        ("text", ["2012/5", "en", "unofficial", "缔约国应当合作。"], ""),
        ("text", ["2012/5", "en", "unofficial", "States\u200b parties"], ""),
        ("text", ["2012/5", "en", "unofficial", "??? parties"], ""),
    ],
)
def test_what_is_wrong_with_a_text_is_said_with_what_was_meant(
    column: str, row: list[str], nearest: str
) -> None:
    make_recommendation("2012/5")
    problem = fault("texts", TEXTS, row)
    assert (problem.row, problem.column, problem.nearest) == (2, column, nearest)


def test_a_text_twice_is_refused() -> None:
    make_recommendation("2012/5")
    row = ["2012/5", "en", "unofficial", ENGLISH]
    assert "Row 2 already" in fault("texts", TEXTS, row, row).message


def test_a_modal_word_stands_in_the_text() -> None:
    make_recommendation("2012/5")
    row = ["2012/5", "en", "unofficial", ENGLISH]
    assert fault("texts", f"{TEXTS} modal", [*row, "shall"]).column == "modal"
    apply("texts", f"{TEXTS} modal", [*row, "should"])
    assert RecommendationText.objects.drafts().get().modal == "should"


def test_a_record_that_somebody_may_not_change_gets_no_text() -> None:
    make_recommendation("2012/5")
    table = UploadedTable(
        "a test",
        UploadedRow(1, TEXTS.split()),
        [UploadedRow(2, ["2012/5", "en", "unofficial", ENGLISH])],
    )
    [problem] = plan_additions(KINDS["texts"], table, lambda _record: False).problems
    assert problem.column == "code"


def test_codes_that_became_dates_are_read() -> None:
    make_recommendation("2012/5")
    found = apply("texts", TEXTS, ["May-12", "en", "unofficial", ENGLISH])
    assert [(each.written, each.code) for each in found.dated] == [("May-12", "2012/5")]


# Records

RECORDS = "code status session document anchor language themes topics"


def record_row(code: str = "2020/18", **cells: str) -> list[str]:
    values = {
        "code": code,
        "status": "adopted",
        "session": "7",
        "document": "CTOC/COP/WG.7/2020/4",
        "anchor": "p18",
        "language": "zh-hans",
        "themes": "protection",
        "topics": "children",
    }
    return list((values | cells).values())


@pytest.fixture
def report(db: None) -> None:
    """A report with a paragraph 18, and what a row may name."""
    make_session(7)
    make_theme("protection")
    make_subject("children")
    make_paragraph(18, text="缔约国应当保护儿童。", document=make_document("CTOC/COP/WG.7/2020/4"))


@pytest.mark.usefixtures("report")
def test_a_new_record_is_a_draft_with_the_words_of_its_passage() -> None:
    apply("records", RECORDS, record_row())
    record = Recommendation.objects.for_list().get()
    assert (record.code, record.year, record.number, record.letter) == ("2020/18", 2020, 18, "")
    assert (record.publication, record.status) == ("draft", "adopted")
    assert (record.strength, record.strength_origin) == ("should", "document")
    assert record.session is not None
    assert record.session.number == 7
    assert record.source is not None
    assert str(record.source) == "CTOC/COP/WG.7/2020/4#p18"
    [text] = record.texts.all()
    assert (text.text, text.modal, text.text_status) == ("缔约国应当保护儿童。", "应当", "official")
    assert [each.addressee for each in record.addressees.all()] == ["states-parties"]
    slugs = {each.theme.slug for each in record.theme_assignments.all()}
    assert slugs == {"protection", "children"}


@pytest.mark.usefixtures("report")
@pytest.mark.parametrize(
    ("column", "cells", "nearest"),
    [
        ("code", {"code": "2020-18"}, ""),
        ("code", {"code": "2020/018"}, ""),
        ("status", {"status": "adoptd"}, "adopted"),
        ("session", {"session": "8"}, ""),
        ("session", {"status": "proposed"}, ""),
        ("document", {"document": "CTOC/COP/WG.7/2020/5"}, "CTOC/COP/WG.7/2020/4"),
        ("anchor", {"anchor": "p19"}, ""),
        ("themes", {"themes": "protecton"}, "protection"),
        ("topics", {"topics": "Children"}, "children"),
        ("topics", {"topics": "protection"}, ""),
    ],
)
def test_what_is_wrong_with_a_record_is_said(
    column: str, cells: dict[str, str], nearest: str
) -> None:
    problem = fault("records", RECORDS, record_row(**cells))
    assert (problem.column, problem.nearest) == (column, nearest)


@pytest.mark.usefixtures("report")
def test_a_code_and_a_place_are_taken_once() -> None:
    twice = planned("records", RECORDS, record_row(), record_row("2020/19"))
    assert [problem.column for problem in twice.problems] == ["anchor"]
    apply("records", RECORDS, record_row())
    found = planned("records", RECORDS, record_row())
    assert {problem.column for problem in found.problems} == {"code"}
    found = planned("records", RECORDS, record_row("2020/19"))
    assert "2020/18" in found.problems[0].message


@pytest.mark.usefixtures("report")
def test_a_strength_of_an_editors_needs_a_reason() -> None:
    row = record_row()
    assert fault("records", f"{RECORDS} strength", [*row, "urge"]).column == "strength_reason"
    assert fault("records", f"{RECORDS} strength", [*row, "encourge"]).nearest == "encourage"
    apply("records", f"{RECORDS} strength strength_reason", [*row, "urge", "As the Chair said."])
    assert Recommendation.objects.get().strength_origin == "editor"


@pytest.mark.usefixtures("report")
def test_a_record_in_another_language_needs_its_words_and_is_unofficial() -> None:
    header = f"{RECORDS} strength strength_reason text_status text"
    row = [*record_row(language="en"), "urge", "It says so."]
    assert fault("records", header, [*row, "unofficial", ""]).column == "text"
    assert fault("records", header, [*row, "", ENGLISH]).column == "text_status"
    apply("records", header, [*row, "unofficial", ENGLISH])
    assert RecommendationText.objects.get().language == "en"


# Themes and relations


def test_a_subject_is_assigned_with_its_reason() -> None:
    make_recommendation("2012/5")
    make_subject("children")
    found = apply("themes", "code theme reason", ["2012/5", "children", "It speaks of minors."])
    assert found.public_additions == found.additions
    assignment = ThemeAssignment.objects.subjects().get()
    assert (assignment.origin, assignment.reasons.get().text) == ("editor", "It speaks of minors.")
    again = planned("themes", "code theme", ["2012/5", "children"])
    assert again.unchanged == [(2, "2012/5")]
    lost = fault("themes", "code theme reason", ["2012/5", "children", "Another reason."])
    assert lost.column == "reason"


def test_an_unknown_theme_is_refused_with_the_nearest() -> None:
    make_recommendation("2012/5")
    make_subject("children")
    assert fault("themes", "code theme", ["2012/5", "childern"]).nearest == "children"


RELATIONS = "code type other confidence note note_language"


def test_a_relation_is_added_with_its_note() -> None:
    make_recommendation("2012/5")
    make_recommendation("2020/1")
    row = ["2020/1", "extends", "2012/5", "certain", "It names ports.", "en"]
    found = apply("relations", RELATIONS, row)
    assert found.public_additions == found.additions
    relation = Relation.objects.get()
    assert (relation.recommendation.code, relation.target.code) == ("2020/1", "2012/5")
    assert (relation.type, relation.origin) == ("extends", "curator")
    assert relation.confidence == "certain"
    assert relation.notes.get().text == "It names ports."
    again = planned("relations", "code type other", ["2020/1", "extends", "2012/5"])
    assert again.unchanged == [(2, "2020/1")]
    assert fault("relations", RELATIONS, row).column == "type"


def test_a_relation_to_a_draft_is_not_seen() -> None:
    make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    make_recommendation("2020/1")
    found = apply("relations", "code type other", ["2020/1", "related", "2012/5"])
    assert not found.public_additions


@pytest.mark.parametrize(
    ("column", "row", "nearest"),
    [
        ("type", ["2020/1", "extend", "2012/5", "", "", ""], "extends"),
        ("other", ["2020/1", "extends", "2012/55", "", "", ""], "2012/5"),
        ("other", ["2020/1", "extends", "2020/1", "", "", ""], ""),
        ("confidence", ["2020/1", "extends", "2012/5", "sure", "", ""], ""),
        ("note_language", ["2020/1", "extends", "2012/5", "", "It names ports.", ""], ""),
    ],
)
def test_what_is_wrong_with_a_relation_is_said(column: str, row: list[str], nearest: str) -> None:
    make_recommendation("2012/5")
    make_recommendation("2020/1")
    problem = fault("relations", RELATIONS, row)
    assert (problem.column, problem.nearest) == (column, nearest)


def test_the_other_code_of_a_relation_may_have_become_a_date_too() -> None:
    make_recommendation("2012/5")
    make_recommendation("2020/1")
    found = apply("relations", "code type other", ["Jan-20", "extends", "2012/5/1"])
    assert [each.code for each in found.dated] == ["2020/1", "2012/5"]


# Tables as a whole


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("extension", WRITERS)
def test_a_template_adds_nothing_as_it_is(kind: str, extension: str) -> None:
    table, explanation = template_sheets(KINDS[kind])
    is_workbook = extension == "xlsx"
    data = workbook_bytes(table, explanation) if is_workbook else "".join(csv_lines(table)).encode()
    found = plan_additions(KINDS[kind], read_table(data))
    assert (found.examples, found.additions, found.problems) == ([2], [], [])


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_or_unknown_column_is_named(kind: str) -> None:
    required = KINDS[kind].required_columns
    found = planned(kind, " ".join(required[1:]), required[1:])
    assert [problem.column for problem in found.problems] == required[:1]
    found = planned(kind, " ".join([*required, "wrong"]))
    assert [problem.column for problem in found.problems] == ["wrong"]


def test_languages_are_told_by_their_letters() -> None:
    assert is_written_in("States parties (COVID-19)", "en")
    assert is_written_in("各缔约国 COVID-19", "zh-hans")
    assert is_written_in("2012", "ar")
    assert is_written_in("毒品和犯罪问题办公室（UNODC）的 GLO.ACT", "zh-hans")
    assert not is_written_in("Ãîñóäàðñòâàì ñëåäóåò", "ru")
    assert not is_written_in("Государствам", "fr")
