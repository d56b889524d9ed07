"""Files write groups of rows, and keep away from what somebody changed."""

import pytest
from django.core.management import call_command

from recommendations.history.models import Version
from recommendations.importing import actions, fixtures
from recommendations.importing import groups as rows
from recommendations.importing.groups import Row
from recommendations.models import (
    Occurrence,
    Recommendation,
    RecommendationText,
    ThemeAssignment,
    WorkflowStage,
)
from sessions.models import Document, Paragraph

pytestmark = pytest.mark.django_db

CODE = "2012/5"
GROUP = f"recommendation {CODE}"


@pytest.fixture
def wanted() -> list[Row]:
    return list(fixtures.read_fixtures())


@pytest.fixture
def loaded(knowledge_base: None, wanted: list[Row]) -> list[Row]:
    return wanted


def text_row(wanted: list[Row], code: str = CODE) -> Row:
    return next(
        row
        for row in wanted
        if row["model"] == "recommendations.recommendationtext"
        and row["fields"]["recommendation"] == [code]
    )


def stored_text(code: str = CODE) -> str:
    return str(RecommendationText.objects.get(recommendation__code=code).text)


def test_loading_the_same_again_changes_nothing(loaded: list[Row]) -> None:
    changes = actions.load(loaded, source=actions.FIXTURES)
    assert not changes
    assert not changes.skipped


def test_a_record_that_nobody_touched_is_updated(loaded: list[Row]) -> None:
    text_row(loaded)["fields"]["text"] = "新的文本。"
    changes = actions.load(loaded, source=actions.FIXTURES)
    assert (changes.updated, changes.skipped) == ([GROUP], [])
    assert stored_text() == "新的文本。"


def test_a_record_that_a_curator_changed_is_listed_and_left_alone(loaded: list[Row]) -> None:
    before = stored_text()
    ThemeAssignment.objects.filter(recommendation__code=CODE).update(origin="editor")
    text_row(loaded)["fields"]["text"] = "新的文本。"
    changes = actions.load(loaded, source=actions.FIXTURES)
    assert (changes.updated, changes.skipped) == ([], [GROUP])
    assert stored_text() == before


def test_a_curators_change_is_no_news_while_the_fixtures_stay(loaded: list[Row]) -> None:
    Recommendation.objects.filter(code=CODE).update(publication=WorkflowStage.ARCHIVED)
    changes = actions.load(loaded, source=actions.FIXTURES)
    assert not changes
    assert not changes.skipped


def test_a_draft_that_left_the_fixtures_goes(loaded: list[Row]) -> None:
    [record] = [row for row in loaded if row["fields"].get("code") == CODE]
    record["fields"]["publication"] = WorkflowStage.DRAFT
    actions.load(loaded, source=actions.FIXTURES)
    kept = [row for row in loaded if rows.group_name(row) != GROUP]
    assert actions.load(kept, source=actions.FIXTURES).removed == [GROUP]
    assert not Recommendation.objects.filter(code=CODE).exists()


def test_what_was_published_stays_when_it_leaves_the_fixtures(loaded: list[Row]) -> None:
    kept = [row for row in loaded if rows.group_name(row) != GROUP]
    changes = actions.load(kept, source=actions.FIXTURES)
    assert (changes.removed, changes.skipped) == ([], [GROUP])
    assert Recommendation.objects.filter(code=CODE).exists()


def test_a_record_from_another_file_stays_when_fixtures_load(loaded: list[Row]) -> None:
    kept = [row for row in loaded if rows.group_name(row) != GROUP]
    actions.load([row for row in loaded if rows.group_name(row) == GROUP], source="report.txt")
    text_row(loaded)["fields"]["text"] = "新的文本。"
    actions.load([row for row in loaded if rows.group_name(row) == GROUP], source="report.txt")
    assert not actions.load(kept, source=actions.FIXTURES)
    assert stored_text() == "新的文本。"


