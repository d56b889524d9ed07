"""Many recommendations changed at once: chosen, looked at, confirmed; all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext_lazy

from recommendations.admin import bulk_changes
from recommendations.curation.actions import BulkChangeRefused, apply_bulk_change
from recommendations.curation.bulk import CHANGES, BulkChange
from recommendations.curation.roles import EDITOR, REVIEWER
from recommendations.history.models import Version
from recommendations.history.versions import ConcurrentChange, version_numbers
from recommendations.models import (
    ArchiveNote,
    Provenance,
    Recommendation,
    Strength,
    Theme,
    WorkflowStage,
)
from tests.builders import (
    assign,
    make_account,
    make_document,
    make_recommendation,
    make_session,
    make_subject,
    make_theme,
    set_stage,
)
from tests.filling import Values, form_values
from tests.reading import Page, Part

pytestmark = pytest.mark.django_db

LIST = "/admin/recommendations/recommendation/"
REASON = "Decided at the meeting of editors."


def choose(client: Client, name: str, *codes: str, query: str = "") -> Page:
    """Select records in the list and choose what to do with them: the page that follows."""
    chosen = list(Recommendation.objects.filter(code__in=codes).values_list("pk", flat=True))
    form = {"action": name, "_selected_action": chosen, "select_across": "0"}
    answer = client.post(f"{LIST}?{query}", form)
    assert answer.status_code == 200
    return Page(answer)


def send(client: Client, page: Page, button: str, **values: Any) -> HttpResponseBase:
    """Fill in the page's form and press a button."""
    [form] = page.all("form.bulk")
    form.element.set("id", "bulk")
    return client.post(form.get("action"), form_values(page, "bulk") | values | {button: "yes"})


def lines(page: Page, section: str) -> list[str]:
    """The rows under a heading of the page: code, now, and what follows."""
    [table] = [part for part in page.all("div.scroll") if part.get("aria-labelledby") == section]
    return [
        " | ".join(cell.text for cell in row.all("th") + row.all("td"))
        for row in table.all("tr")[1:]
    ]


def boxes(page: Page) -> list[Part]:
    """The boxes by which each record is chosen."""
    return [box for box in page.all("input") if box.get("name") == "ticked"]


def stages() -> dict[str, str]:
    return dict(Recommendation.objects.values_list("code", "publication"))


class ClearReason(BulkChange):
    """A kind of change that the site does not have."""

    name = "clear_reason"
    label = gettext_lazy("Clear the reason")
    permissions = ("change_recommendation",)

    def current_value(self, record: Recommendation) -> str:
        return record.strength_reason

    def new_value(self, record: Recommendation, values: Mapping[str, Any]) -> str:
        return ""

    def apply(
        self, records: Sequence[Recommendation], values: Mapping[str, Any], reason: str
    ) -> None:
        pks = [record.pk for record in records]
        Recommendation.objects.filter(pk__in=pks).update(strength_reason="")


def test_a_kind_of_change_is_one_entry_of_the_registry(
    reviewer_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CHANGES, ClearReason.name, ClearReason())
    make_recommendation("2012/5", strength_reason="A slip.")
    make_recommendation("2012/6")
    assert "Clear the reason" in [
        option.text for option in Page(reviewer_client.get(LIST)).all("option")
    ]
    page = choose(reviewer_client, "clear_reason", "2012/5", "2012/6")
    assert lines(page, "changing") == ["2012/5 | A slip. | "]
    assert lines(page, "staying") == ["2012/6 |  | Already so."]
    assert send(reviewer_client, page, "confirm", reason=REASON).status_code == 302
    assert Recommendation.objects.get(code="2012/5").strength_reason == ""
    assert Version.objects.get(kind="bulk").reason == REASON


# Choosing, looking, confirming


def test_records_are_published_together_after_a_look(reviewer_client: Client) -> None:
    for code in ("2012/5", "2012/6"):
        make_recommendation(code, publication=WorkflowStage.IN_REVIEW, session=make_session())
    make_recommendation("2012/7", publication=WorkflowStage.DRAFT)
    make_recommendation("2012/8")
    page = choose(reviewer_client, "publish", "2012/5", "2012/6", "2012/7", "2012/8")
    assert "4 recommendations are selected" in page.text
    assert page.one("h2#changing").text == "2 recommendations can be published"
    assert [box.get("value") for box in boxes(page)] == ["2012/5", "2012/6"]
    assert lines(page, "staying") == [
        "2012/7 | Draft | Only what is “In review” can become “Published”.",
        "2012/8 | Published | Already so.",
    ]
    assert stages()["2012/5"] == WorkflowStage.IN_REVIEW

    answer = send(reviewer_client, page, "confirm", reason=REASON)
    assert answer.status_code == 302
    assert stages() == {
        "2012/5": "published",
        "2012/6": "published",
        "2012/7": "draft",
        "2012/8": "published",
    }
    assert "2 recommendations were changed: Publish." in Page(reviewer_client.get(LIST)).text
    kept = Version.objects.filter(kind="bulk")
    assert {(version.code, version.by_name, version.reason) for version in kept} == {
        (code, "reviewer", REASON) for code in ("2012/5", "2012/6")
    }


