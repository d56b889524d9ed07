"""The doors of the admin's front page: what they open, and to whom."""

from __future__ import annotations

import pytest
from django.test import Client

from recommendations.models import WorkflowStage
from smuggling_kb.admin.front_page import DOORS
from tests.builders import make_recommendation, make_session, make_subject
from tests.reading import Page, Part

pytestmark = pytest.mark.django_db

FRONT = "/admin/"


def doors(client: Client) -> list[Part]:
    return Page(client.get(FRONT)).one(".doors").all("section")


def sizes(door: Part) -> dict[str, int]:
    """The tables behind a door, with the numbers beside them."""
    return {row.all("a")[0].text: int(row.all("b")[0].text) for row in door.all("li")}


def test_there_are_seven_doors_and_all_tables_lie_behind_a_disclosure(admin_client: Client) -> None:
    front = Page(admin_client.get(FRONT))
    assert [door.one("h2").text for door in front.one(".doors").all("section")] == [
        "Add a document",
        "Recommendations",
        "Documents",
        "Sessions",
        "Themes and subjects",
        "Treaties",
        "People",
    ]
    assert front.one("details.all-tables").one("summary").text == "All tables"
    tables = front.one("details.all-tables").one(".apps").all("table")
    assert sum(len(table.all("tr")) for table in tables) > 30


def test_each_number_behind_a_door_is_that_of_the_list_it_leads_to(admin_client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2012/6", publication=WorkflowStage.DRAFT)
    make_subject("children")
    for door in doors(admin_client):
        for row in door.all("li"):
            listed = Page(admin_client.get(row.all("a")[0].get("href")))
            assert row.all("b")[0].text in listed.one("p.paginator").text.split()
    _add, first, _documents, sessions, themes, *_others = doors(admin_client)
    assert sizes(first)["Draft"] == sizes(first)["Published"] == 1
    assert sizes(sessions) == {"Sessions": 1}
    assert sizes(themes)["Subjects"] == 1


def test_an_editor_finds_no_door_to_accounts(editor_client: Client) -> None:
    found = [door.one("h2").text for door in doors(editor_client)]
    assert found == [str(door.label) for door in DOORS[:-1]]


def test_who_may_see_nothing_finds_no_door(visitor_client: Client) -> None:
    assert doors(visitor_client) == []
