"""The lists of the admin: titles, filters and words of the site's own."""

from __future__ import annotations

from gettext import GNUTranslations
from pathlib import Path

import django
import pytest
from django.test import Client

from smuggling_kb.admin.django_messages import DJANGO_MESSAGES
from tests.builders import assign, make_recommendation, make_subject, make_theme
from tests.reading import Page

pytestmark = pytest.mark.django_db

LIST = "/admin/recommendations/recommendation/"


def codes(client: Client, query: str) -> list[str]:
    page = Page(client.get(f"{LIST}?{query}"))
    return [link.text for row in page.all("th.field-code_in_order") for link in row.all("a")]


@pytest.fixture
def children() -> None:
    """One of three recommendations is about a subject."""
    make_theme("research")
    assign(make_recommendation("2012/5"), make_subject("children"))
    for number in (6, 7):
        make_recommendation(f"2012/{number}")


@pytest.mark.usefixtures("children")
@pytest.mark.parametrize("typed", ["children", "Children", " CHILDREN ", "none"])
def test_a_subject_is_typed_as_a_name_or_as_addresses_have_it(
    editor_client: Client, typed: str
) -> None:
    expected = ["2012/6", "2012/7"] if typed == "none" else ["2012/5"]
    assert codes(editor_client, f"subject={typed}") == expected


@pytest.mark.usefixtures("children")
def test_a_subject_that_there_is_not_finds_nothing_and_says_so(editor_client: Client) -> None:
    page = Page(editor_client.get(f"{LIST}?subject=nothing&q=2012"))
    assert codes(editor_client, "subject=nothing") == []
    field = page.one("#filter-subject")
    assert field.get("value") == "nothing"
    assert page.one("p.unknown").text == "There is none of this name."
    form = page.one("form.by-name")
    assert {(each.get("name"), each.get("value")) for each in form.all("input")} == {
        ("q", "2012"),
        ("subject", "nothing"),
    }


@pytest.mark.usefixtures("children")
def test_long_filters_are_folded_until_they_filter(editor_client: Client) -> None:
    def open_filters(query: str) -> set[str]:
        page = Page(editor_client.get(f"{LIST}?{query}"))
        filters = page.one("nav#changelist-filter").all("details")
        return {each.one("summary").text for each in filters if "open" in each.element.attrib}

    assert "Publication" in open_filters("")
    assert "Strength" not in open_filters("")
    assert "Strength" in open_filters("strength__exact=may")


@pytest.mark.usefixtures("children")
def test_a_list_is_titled_by_what_it_lists_and_says_what_to_choose(editor_client: Client) -> None:
    page = Page(editor_client.get(LIST))
    assert page.one("h1").text == "Recommendations"
    actions = page.one("div.actions")
    assert actions.one("label").text.startswith("Choose an action")
    assert actions.one("button").text == "Run"
    assert Page(editor_client.get("/admin/recommendations/theme/")).one("h1").text == (
        "Themes and subjects"
    )


def test_what_is_worded_otherwise_is_djangos() -> None:
    folder = Path(django.__file__).parent / "contrib/admin/locale/zh_Hans/LC_MESSAGES"
    with (folder / "django.mo").open("rb") as file:
        catalogue = GNUTranslations(file)
    assert [words for words in DJANGO_MESSAGES if catalogue.gettext(words) == words] == []
