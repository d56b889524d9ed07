"""Terms, accessibility and contact: linked from every page, and true."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from recommendations.problem_reports.models import ProblemReport
from tests.reading import Page

pytestmark = pytest.mark.django_db

STATEMENTS = ("/en/about/terms/", "/en/about/accessibility/", "/en/contact/")


def test_every_page_leads_to_terms_accessibility_contact_and_the_form(client: Client) -> None:
    for path in ("/en/", "/en/about/", "/en/nothing/"):
        links = Page(client.get(path)).one("footer").links()
        assert {*STATEMENTS} <= {*links}
        assert any(link.startswith("/en/report/") for link in links)


def test_the_terms_tell_the_united_nations_from_the_editors(client: Client) -> None:
    page = Page(client.get("/en/about/terms/"))
    assert "© United Nations" in page.one("main").text
    assert "https://www.un.org/en/about-us/terms-of-use" in page.links()
    assert "No licence has been published for this work" in page.text
    assert "/en/about/terms/" in Page(client.get("/en/about/data/")).one("main").links()


def test_the_accessibility_statement_leads_to_the_form(client: Client) -> None:
    page = Page(client.get("/en/about/accessibility/"))
    assert "/en/report/" in page.one("main").links()
    assert "WCAG" in page.one("main").text
    about = Page(client.get("/en/about/")).one("main")
    assert about.link("/en/about/accessibility/").text == "accessibility statement"


def test_contacts_are_those_of_the_settings(client: Client, settings: Settings) -> None:
    settings.CONTACT = ["mailto:desk@example.org", "https://example.org/contact"]
    answer = client.get("/en/contact/")
    page = Page(answer)
    assert page.link("mailto:desk@example.org").text == "desk@example.org"
    assert page.link("https://example.org/contact").text == "https://example.org/contact"
    assert page.one("main").link("/en/report/").text == "use the form"
    assert "ETag" not in answer.headers


def test_without_contacts_the_form_stands_in_their_place(
    client: Client, settings: Settings
) -> None:
    settings.CONTACT = []
    page = Page(client.get("/en/contact/"))
    assert page.one("h1").text == "Contact"
    form = page.one("form.report")
    assert form.get("action") == "/en/report/"
    [chosen] = [part for part in form.all("input") if "checked" in part.element.attrib]
    client.post(form.get("action"), {"kind": chosen.get("value"), "message": "Thank you."})
    assert ProblemReport.objects.get().kind == "other"


@pytest.mark.parametrize("path", STATEMENTS)
def test_they_ask_nothing_but_the_version_of_the_data(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    with django_assert_num_queries(1):
        client.get(path)