def test_one_returns_to_the_list_as_it_was_filtered(reviewer_client: Client) -> None:
    make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    query = "publication__exact=draft"
    page = choose(reviewer_client, "submit", "2012/5", query=query)
    assert f"{LIST}?{query}" in page.links()
    answer = send(reviewer_client, page, "confirm", reason=REASON)
    assert answer.headers["Location"] == f"{LIST}?{query}"


def test_all_that_a_filter_selects_can_be_changed_across_pages(reviewer_client: Client) -> None:
    for number in range(1, 61):
        make_recommendation(f"2012/{number}", publication=WorkflowStage.DRAFT)
    make_recommendation("2013/1", publication=WorkflowStage.DRAFT)
    one = Recommendation.objects.get(code="2012/1")
    form = {"action": "submit", "_selected_action": [one.pk], "select_across": "1"}
    page = Page(reviewer_client.post(f"{LIST}?q=2012/", form))
    assert page.one("h2#changing").text == "60 recommendations would be changed"
    send(reviewer_client, page, "confirm", reason=REASON)
    assert Recommendation.objects.filter(publication=WorkflowStage.IN_REVIEW).count() == 60
    assert stages()["2013/1"] == "draft"


def test_a_reason_is_needed(reviewer_client: Client) -> None:
    make_recommendation(publication=WorkflowStage.DRAFT)
    answer = send(
        reviewer_client, choose(reviewer_client, "submit", "2012/5"), "confirm", reason=" "
    )
    page = Page(answer)
    assert "This field is required" in page.text
    assert lines(page, "changing") == ["2012/5 | Draft | In review"]
    assert stages() == {"2012/5": "draft"}


def test_nothing_is_done_that_was_not_looked_at(reviewer_client: Client) -> None:
    make_recommendation()
    research, protection = make_theme("research"), make_theme("protection")
    page = choose(reviewer_client, "assign_theme", "2012/5")
    assert page.all("h2#changing") == []
    told = {"theme": str(research.pk), "reason": REASON}
    preview = Page(send(reviewer_client, page, "confirm", **told))
    assert lines(preview, "changing") == ["2012/5 | Prevention | Prevention · Research"]
    other = Page(send(reviewer_client, preview, "confirm", theme=str(protection.pk)))
    assert lines(other, "changing") == ["2012/5 | Prevention | Prevention · Protection"]
    assert Recommendation.objects.get().theme_assignments.count() == 1
    assert send(reviewer_client, other, "confirm").status_code == 302
    assert Recommendation.objects.get().themes.count() == 2


def test_there_is_a_limit_to_what_can_be_looked_at(
    reviewer_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_changes, "MAX_RECORDS", 1)
    chosen = [make_recommendation(code).pk for code in ("2012/5", "2012/6")]
    form = {"action": "submit", "_selected_action": chosen}
    assert "at most 1 recommendations" in Page(reviewer_client.post(LIST, form, follow=True)).text


@pytest.mark.parametrize(
    ("name", "values"), [("set_strength", {"strength": "may"}), ("set_session", {"session": "9"})]
)
def test_the_page_costs_the_same_for_more_records(
    reviewer_client: Client, name: str, values: dict[str, str]
) -> None:
    make_session(9)

    def cost(*codes: str) -> int:
        choose(reviewer_client, name, *codes)
        with CaptureQueriesContext(connection) as queries:
            page = choose(reviewer_client, name, *codes)
            send(reviewer_client, page, "preview", **values)
        return len(queries)

    codes = [make_recommendation(f"2012/{number}").code for number in range(1, 21)]
    assert cost(*codes[:2]) == cost(*codes)


# What each does

