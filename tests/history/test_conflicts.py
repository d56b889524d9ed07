"""Two people on one record: the second to save sees what the first did, and loses nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from recommendations.history.models import Version
from recommendations.models import (
    Addressee,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    Strength,
    ThemeAssignment,
    WorkflowStage,
)
from tests.builders import client_of, make_account, make_recommendation, make_relation, make_theme
from tests.filling import add_row, form_values
from tests.reading import Page

pytestmark = pytest.mark.django_db

CODE = "2012/5"
THEIRS, MINE = "缔约国应当考虑采取行动。", "缔约国应当立即采取行动。"


@pytest.fixture
def record() -> Recommendation:
    record = make_recommendation(CODE, strength=Strength.SHOULD, publication=WorkflowStage.DRAFT)
    record.addressees.create(addressee=Addressee.STATES)
    return record


def curator(name: str) -> Client:
    return client_of(make_account(name, is_superuser=True))


@pytest.fixture
def first() -> Client:
    return curator("Amina")


@pytest.fixture
def second() -> Client:
    return curator("Bruno")


class Form:
    """A form of the admin that somebody has open."""

    def __init__(self, client: Client, row: models.Model, page: str = "change") -> None:
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
        self.client, self.url = client, reverse(name, args=(row.pk,))
        self.name = f"{row._meta.model_name}_form"
        self.read(client.get(self.url))

    def read(self, response: Any) -> None:
        self.page = Page(response)
        self.values = form_values(self.page, self.name)

    def save(self, **changes: Any) -> HttpResponse:
        """Send it with other values; what comes back, if anything, is read.

        Texts may come to differ from their passages: nobody but these tests minds.
        """
        texts = [name for name in (*self.values, *changes) if name.split("-")[-1] == "text"]
        answers = {f"{name.removesuffix('text')}difference": "keep" for name in texts}
        self.values |= {"why": "Compared."} | answers | changes
        response = self.client.post(self.url, self.values | {"_save": "Save"})
        assert isinstance(response, HttpResponse)
        if response.status_code == 200:
            self.read(response)
        return response

    def add(self, table: str, **fields: Any) -> None:
        self.values = add_row(self.values, table, **fields)

    def comparison(self) -> list[list[str]]:
        """What was, theirs and mine of each thing that others changed."""
        table = self.page.one("section.conflict").one("table")
        return [
            [cell.text for cell in row.all("th") + row.all("td")] for row in table.all("tr")[1:]
        ]


def wordings() -> list[str]:
    return list(RecommendationText.objects.values_list("text", flat=True))


def test_the_second_sees_the_difference_and_keeps_the_text(
    record: Recommendation, first: Client, second: Client
) -> None:
    theirs, mine = Form(first, record), Form(second, record)
    assert theirs.save(**{"texts-0-text": THEIRS, "strength": "may"}).status_code == 302
    assert mine.save(**{"texts-0-text": MINE}).status_code == 200
    assert "changed by Amina while you were working on it" in mine.page.one("ul.nonfield").text
    assert mine.values["texts-0-text"] == [MINE]
    assert wordings() == [THEIRS]
    assert mine.comparison() == [
        ["strength", "should", "may", "should"],
        [
            "text (Chinese)",
            "缔约国应当采取行动。",
            "缔约国应当[added: 考虑]采取行动。",
            "缔约国应当[added: 立即]采取行动。",
        ],
    ]
    conflict = mine.page.one("section.conflict")
    assert [mark.text for mark in conflict.all("ins")] == ["考虑", "立即"]


def test_mine_can_be_saved_over_theirs(
    record: Recommendation, first: Client, second: Client
) -> None:
    theirs, mine = Form(first, record), Form(second, record)
    theirs.save(**{"texts-0-text": THEIRS})
    mine.save(**{"texts-0-text": MINE})
    assert mine.page.one("div.submit-row").one("a").get("href") == mine.url
    assert mine.save().status_code == 302
    assert wordings() == [MINE]
    kept = Version.objects.filter(code=CODE).order_by("number")
    assert [version.by_name for version in kept] == ["", "Amina", "Bruno"]


def test_a_third_change_meanwhile_is_seen_too(
    record: Recommendation, first: Client, second: Client
) -> None:
    mine = Form(second, record)
    for wording in (THEIRS, "又一次。"):
        Form(first, record).save(**{"texts-0-text": wording})
        assert mine.save(**{"texts-0-text": MINE}).status_code == 200
    assert wordings() == ["又一次。"]


def test_changes_outside_the_forms_are_seen(record: Recommendation, second: Client) -> None:
    mine = Form(second, record)
    RecommendationText.objects.update(text=THEIRS)
    assert mine.save(**{"texts-0-text": MINE}).status_code == 200
    assert "changed by a program" in mine.page.one("ul.nonfield").text
    assert wordings() == [THEIRS]


def test_a_row_that_the_first_deleted_keeps_what_the_second_typed(
    record: Recommendation, first: Client, second: Client
) -> None:
    theirs, mine = Form(first, record), Form(second, record)
    mine.add("theme_assignments", theme=make_theme("research").pk, origin="editor")
    theirs.save(**{"texts-0-DELETE": "on", "theme_assignments-0-DELETE": "on"})
    assert mine.save(**{"texts-0-text": MINE}).status_code == 200
    told = "缔约国应当[added: 立即]采取行动。"
    assert ["text (Chinese)", "缔约国应当采取行动。", "not there", told] in mine.comparison()
    assert (mine.values["texts-0-text"], mine.values["texts-0-id"]) == ([MINE], [""])
    assert mine.save().status_code == 302
    assert wordings() == [MINE]
    assert ThemeAssignment.objects.count() == 2


def test_a_row_that_the_first_added_is_in_the_form(
    record: Recommendation, first: Client, second: Client
) -> None:
    theirs, mine = Form(first, record), Form(second, record)
    theirs.add("addressees", addressee=Addressee.CONFERENCE, origin="editor")
    mine.add("addressees", addressee=Addressee.UNODC, origin="editor")
    theirs.save()
    assert mine.save(strength="may").status_code == 200
    assert ["addressee", "not there", "Conference of the Parties", "Conference of the Parties"] in (
        mine.comparison()
    )
    found = [mine.values[f"addressees-{place}-addressee"] for place in range(3)]
    assert found == [["states"], ["conference"], ["unodc"]]
    mine.save()
    assert set(RecommendationAddressee.objects.values_list("addressee", flat=True)) == {
        "states",
        "conference",
        "unodc",
    }


def test_the_same_row_added_by_both_is_a_mistake_to_mend(
    record: Recommendation, first: Client, second: Client
) -> None:
    theirs, mine = Form(first, record), Form(second, record)
    for form in (theirs, mine):
        form.add("addressees", addressee=Addressee.UNODC, origin="editor")
    theirs.save()
    assert mine.save().status_code == 200
    assert mine.comparison() == [["addressee", "not there", "UNODC"]]
    assert "duplicate" in mine.page.text
    assert mine.save(**{"addressees-2-addressee": "conference"}).status_code == 302


def test_the_separate_page_of_a_part_is_no_way_around(
    record: Recommendation, first: Client, second: Client
) -> None:
    theirs, mine = Form(first, record), Form(second, record.texts.get())
    theirs.save(strength="may")
    assert mine.save(text=MINE).status_code == 200
    assert mine.comparison() == [["strength", "should", "may", "may"]]
    assert mine.save().status_code == 302
    assert wordings() == [MINE]


def test_both_ends_of_a_relation_are_looked_at(
    record: Recommendation, first: Client, second: Client
) -> None:
    other = make_recommendation("2012/6", publication=WorkflowStage.DRAFT)
    relation = make_relation(record, other)
    theirs, mine = Form(first, other), Form(second, relation)
    theirs.save(strength="may")
    assert mine.save(type="extends").status_code == 200
    assert mine.save().status_code == 302
    last = Version.objects.latest_by_code([CODE, "2012/6"])
    assert {version.by_name for version in last} == {"Bruno"}


def test_what_was_deleted_meanwhile_can_be_saved_as_new(
    record: Recommendation, first: Client, second: Client
) -> None:
    mine = Form(second, record)
    deletion = reverse("admin:recommendations_recommendation_delete", args=(record.pk,))
    confirmation = Page(first.get(deletion)).all("form")[-1]
    sent = {each.get("name"): each.get("value") for each in confirmation.all("input")}
    assert first.post(deletion, sent).status_code == 302
    assert not Recommendation.objects.exists()
    assert mine.save(**{"texts-0-text": MINE}).status_code == 200
    assert "was deleted while you were working" in mine.page.one("ul.nonfield").text
    assert mine.values["texts-0-text"] == [MINE]
    [action] = [form.get("action") for form in mine.page.all("form") if form.get("id") == mine.name]
    mine.url = action
    assert mine.save().status_code == 302
    assert wordings() == [MINE]
    kinds = Version.objects.filter(code=CODE).order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["baseline", "delete", "edit"]


def test_nothing_is_deleted_that_changed_since_it_was_confirmed(
    record: Recommendation, first: Client, second: Client
) -> None:
    deletion = reverse("admin:recommendations_recommendation_delete", args=(record.pk,))
    listed = reverse("admin:recommendations_recommendation_changelist")
    chosen = {"action": "delete_selected", "_selected_action": [record.pk]}
    for url, question in ((deletion, {}), (listed, chosen)):
        asked = second.post(url, question) if question else second.get(url)
        sent = {"post": "yes", **chosen, "seen": Page(asked).one("input#seen").get("value")}
        Form(first, record).save(**{"texts-0-text": f"{url}。"})
        answer = Page(second.post(url, sent, follow=True))
        assert f"changed in the meantime: {CODE}" in answer.one("ul.messagelist").text
    assert Recommendation.objects.exists()


@pytest.mark.parametrize(
    "seen",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"\\u0000": 1}',
        '{"2012/5": "x"}',
        '{"2012/5": 99999999999999}',
    ],
    ids=str.__len__,
)
def test_a_form_that_says_nothing_sensible_saves_nothing(
    record: Recommendation, second: Client, seen: str
) -> None:
    mine = Form(second, record)
    assert mine.save(seen=seen, **{"texts-0-text": MINE}).status_code == 200
    assert mine.values["texts-0-text"] == [MINE]
    assert mine.save().status_code == 302


@pytest.mark.parametrize("broken", ["texts-0-id", "texts-TOTAL_FORMS", "texts-INITIAL_FORMS"])
def test_a_form_that_lacks_a_part_is_no_error_of_the_server(
    record: Recommendation, second: Client, broken: str
) -> None:
    mine = Form(second, record)
    for value in ("", "x", "-1", "9" * 30):
        answer = mine.client.post(mine.url, mine.values | {broken: value})
        assert answer.status_code in (200, 302)


def test_what_was_published_is_changed_with_a_reason(
    record: Recommendation, second: Client
) -> None:
    Recommendation.objects.update(publication=WorkflowStage.PUBLISHED)
    mine = Form(second, record)
    assert mine.save(why=" ").status_code == 200
    assert "This field is required" in mine.page.text
    assert mine.save(why="Misread.", strength="may").status_code == 302
    assert Version.objects.latest("number").reason == "Misread."
