"""Whatever a curator changes, the public sees at once: on pages, in counts and in downloads."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from recommendations.curation.actions import apply_bulk_change
from recommendations.curation.bulk import CHANGES
from recommendations.history.versions import version_numbers
from recommendations.models import Recommendation, WorkflowStage
from tests.builders import make_account, make_recommendation, make_theme, set_stage
from tests.filling import form_values
from tests.reading import Page, file_content

pytestmark = pytest.mark.django_db

CODE, TEXT, CORRECTED = "2012/5", "缔约国应当采取行动。", "缔约国应当立即采取行动。"


def page(client: Client) -> str:
    return Page(client.get(f"/en/recommendations/{CODE}/")).text


def counted(client: Client, theme: str) -> int:
    """How many records the list's filters count on a theme."""
    listed = Page(client.get("/en/recommendations/"))
    [label] = [
        label
        for label in listed.all("label")
        if any(
            (box.get("name"), box.get("value")) == ("theme", theme) for box in label.all("input")
        )
    ]
    return int(label.all("span")[-1].text)


def downloaded(client: Client) -> dict[str, dict[str, str]]:
    content = file_content(client.get("/en/recommendations.csv")).decode("utf-8-sig")
    return {row["code"]: row for row in csv.DictReader(io.StringIO(content))}


def in_the_form(**values: str) -> None:
    """Save the record's form with other values."""
    record, client = Recommendation.objects.get(code=CODE), Client()
    client.force_login(User.objects.get())
    address = reverse("admin:recommendations_recommendation_change", args=(record.pk,))
    form = form_values(Page(client.get(address)), "recommendation_form")
    told = {"why": "A slip.", "texts-0-difference": "keep"}
    assert client.post(address, form | told | values).status_code == 302


def at_once(name: str, **values: object) -> None:
    """Change the record by a bulk change."""
    seen = version_numbers([CODE])
    by = User.objects.get()
    apply_bulk_change(change=CHANGES[name], values=values, seen=seen, by=by, reason="Decided.")


def by_command() -> None:
    """Past every form."""
    Recommendation.objects.get(code=CODE).texts.update(text=CORRECTED)


@pytest.fixture(autouse=True)
def records() -> None:
    make_account("chief", is_superuser=True)
    make_recommendation(CODE, TEXT)
    make_recommendation("2012/6")


@pytest.mark.parametrize(
    "correct", [lambda: in_the_form(**{"texts-0-text": CORRECTED}), by_command]
)
def test_a_corrected_text(client: Client, correct: Callable[[], None]) -> None:
    assert TEXT in page(client)
    correct()
    assert CORRECTED in page(client)
    assert downloaded(client)[CODE]["text"] == CORRECTED
    assert CODE in Page(client.get("/en/recommendations/?q=立即")).text


def test_another_theme(client: Client) -> None:
    theme = make_theme("research")
    assert (counted(client, "prevention"), counted(client, "research")) == (2, 0)
    at_once("assign_theme", theme=theme)
    assert (counted(client, "prevention"), counted(client, "research")) == (2, 1)
    at_once("remove_theme", theme=make_theme("prevention"))
    assert (counted(client, "prevention"), counted(client, "research")) == (1, 1)
    assert "Research" in page(client)
    assert downloaded(client)[CODE]["themes"] == "research"
    assert CODE in Page(client.get("/en/themes/research/")).text


def test_what_is_archived_and_published_again(client: Client) -> None:
    at_once("archive", note_en="Printed twice.")
    assert client.get(f"/en/recommendations/{CODE}/").status_code == 410
    assert "Printed twice." in page(client)
    assert counted(client, "prevention") == 1
    assert downloaded(client).keys() == {"2012/6"}
    at_once("reinstate")
    assert client.get(f"/en/recommendations/{CODE}/").status_code == 200
    assert counted(client, "prevention") == 2
    assert downloaded(client).keys() == {CODE, "2012/6"}


def test_a_new_record_once_it_is_published(client: Client) -> None:
    set_stage(Recommendation.objects.filter(code=CODE), WorkflowStage.DRAFT)
    for step in ("submit", "publish"):
        assert downloaded(client).keys() == {"2012/6"}
        at_once(step)
    assert downloaded(client).keys() == {CODE, "2012/6"}
    assert TEXT in page(client)