DOES: dict[str, tuple[dict[str, Any], dict[str, Any], str, Callable[[Recommendation], bool]]] = {
    "submit": (
        {"publication": "draft"},
        {},
        "Draft | In review",
        lambda record: record.publication == "in-review",
    ),
    "send_back": (
        {"publication": "in-review"},
        {},
        "In review | Draft",
        lambda record: record.publication == "draft",
    ),
    "publish": (
        {"publication": "in-review"},
        {"ticked": "2012/5"},
        "",
        lambda record: record.publication == "published",
    ),
    "archive": (
        {"publication": "published"},
        {"note_en": "Printed twice.", "note_zh-hans": "重复。"},
        "Published | Archived",
        lambda record: record.publication == "archived" and record.archive_notes.count() == 2,
    ),
    "reinstate": (
        {"publication": "archived"},
        {},
        "Archived | Published",
        lambda record: record.publication == "published" and not record.archive_notes.exists(),
    ),
    "assign_theme": (
        {},
        {"theme": lambda: make_theme("research").pk},
        "Prevention | Prevention · Research",
        lambda record: (
            [(each.theme.slug, each.origin) for each in record.theme_assignments.order_by("pk")]
            == [("prevention", "document"), ("research", "editor")]
        ),
    ),
    "remove_theme": (
        {"publication": "draft"},
        {"theme": lambda: make_theme().pk},
        "Prevention | none",
        lambda record: not record.theme_assignments.exists(),
    ),
    "assign_subject": (
        {},
        {"theme": lambda: Theme.objects.get(slug="return").pk},
        "Children | Children · Return",
        lambda record: (
            [(each.theme.slug, each.origin) for each in record.subjects]
            == [("children", "rule"), ("return", "editor")]
        ),
    ),
    "remove_subject": (
        {"publication": "published"},
        {"theme": lambda: Theme.objects.get(slug="children").pk},
        "Children | none",
        lambda record: not record.subjects and len(record.chapters) == 1,
    ),
    "add_addressee": (
        {},
        {"addressee": "unodc"},
        "none | UNODC",
        lambda record: (
            [(each.addressee, each.origin, each.reason) for each in record.addressees.all()]
            == [("unodc", "editor", REASON)]
        ),
    ),
    "remove_addressee": (
        {},
        {"addressee": "states"},
        "States | none",
        lambda record: not record.addressees.exists(),
    ),
    "set_strength": (
        {},
        {"strength": "may-wish"},
        "should (From the document) | may wish (Editor)",
        lambda record: (
            (record.strength, record.strength_origin, record.strength_reason)
            == (Strength.MAY_WISH, Provenance.EDITOR, REASON)
        ),
    ),
    "set_session": (
        {},
        {"session": lambda: make_session(9, start=date(2024, 7, 1)).number},
        "not known | 9th session, 2024",
        lambda record: record.session is not None and record.session.number == 9,
    ),
}


def test_each_change_is_tried() -> None:
    assert DOES.keys() == CHANGES.keys()


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_shows_what_it_does_and_does_it(reviewer_client: Client, name: str) -> None:
    fields, told, shown, done = DOES[name]
    record = make_recommendation(**fields)
    if "subject" in name:
        assign(record, make_subject("children"), origin=Provenance.RULE)
        make_subject("return")
    if name == "remove_addressee":
        record.addressees.create(addressee="states")
    if name == "reinstate":
        ArchiveNote.objects.create(recommendation=record, language="en", text="Twice.")
    values: Values = {
        key: str(value() if callable(value) else value) for key, value in told.items()
    }
    page = choose(reviewer_client, name, record.code)
    page = Page(send(reviewer_client, page, "preview", reason=REASON, **values))
    if shown:  # Else each record is shown with its words.
        assert lines(page, "changing") == [f"{record.code} | {shown}"]
    assert not done(record)
    assert send(reviewer_client, page, "confirm").status_code == 302
    assert done(Recommendation.objects.get())
    again = choose(reviewer_client, name, record.code)
    if values:
        again = Page(send(reviewer_client, again, "preview", reason=REASON, **values))
    assert again.one("h2#changing").text == "0 recommendations would be changed"


def proposed_session(page: Page) -> list[str]:
    """The values of the session that the form proposes."""
    options = page.all("option")
    chosen = [option.get("value") for option in options if "selected" in option.element.attrib]
    return [value for value in chosen if value]


def test_the_session_of_the_report_is_proposed(reviewer_client: Client) -> None:
    report = make_document("CTOC/COP/WG.7/2024/5", session=make_session(11))
    make_recommendation("2024/1", document=report)
    make_recommendation("2024/2", document=report)
    page = choose(reviewer_client, "set_session", "2024/1", "2024/2")
    assert proposed_session(page) == ["11"]
    page = Page(send(reviewer_client, page, "preview", reason=REASON))
    assert lines(page, "changing") == [
        "2024/1 | not known | 11th session",
        "2024/2 | not known | 11th session",
    ]


