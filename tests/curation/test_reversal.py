"""An act is undone as a whole, by who may do so, or not at all."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recommendations.curation.actions import apply_bulk_change
from recommendations.curation.bulk import CHANGES
from recommendations.curation.passage_correction import correct_passages
from recommendations.curation.reversal import ReversalRefused, plan_reversal, reverse_act
from recommendations.curation.roles import EDITOR, REVIEWER
from recommendations.curation.text_publication import publish_texts
from recommendations.history.acts import recent_acts, versions_of_act
from recommendations.history.models import Version
from recommendations.history.states import current_states
from recommendations.history.versions import ConcurrentChange, record_changes, version_numbers
from recommendations.importing import actions
from recommendations.importing.batches.publication import publish_batch
from recommendations.importing.models import BatchStage, ImportBatch, LoadedGroup
from recommendations.importing.rows.groups import digest, row_model, rows_in_database
from recommendations.models import Recommendation, RecommendationText, Theme, WorkflowStage
from sessions.models import Document
from smuggling_kb.audit.attribution import attribute_changes
from smuggling_kb.audit.models import AuditEntry, ChangeKind
from tests.batches import accept_all, bring_in, next_report
from tests.builders import (
    assign,
    make_document,
    make_problem_report,
    make_recommendation,
    make_theme,
    set_stage,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

CODES = [f"2012/{number}" for number in (2, 3, 10, 20)]
REASON = "Decided at the meeting of editors."


@pytest.fixture
def records() -> list[Recommendation]:
    return [make_recommendation(code) for code in reversed(CODES)]


def change(name: str, by: User, codes: list[str] = CODES, **values: object) -> UUID:
    """Change many at once; return the act."""
    apply_bulk_change(
        change=CHANGES[name], values=values, seen=version_numbers(codes), by=by, reason=REASON
    )
    return last_act()


def last_act() -> UUID:
    act = Version.objects.latest("pk").act
    assert act is not None
    return act


def undo(act: UUID, by: User) -> int:
    return reverse_act(act, by=by, reason="It was wrong.", seen=plan_reversal(act, by).base_numbers)


def address(act: UUID) -> str:
    return f"/admin/recommendations/recommendation/acts/{act}/"


def digest_of_rows() -> str:
    return digest(rows_in_database())


@pytest.fixture
def editor_group(editor: User) -> Group:
    return Group.objects.get(name=EDITOR)


def strengths() -> set[str]:
    return set(Recommendation.objects.values_list("strength", flat=True))


# One line for each act


def test_a_change_of_many_is_one_line_in_the_natural_order_of_codes(
    records: list[Recommendation], reviewer: User, reviewer_client: Client
) -> None:
    act = change("set_strength", reviewer, strength="may")
    [line] = Page(reviewer_client.get("/admin/")).one("section.lately").one("ol").all("li")[:1]
    assert address(act) in line.links()
    for words in ("4 recommendations", "reviewer", REASON, "2012/2, 2012/3, 2012/10, 2012/20"):
        assert words in line.text
    assert "should → may" in line.text
    assert [len(each.versions) for each in recent_acts(10)] == [4]


def test_what_was_written_without_an_act_is_a_line_of_its_own(reviewer: User) -> None:
    record = make_recommendation("2012/5")
    version_numbers([record.code])
    state = current_states([record.code])[record.code]
    Version.objects.bulk_create(
        Version(
            code=record.code, number=number, by=reviewer, reason=REASON, kind="edit", state=state
        )
        for number in (2, 3)
    )
    assert [act.size for act in recent_acts(10)] == [1, 1]


def test_what_became_the_same_is_told_of_records_that_were_not(
    records: list[Recommendation], reviewer: User
) -> None:
    change("set_strength", reviewer, ["2012/10"], strength="urge")
    change("set_strength", reviewer, strength="may")
    [strength, *_others] = recent_acts(10)[0].differences
    assert strength.before
    assert strength.before.value == "different values"
    assert strength.after
    assert strength.after.value == "may"


def test_a_large_act_is_one_line_that_says_how_many(
    reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recommendations.history.acts.COMPARED", 2)
    monkeypatch.setattr("recommendations.history.acts.LISTED", 2)
    for number in range(1, 5):
        make_recommendation(f"2012/{number}")
    change("set_strength", reviewer, [f"2012/{number}" for number in range(1, 5)], strength="may")
    [act] = recent_acts(10)
    assert (act.size, act.differences) == (4, [])
    assert act.listed_codes == "2012/1, 2012/2 …"


def test_what_is_told_costs_the_same_for_one_act_and_for_ten(
    records: list[Recommendation], reviewer: User
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            recent_acts(10)
        return len(queries)

    change("set_strength", reviewer, strength="may")
    few = cost()
    for strength in ("should", "may", "urge", "invite"):
        change("set_strength", reviewer, strength=strength)
    assert cost() == few


def test_what_else_an_act_writes_has_its_key_too(
    records: list[Recommendation], reviewer: User
) -> None:
    with record_changes(records, by=reviewer, reason=REASON):
        Recommendation.objects.update(strength="may")
        Document.objects.update(year=2019)
    assert set(AuditEntry.objects.filter(kind="edit").values_list("act", flat=True)) == {last_act()}


def test_a_block_within_another_is_a_part_of_the_same_act(reviewer: User) -> None:
    make_theme("research")
    with attribute_changes(reviewer) as outer, attribute_changes(reviewer) as inner:
        pass
    with attribute_changes(reviewer) as later:
        pass
    assert outer == inner != later


# Undoing


def test_an_act_is_looked_at_and_undone_with_a_reason(
    records: list[Recommendation], reviewer: User, reviewer_client: Client
) -> None:
    before = current_states(CODES)
    act = change("set_strength", reviewer, strength="may")
    page = Page(reviewer_client.get(address(act)))
    assert [each.text for each in page.one("ol.act-entries").all("h3")] == CODES
    seen = next(each.get("value") for each in page.all("input") if each.get("name") == "seen")
    refused = Page(reviewer_client.post(address(act), {"seen": seen, "why": " "}))
    assert "This field is required" in refused.text
    assert strengths() == {"may"}
    done = reviewer_client.post(address(act), {"seen": seen, "why": "It was wrong."}, follow=True)
    assert "Undone: 4 recommendations are what they were before." in Page(done).text
    assert current_states(CODES) == before
    kept = Version.objects.filter(act=last_act())
    assert {(each.kind, each.by_name, each.reason) for each in kept} == {
        ("restore", "reviewer", "It was wrong.")
    }


def test_undoing_is_an_act_that_can_be_undone(
    records: list[Recommendation], reviewer: User
) -> None:
    undo(change("set_strength", reviewer, strength="may"), reviewer)
    assert strengths() == {"should"}
    undo(last_act(), reviewer)
    assert strengths() == {"may"}


def test_one_record_that_was_changed_since_stops_it_all(
    records: list[Recommendation], reviewer: User, reviewer_client: Client
) -> None:
    act = change("set_strength", reviewer, strength="may")
    change("set_strength", reviewer, ["2012/10"], strength="urge")
    page = Page(reviewer_client.get(address(act)))
    assert [each.text for each in page.one("ul.obstacles").all("li")] == [
        "2012/10: it was changed again since."
    ]
    assert [each for each in page.all("input") if each.get("name") == "why"] == []
    with pytest.raises(ConcurrentChange):
        undo(act, reviewer)
    assert strengths() == {"may", "urge"}


def test_nothing_is_undone_that_was_changed_after_it_was_looked_at(
    records: list[Recommendation], reviewer: User, reviewer_client: Client
) -> None:
    act = change("set_strength", reviewer, strength="may")
    page = Page(reviewer_client.get(address(act)))
    seen = next(each.get("value") for each in page.all("input") if each.get("name") == "seen")
    change("set_strength", reviewer, ["2012/10"], strength="urge")
    answer = reviewer_client.post(address(act), {"seen": seen, "why": REASON}, follow=True)
    assert (
        "Nothing was undone, because these have been changed in the meantime: 2012/10."
        in Page(answer).text
    )
    assert strengths() == {"may", "urge"}


def test_steps_of_the_workflow_are_undone_by_who_may_take_them(
    records: list[Recommendation], editor: User, reviewer: User
) -> None:
    set_stage(Recommendation.objects.all(), WorkflowStage.DRAFT)
    act = change("submit", editor)
    with pytest.raises(ReversalRefused, match="you may not take it from “In review”"):
        undo(act, editor)
    assert undo(act, reviewer) == 4
    assert set(Recommendation.objects.values_list("publication", flat=True)) == {"draft"}


def test_what_was_published_is_not_hidden_again(
    records: list[Recommendation], reviewer: User
) -> None:
    set_stage(Recommendation.objects.all(), WorkflowStage.IN_REVIEW)
    act = change("publish", reviewer)
    with pytest.raises(ReversalRefused) as refusal:
        undo(act, reviewer)
    assert refusal.value.obstacles == [
        f"{code}: what was published keeps its address: to withdraw it, archive it."
        for code in CODES
    ]


def test_a_text_that_was_published_is_not_hidden_again(
    records: list[Recommendation], reviewer: User
) -> None:
    [record, *_others] = records
    text = record.texts.create(language="fr", text="Agir.", text_status="unofficial", stage="draft")
    publish_texts([text.pk], by=reviewer, reason=REASON, seen=version_numbers([record.code]))
    with pytest.raises(ReversalRefused) as refusal:
        undo(last_act(), reviewer)
    assert refusal.value.obstacles == [
        "2012/20: a text that was published does not become a draft again."
    ]


def test_a_text_that_a_reviewer_deleted_comes_back_by_a_reviewer_alone(
    records: list[Recommendation], editor: User, reviewer: User
) -> None:
    [record, *_others] = records
    text = record.texts.create(language="fr", text="Agir.", text_status="unofficial")
    version_numbers([record.code])
    with record_changes([record], by=reviewer, reason=REASON):
        text.delete()
    with pytest.raises(ReversalRefused, match="you may not publish its texts"):
        undo(last_act(), editor)
    assert undo(last_act(), reviewer) == 1
    assert record.texts.get(language="fr").stage == "published"


def test_archiving_is_undone_with_its_notes_and_back_again(
    records: list[Recommendation], reviewer: User
) -> None:
    undo(change("archive", reviewer, note_en="Replaced."), reviewer)
    assert set(Recommendation.objects.values_list("publication", flat=True)) == {"published"}
    undo(last_act(), reviewer)
    [record, *_others] = Recommendation.objects.all()
    assert (record.publication, record.archive_notes.get().text) == ("archived", "Replaced.")


def test_a_deleted_draft_comes_back_and_goes_again(editor: User) -> None:
    record = make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    assign(record, make_theme("research"))
    version_numbers(["2012/5"])
    with record_changes(["2012/5"], by=editor, kind=ChangeKind.DELETE):
        record.delete()
    undo(last_act(), editor)
    assert Recommendation.objects.get().themes.count() == 2
    undo(last_act(), editor)
    assert not Recommendation.objects.exists()


def test_what_names_something_gone_is_not_restored_by_half(
    records: list[Recommendation], reviewer: User
) -> None:
    research = make_theme("research")
    for record in records:
        assign(record, research)
    version_numbers(CODES)
    act = change("remove_theme", reviewer, theme=research)
    Theme.objects.filter(slug="research").delete()
    with pytest.raises(ReversalRefused, match="2012/2: what it named then is gone"):
        undo(act, reviewer)
    assert [act.version.kind for act in recent_acts(10)] == ["bulk"]


def test_who_may_change_but_not_delete_undoes_no_addition_that_was_changed_at_once(
    editor: User, reviewer: User
) -> None:
    with attribute_changes(reviewer) as act:
        make_theme("research")
        Theme.objects.filter(slug="research").update(position=77)
    assert plan_reversal(act, editor).obstacles == ["research: you may not undo this."]
    with pytest.raises(ReversalRefused, match="you may not undo this"):
        undo(act, editor)
    assert Theme.objects.filter(slug="research").exists()


# Who may, at the time of undoing


def lose_roles(user: User) -> User:
    """Return the same account, as it is once it has no role any more."""
    user.groups.clear()
    return User.objects.get(pk=user.pk)


def test_who_lost_the_role_undoes_nothing_of_their_own(editor: User) -> None:
    with attribute_changes(editor) as act:
        make_theme("research")
    assert plan_reversal(act, editor).obstacles == []
    assert "research: you may not undo this." in plan_reversal(act, lose_roles(editor)).obstacles


def test_a_correction_of_a_passage_is_undone_by_who_may_correct_passages(
    reviewer: User, editor_group: Group
) -> None:
    record = make_recommendation("2012/5")
    version_numbers(["2012/5"])
    before = digest_of_rows()
    text = RecommendationText.objects.get()
    with record_changes(["2012/5"], by=reviewer, reason=REASON):
        text.text = text.text.replace("行动", "措施")
        text.save()
        correct_passages(text, by=reviewer, evidence="The printed report.")
    act = last_act()
    reviewer.groups.set([editor_group])
    only_editor = User.objects.get(pk=reviewer.pk)
    assert plan_reversal(act, only_editor).obstacles
    reviewer.groups.set([Group.objects.get(name=REVIEWER)])
    undo(act, User.objects.get(pk=reviewer.pk))
    assert digest_of_rows() == before
    assert Recommendation.objects.get(pk=record.pk).texts.get().status_mark.is_plain


def test_a_record_that_a_report_is_about_is_not_deleted_with_it(editor: User) -> None:
    document = make_document("CTOC/COP/WG.7/2012/5")
    with record_changes(by=editor, kind=ChangeKind.EDIT, reason=REASON):
        record = make_recommendation("2012/5", document=document, publication=WorkflowStage.DRAFT)
    act = last_act()
    report = make_problem_report(recommendation=record)
    [obstacle] = [each for each in plan_reversal(act, editor).obstacles if "reported" in each]
    assert obstacle.startswith("2012/5: somebody reported a problem with it")
    with pytest.raises(ReversalRefused):
        undo(act, editor)
    report.refresh_from_db()
    assert report.recommendation == record


# Documents that were read


def test_reading_a_document_is_undone_and_can_be_done_again(chief: User) -> None:
    symbol = "CTOC/COP/WG.7/2023/4"
    make_document(symbol)
    rows = [row for row in rows_in_database() if row_model(row) is Document]
    Document.objects.all().delete()
    before = LoadedGroup.objects.count()
    for _time in range(2):
        assert actions.load(rows, source="report.md").created == [f"document {symbol}"]
        act = AuditEntry.objects.latest("pk").act
        assert act is not None
        assert versions_of_act(act) == []
        reverse_act(act, by=chief, reason="Another one's.", seen={})
        assert not Document.objects.exists()
        assert LoadedGroup.objects.count() == before


def test_an_act_on_a_document_brought_in_is_undone_by_its_batch_alone(
    knowledge_base: None, admin_client: Client, admin_user: User
) -> None:
    def assert_undone_elsewhere(act: UUID) -> None:
        obstacle = plan_reversal(act, admin_user).obstacles[-1]
        assert "it is discarded or taken back there" in obstacle
        page = Page(admin_client.get(address(act)))
        assert obstacle in page.one(".obstacles").text
        assert not page.all("input[value='Undo all of it']")
        with pytest.raises(ReversalRefused, match="taken back there"):
            undo(act, admin_user)

    batch = bring_in(next_report(), admin_user)
    assert_undone_elsewhere(last_act())
    accept_all(batch, admin_user)
    publish_batch(batch, by=admin_user)
    assert_undone_elsewhere(last_act())
    assert ImportBatch.objects.get(pk=batch.pk).stage == BatchStage.PUBLISHED