def test_passages_can_change_places(loaded: list[Row]) -> None:
    passages = [
        row
        for row in loaded
        if row["model"] == "wg_sessions.paragraph" and row["fields"]["anchor"] in ("c1", "c2")
        if row["fields"]["version"][0] == "A/CONF.213/7"
    ]
    first, second = (row["fields"] for row in passages)
    first["position"], second["position"] = second["position"], first["position"]
    assert actions.load(loaded, source=actions.FIXTURES).updated == ["document A/CONF.213/7"]
    moved = Paragraph.objects.get(version__document__symbol="A/CONF.213/7", anchor="c1")
    assert moved.position == 2


def test_a_passage_that_a_record_needs_is_not_taken_away(loaded: list[Row]) -> None:
    def needless(row: Row) -> bool:
        fields = row["fields"]
        place = fields.get("paragraph") or [
            *(fields.get("version") or [""]),
            fields.get("anchor", ""),
        ]
        return place == ["CTOC/COP/WG.7/2020/4", "zh-hans", "r1"]

    with pytest.raises(actions.LoadRefused, match="needs it"):
        actions.load([row for row in loaded if not needless(row)], source=actions.FIXTURES)
    assert Paragraph.objects.filter(anchor="r1").exists()


def test_the_history_says_which_file_changed_a_record(loaded: list[Row]) -> None:
    text_row(loaded)["fields"]["text"] = "新的文本。"
    group = [row for row in loaded if rows.group_name(row) == GROUP]
    actions.dry_run(group, source="report.txt")
    actions.load(group, source="report.txt")
    first, second = Version.objects.filter(code=CODE).order_by("number")
    assert (first.kind, second.kind, second.reason) == ("baseline", "import", "report.txt")


def test_an_empty_database_gets_everything(wanted: list[Row]) -> None:
    call_command("load_fixtures", verbosity=0)
    stored = rows.rows_by_group(rows.rows_in_database())
    assert rows.rows_by_group(wanted).keys() == stored.keys()
    baselines = Version.objects.filter(kind="baseline", reason="fixtures", number=1)
    assert baselines.count() == Recommendation.objects.count()


def test_of_some_groups_the_same_rows_are_read_as_of_all(loaded: list[Row]) -> None:
    whole = rows.rows_by_group(rows.rows_in_database())
    for name in (GROUP, "document CTOC/COP/WG.7/2020/4", "theme protection", "session 1"):
        assert rows.rows_by_group(rows.rows_in_database([name]))[name] == whole[name]
    some = rows.rows_by_group(rows.rows_in_database(whole))
    assert some == whole


def test_a_row_that_names_one_that_is_not_there_is_refused_with_what_to_do(
    loaded: list[Row],
) -> None:
    assignment = rows.row(
        ThemeAssignment, recommendation=[CODE], theme=["missing"], origin="editor"
    )
    group = [row for row in loaded if rows.group_name(row) == GROUP]
    with pytest.raises(actions.LoadRefused, match=r"missing.*load_fixtures"):
        actions.load([*group, assignment], source="report.txt")


def test_a_place_that_another_record_holds_is_refused_and_nothing_is_written(
    wanted: list[Row],
) -> None:
    group = [row for row in wanted if rows.group_name(row) == GROUP]
    [source] = [row for row in group if row["fields"].get("relation") == "source"]
    others = [row for row in wanted if not rows.group_name(row).startswith("recommendation ")]
    actions.load(others, source="report.txt")
    document = Document.objects.get(symbol=source["fields"]["document"][0])
    theirs = Recommendation.objects.create(code="2012/99", year=2012, number=99)
    Occurrence.objects.create(
        recommendation=theirs, document=document, anchor=source["fields"]["anchor"]
    )
    with pytest.raises(actions.LoadRefused, match=r"held already.*recommendations\.occurrence"):
        actions.load(group, source="report.txt")
    assert not Recommendation.objects.filter(code=CODE).exists()