def test_of_several_reports_each_record_gets_its_own_session(reviewer_client: Client) -> None:
    for year, number in ((2023, 10), (2024, 11)):
        report = make_document(f"CTOC/COP/WG.7/{year}/5", session=make_session(number))
        make_recommendation(f"{year}/1", document=report)
    page = choose(reviewer_client, "set_session", "2023/1", "2024/1")
    assert proposed_session(page) == ["reported"]
    page = Page(send(reviewer_client, page, "preview", reason=REASON))
    send(reviewer_client, page, "confirm")
    sessions = Recommendation.objects.values_list("code", "session__number")
    assert dict(sessions) == {"2023/1": 10, "2024/1": 11}


def test_of_a_paper_no_session_is_proposed(reviewer_client: Client) -> None:
    paper = make_document("CTOC/COP/WG.7/2024/2", session=make_session(11), genre="working-paper")
    make_recommendation("2024/1", document=paper)
    page = choose(reviewer_client, "set_session", "2024/1")
    assert proposed_session(page) == []
    page = Page(send(reviewer_client, page, "preview", reason=REASON, session="reported"))
    [line] = lines(page, "staying")
    assert line.endswith("It was read from no report of a session: choose the session.")


def test_a_session_is_taken_away_and_given_to_nothing_that_was_not_adopted(
    reviewer_client: Client,
) -> None:
    make_recommendation("2012/5", session=make_session(9))
    make_recommendation("2012/6", status="proposed")
    page = choose(reviewer_client, "set_session", "2012/5", "2012/6")
    given = Page(send(reviewer_client, page, "preview", reason=REASON, session="9"))
    assert lines(given, "staying") == [
        "2012/5 | 9th session | Already so.",
        "2012/6 | not known | Only what was adopted has a session.",
    ]
    taken = Page(send(reviewer_client, page, "preview", reason=REASON, session="unknown"))
    assert lines(taken, "changing") == ["2012/5 | 9th session | not known"]
    assert send(reviewer_client, taken, "confirm").status_code == 302
    assert Recommendation.objects.get(code="2012/5").session is None
    wrong = Page(send(reviewer_client, page, "preview", reason=REASON, session="99"))
    assert "Select a valid choice" in wrong.text


def test_archiving_tells_readers_why_in_one_language_at_least(reviewer_client: Client) -> None:
    make_recommendation()
    answer = send(
        reviewer_client, choose(reviewer_client, "archive", "2012/5"), "preview", reason=REASON
    )
    assert "Tell readers" in Page(answer).text


def test_the_last_theme_of_a_published_record_stays(reviewer_client: Client) -> None:
    theme = make_recommendation().themes.get()
    page = choose(reviewer_client, "remove_theme", "2012/5")
    page = Page(send(reviewer_client, page, "preview", reason=REASON, theme=str(theme.pk)))
    [line] = lines(page, "staying")
    assert "only theme. Assign another one first" in line


# Refusing


def refusal(answer: HttpResponseBase) -> str:
    assert answer.status_code == 409
    return Page(answer).one("div.errornote").text


def test_what_somebody_changed_since_stops_everything(reviewer_client: Client) -> None:
    for code in ("2012/5", "2012/6"):
        make_recommendation(code, publication=WorkflowStage.DRAFT)
    page = choose(reviewer_client, "submit", "2012/5", "2012/6")
    Recommendation.objects.get(code="2012/6").texts.update(text="缔约国应采取行动。")
    answer = send(reviewer_client, page, "confirm", reason=REASON)
    assert "2012/6: Changed outside the forms" in refusal(answer)
    assert "2012/5" not in refusal(answer)
    assert stages() == {"2012/5": "draft", "2012/6": "draft"}
    assert send(reviewer_client, Page(answer), "confirm").status_code == 302
    assert set(stages().values()) == {"in-review"}


