"""The history of a record as curators read it, and how they put a record back."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recommendations.history import states
from recommendations.history.acts import recent_acts
from recommendations.history.differences import fact_differences
from recommendations.history.facts import FactFormatter
from recommendations.history.models import Version
from recommendations.history.versions import ChangeKind, record_changes, record_outside_changes
from recommendations.models import (
    Addressee,
    Occurrence,
    Recommendation,
    RecommendationText,
    Relation,
    RelationNote,
    Similarity,
    SimilarityReview,
    Strength,
    SubjectSuggestion,
    Theme,
    ThemeAssignment,
    WorkflowStage,
)
from tests.builders import (
    TEXT,
    assign,
    make_document,
    make_paragraph,
    make_provision,
    make_recommendation,
    make_relation,
    make_subject,
    make_theme,
    set_stage,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

CODE = "2012/5"


@pytest.fixture
def record() -> Recommendation:
    """A published record whose history has begun."""
    record = make_recommendation(CODE)
    record_outside_changes()
    return record


def address(number: int | None = None) -> str:
    name = "admin:recommendations_recommendation_" + ("restore" if number else "versions")
    return reverse(name, args=(CODE, number) if number else (CODE,))


def told(client: Client) -> list[str]:
    """The history as its page tells it, entry by entry."""
    return [
        entry.text
        for entry in Page(client.get(address())).one("ol.history").all("li")
        if entry.get("value")
    ]


def restore(client: Client, number: int, **changes: Any) -> HttpResponse:
    """Look at what would change, then do it."""
    page = Page(client.get(address(number)))
    [seen] = [each.get("value") for each in page.all("input") if each.get("name") == "seen"]
    sent = {"seen": seen, "why": "Too hasty.", **changes}
    response = client.post(address(number), sent, follow=True)
    assert isinstance(response, HttpResponse)
    return response


def change_everything(record: Recommendation) -> None:
    make_recommendation("2012/6")
    with record_changes(by=User.objects.get(), reason="A slip."):
        Recommendation.objects.filter(pk=record.pk).update(strength=Strength.MAY_WISH)
        record.texts.update(text="缔约国应当立即采取行动。")
        record.theme_assignments.get().reasons.create(language="en", text="It fits.")
        record.theme_assignments.create(theme=make_theme("protection"), origin="editor")
        record.addressees.create(addressee=Addressee.STATES_PARTIES)
        record.texts.get().citations.create(
            start=0, as_written="第十六条", kind="article", reference="x", unresolved="not-held"
        )
        relation = make_relation(record, Recommendation.objects.get(code="2012/6"))
        relation.notes.create(language="en", text="Word for word.")
        link = record.provision_links.create(provision=make_provision())
        link.reasons.create(language="en", text="It protects migrants.")


def test_a_change_is_told_in_words(record: Recommendation, chief_client: Client) -> None:
    change_everything(record)
    newest, first = told(chief_client)
    for words in (
        "chief: Edited. Reason: A slip.",
        "strength: should → may wish",
        "text (Chinese): 缔约国应当[added: 立即]采取行动。",
        "theme added: Protection",
        "reason for the theme “Prevention” (English) added: It fits.",
        "addressee added: States parties",
        "citation added: 第十六条",
        "relation added: restates 2012/6",
        "link to a provision added: som-protocol-16",
        "reason for a link “som-protocol-16” (English) added: It protects migrants.",
        f"{RelationNote._meta.verbose_name} “restates 2012/6” (English) added: Word for word.",
    ):
        assert words in newest
    assert "The state at the beginning of the history." in first


def test_a_relation_is_told_from_the_other_end(
    record: Recommendation, chief_client: Client
) -> None:
    change_everything(record)
    other = reverse("admin:recommendations_recommendation_versions", args=("2012/6",))
    assert "relation added: is restated by 2012/5" in Page(chief_client.get(other)).text


def test_the_history_speaks_chinese(record: Recommendation, chief_client: Client) -> None:
    change_everything(record)
    page = Page(chief_client.get(address(), headers={"Accept-Language": "zh-hans"}))
    assert "主题 protection" in page.text


def test_a_later_field_of_a_model_is_no_difference(record: Recommendation) -> None:
    state = states.current_states([CODE])[CODE]
    older = [{**row, "fields": dict(row["fields"])} for row in state]
    del older[0]["fields"]["strength_reason"]
    assert states.is_same_state(older, state)
    assert fact_differences(older, state, FactFormatter(CODE)) == []


def test_everything_that_belongs_to_a_record_is_part_of_its_state() -> None:
    belonging = {
        model
        for model in apps.get_app_config("recommendations").get_models()
        for field in model._meta.concrete_fields
        if field.related_model in states.PARTS
    }
    # What a program found or proposes, and what curators judged of it, says nothing itself.
    assert belonging - states.PARTS.keys() == {Similarity, SimilarityReview, SubjectSuggestion}


def test_the_admins_own_address_leads_to_the_history(
    record: Recommendation, chief_client: Client
) -> None:
    own = reverse("admin:recommendations_recommendation_history", args=(record.pk,))
    assert chief_client.get(own).headers["Location"] == address()
    gone = reverse("admin:recommendations_recommendation_history", args=(record.pk + 1,))
    assert chief_client.get(gone).status_code == 302
    assert chief_client.get(address().replace("2012", "1812")).status_code == 404


def test_who_may_not_see_records_sees_no_history(
    record: Recommendation, visitor_client: Client
) -> None:
    assert visitor_client.get(address()).status_code == 403
    assert visitor_client.get(address(1)).status_code == 403
    assert visitor_client.post(address(1)).status_code == 403


def test_every_state_can_be_restored(record: Recommendation, chief_client: Client) -> None:
    before = states.current_states([CODE])[CODE]
    change_everything(record)
    after = states.current_states([CODE])[CODE]
    preview = Page(chief_client.get(address(1))).text
    assert "strength: may wish → should" in preview
    assert "theme removed: Protection" in preview
    assert states.is_same_state(states.current_states([CODE])[CODE], after)
    restore(chief_client, 1)
    assert states.is_same_state(states.current_states([CODE])[CODE], before)
    assert "chief: Restored. Reason: Too hasty." in told(chief_client)[0]
    assert len(Version.objects.filter(code="2012/6")) == 3
    restore(chief_client, 2)
    assert states.is_same_state(states.current_states([CODE])[CODE], after)
    assert len(told(chief_client)) == 4


def test_sources_can_change_places(record: Recommendation, chief_client: Client) -> None:
    make_paragraph(8)
    with record_changes(by=None, reason="It was wrong."):
        record.occurrences.update(relation="restatement")
        record.occurrences.create(document=make_document(), anchor="p8", relation="source")
    restore(chief_client, 1)
    assert record.occurrences.get().relation == "source"
    restore(chief_client, 2)
    assert record.occurrences.get(relation="source").anchor == "p8"


def test_restoring_keeps_the_stage(record: Recommendation, chief_client: Client) -> None:
    with record_changes(by=None, reason="It was wrong."):
        Recommendation.objects.update(publication=WorkflowStage.ARCHIVED, strength=Strength.MAY)
    assert "The stage stays what it is (Archived)" in Page(chief_client.get(address(1))).text
    restore(chief_client, 1)
    record.refresh_from_db()
    assert (record.publication, record.strength) == (WorkflowStage.ARCHIVED, Strength.SHOULD)


def test_a_deleted_draft_comes_back(record: Recommendation, chief_client: Client) -> None:
    with record_changes(by=None, reason="It was wrong."):
        set_stage(Recommendation.objects, WorkflowStage.IN_REVIEW)
    with record_changes(by=None, reason="It was wrong.", kind=ChangeKind.DELETE):
        record.delete()
    assert "The recommendation was deleted." in told(chief_client)[0]
    assert "comes back as a draft" in Page(chief_client.get(address(1))).text
    restore(chief_client, 1)
    back = Recommendation.objects.get()
    assert back.publication == WorkflowStage.DRAFT
    assert back.texts.get().text == TEXT
    refused = Page(chief_client.get(address(3), follow=True))
    assert "Version 3 cannot be restored" in refused.one("ul.messagelist").text


def test_what_names_a_row_that_is_gone_is_left_out_and_said(
    record: Recommendation, chief_client: Client
) -> None:
    draft = make_recommendation("2012/6", publication=WorkflowStage.DRAFT)
    with record_changes(by=None, reason="It was wrong."):
        relation = make_relation(record, draft)
        relation.notes.create(language="en", text="Word for word.")
    with record_changes(by=None, reason="It was wrong.", kind=ChangeKind.DELETE):
        draft.delete()
    page = Page(chief_client.get(address(2))).text
    assert "cannot be restored, since what it names is gone" in page
    assert "relation: restates 2012/6" in page
    assert "there is nothing to restore" in page


def test_what_the_database_would_refuse_of_an_old_version_is_left_out(
    record: Recommendation, chief_client: Client
) -> None:
    with record_changes(by=None, reason="It was wrong."):
        relation = make_relation(
            record, make_recommendation("2012/6"), origin="document", confidence="certain"
        )
    state = states.current_states([CODE])[CODE]
    for row in state:
        row["fields"].pop("confidence", None)  # As before there was such a field.
    Version.objects.create(code=CODE, number=9, kind=ChangeKind.EDIT, reason="So.", state=state)
    relation.delete()
    record_outside_changes()
    page = Page(chief_client.get(address(9))).text
    assert "relation: restates 2012/6" in page
    assert not Relation.objects.exists()


def test_a_place_that_is_another_records_by_now_stays_there(
    record: Recommendation, chief_client: Client
) -> None:
    with record_changes(by=None, reason="It was wrong."):
        set_stage(Recommendation.objects, WorkflowStage.DRAFT)
        other = make_recommendation("2012/6")
        Occurrence.objects.filter(recommendation=other).delete()
        record.occurrences.update(recommendation=other)
    restore_page = Page(chief_client.get(address(1)))
    assert "occurrence: CTOC/COP/WG.7/2012/5 para. 5" in restore_page.text
    assert other.occurrences.count() == 1


def test_what_is_public_is_not_restored_to_less_than_it_needs(
    record: Recommendation, chief_client: Client
) -> None:
    with record_changes(by=None, reason="It was wrong."):
        record.theme_assignments.update(theme=make_theme("protection"))
    Theme.objects.get(slug="prevention").delete()
    page = Page(chief_client.get(address(1), follow=True))
    assert "Add a theme" in page.one("ul.messagelist").text
    assert ThemeAssignment.objects.get().theme.slug == "protection"


def test_nothing_is_restored_over_what_was_not_seen(
    record: Recommendation, chief_client: Client
) -> None:
    with record_changes(by=None, reason="It was wrong."):
        RecommendationText.objects.update(text="第二。")
    page = Page(chief_client.get(address(1)))
    [seen] = [each.get("value") for each in page.all("input") if each.get("name") == "seen"]
    RecommendationText.objects.update(text="第三。")
    for sent in (seen, "", "{"):
        answer = Page(chief_client.post(address(1), {"seen": sent, "why": "x"}, follow=True))
        assert f"changed in the meantime: {CODE}" in answer.one("ul.messagelist").text
    assert RecommendationText.objects.get().text == "第三。"


def make_versions(count: int) -> None:
    for number in range(count):
        with record_changes(by=None, reason="It was wrong."):
            RecommendationText.objects.update(text=f"第{number}次。")


def costs(client: Client, *urls: str) -> list[int]:
    found = []
    for url in urls:
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        found.append(len(queries))
    return found


def make_parts(record: Recommendation, version_numbers: range) -> None:
    """So many of each, and the notes and reasons that belong to them."""
    for number in version_numbers:
        other = make_recommendation(f"2013/{number}", theme=f"theme-{number}")
        document = make_document(f"CTOC/COP/WG.7/2013/{number}")
        with record_changes(by=None, reason="It was wrong."):
            record.texts.update(text=f"第{number}次。")
            record.occurrences.create(document=document, anchor="s1", relation="restatement")
            assignment = record.theme_assignments.create(theme=make_theme(f"theme-{number}"))
            assignment.reasons.create(language="en", text="It fits.")
            for one, two in ((record, other), (other, record)):
                relation = make_relation(one, two, "extends")
                relation.notes.create(language="en", text="More.")


def test_pages_cost_the_same_with_much_history_and_many_parts(
    record: Recommendation, chief_client: Client
) -> None:
    change = reverse("admin:recommendations_recommendation_change", args=(record.pk,))
    urls = (address(), address(2), change)
    make_parts(record, range(1, 3))
    costs(chief_client, *urls)  # What Django asks only once.
    few = costs(chief_client, *urls)
    make_parts(record, range(3, 21))
    many = costs(chief_client, *urls)
    assert (many[0], many[2]) == (few[0], few[2])


def test_a_long_history_has_pages(record: Recommendation, chief_client: Client) -> None:
    make_versions(30)
    assert len(told(chief_client)) == 25
    second = Page(chief_client.get(f"{address()}?p=2")).one("ol.history")
    assert [entry.get("value") for entry in second.all("li") if entry.get("value")] == list(
        "654321"
    )


def test_a_subject_is_called_so_in_the_history(
    record: Recommendation, chief_client: Client
) -> None:
    subject = make_subject("children")
    with record_changes([CODE], by=None, reason="It is about them."):
        assign(record, subject)
        reason = record.theme_assignments.get(theme=subject).reasons
        reason.create(language="en", text="It names them.")
    newest, *_others = told(chief_client)
    assert "subject added: Children" in newest
    assert "reason for the subject “Children” (English) added: It names them." in newest


def test_the_last_changes_of_all_records_are_told(record: Recommendation, chief: User) -> None:
    change_everything(record)
    newest = recent_acts(10)
    assert {version.code for act in newest for version in act.versions} == {CODE, "2012/6"}
    assert recent_acts(1)[0].version == newest[0].version
    RecommendationText.objects.filter(recommendation=record).update(modal="")
    assert recent_acts(1)[0].version.kind == ChangeKind.OUTSIDE
    with CaptureQueriesContext(connection) as few:
        recent_acts(1)
    make_versions(5)
    with CaptureQueriesContext(connection) as many:
        recent_acts(5)
    assert len(few) == len(many)