def test_what_can_no_longer_be_changed_so_stops_everything(reviewer_client: Client) -> None:
    for code in ("2012/5", "2012/6", "2012/7"):
        make_recommendation(code, publication=WorkflowStage.DRAFT)
    seen = version_numbers(["2012/5", "2012/6", "2012/7"])
    by = User.objects.get()
    values: dict[str, Any] = {}
    Recommendation.objects.filter(code="2012/7").delete()
    gone = version_numbers(["2012/7"])
    set_stage(Recommendation.objects.filter(code="2012/6"), WorkflowStage.IN_REVIEW)
    fresh = version_numbers(["2012/5", "2012/6"]) | gone
    with pytest.raises(BulkChangeRefused) as refused:
        apply_bulk_change(change=CHANGES["submit"], values=values, seen=fresh, by=by, reason=REASON)
    assert [each.record.code for each in refused.value.unchanged] == ["2012/6"]
    assert refused.value.missing == ["2012/7"]
    with pytest.raises(ConcurrentChange):
        apply_bulk_change(change=CHANGES["submit"], values=values, seen=seen, by=by, reason=REASON)
    assert stages() == {"2012/5": "draft", "2012/6": "in-review"}


def test_an_error_on_the_way_leaves_everything_as_it_was(
    reviewer_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        set_stage(Recommendation.objects, WorkflowStage.IN_REVIEW)
        raise ZeroDivisionError

    make_recommendation(publication=WorkflowStage.DRAFT)
    page = choose(reviewer_client, "submit", "2012/5")
    monkeypatch.setattr(CHANGES["submit"], "apply", fail)
    with pytest.raises(ZeroDivisionError):
        send(reviewer_client, page, "confirm", reason=REASON)
    assert stages() == {"2012/5": "draft"}
    assert not Version.objects.filter(kind="bulk").exists()


def test_each_is_offered_what_they_may_do(client: Client) -> None:
    make_recommendation()
    for_reviewers = {"send_back", "publish", "archive", "reinstate"}
    for group in (EDITOR, REVIEWER):
        client.force_login(make_account(group.lower(), group))
        offered = {
            option.get("value") for option in Page(client.get(LIST)).all("option")
        } & CHANGES.keys()
        assert CHANGES.keys() - offered == (for_reviewers if group == EDITOR else set())


@pytest.mark.parametrize("name", ["send_back", "publish", "archive", "reinstate"])
def test_editors_do_not_publish_nor_archive_by_whatever_way(client: Client, name: str) -> None:
    editor = make_account("editor", EDITOR)
    client.force_login(editor)
    make_recommendation()
    form = {"codes": "2012/5", "seen": "2012/5:1", "reason": REASON, "confirm": "yes"}
    assert client.post(f"{LIST}bulk/{name}/", form).status_code == 403
    with pytest.raises(PermissionDenied):
        apply_bulk_change(
            change=CHANGES[name], values={}, seen={"2012/5": 1}, by=editor, reason=REASON
        )


def test_what_is_archived_rests_but_for_reviewers(client: Client) -> None:
    make_recommendation(publication=WorkflowStage.ARCHIVED)
    client.force_login(make_account("editor", EDITOR))
    page = choose(client, "set_strength", "2012/5")
    page = Page(send(client, page, "preview", strength="may", reason=REASON))
    assert "Only reviewers can change what is archived." in page.text
    client.force_login(make_account("reviewer", REVIEWER))
    page = Page(send(client, page, "preview"))
    assert page.one("h2#changing").text == "1 recommendation would be changed"


def test_nothing_is_done_by_following_a_link(reviewer_client: Client) -> None:
    make_recommendation(publication=WorkflowStage.DRAFT)
    query = "codes=2012/5&seen=2012/5:1&reason=x&confirm=yes&sent=[]"
    assert reviewer_client.get(f"{LIST}bulk/submit/?{query}").status_code == 405
    assert reviewer_client.get(f"{LIST}?action=submit&select_across=1").status_code in (200, 302)
    assert stages() == {"2012/5": "draft"}


NONSENSE = {
    "no records": {"codes": ""},
    "no codes": {"codes": "2012/5 x\0y"},
    "no versions": {"seen": ""},
    "no numbers": {"seen": "2012/5:one"},
    "enormous numbers": {"seen": "2012/5:" + "9" * 5000},
    "versions of others": {"seen": "2012/6:1"},
}


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_a_form_that_no_page_sent_is_refused(reviewer_client: Client, nonsense: str) -> None:
    make_recommendation(publication=WorkflowStage.DRAFT)
    form = {"codes": "2012/5", "seen": "2012/5:1", "reason": REASON, "sent": "[]", "confirm": "y"}
    answer = reviewer_client.post(f"{LIST}bulk/submit/", form | NONSENSE[nonsense])
    assert answer.status_code == 400
    assert stages() == {"2012/5": "draft"}


def test_there_is_no_other_change(reviewer_client: Client) -> None:
    assert reviewer_client.post(f"{LIST}bulk/nothing/", {"codes": "2012/5"}).status_code == 404
