"""What becomes of the address of a recommendation that was withdrawn."""

import pytest
from django.db import IntegrityError
from django.test import Client

from recommendations.models import Recommendation, WorkflowStage
from tests.builders import make_recommendation
from tests.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def archived() -> Recommendation:
    return make_recommendation("2012/5", publication=WorkflowStage.ARCHIVED)


@pytest.mark.parametrize("ending", ["/", ".json", ".ris", ".bib"])
@pytest.mark.usefixtures("archived")
def test_its_address_stays_and_says_that_it_was_withdrawn(client: Client, ending: str) -> None:
    answer = client.get(f"/en/recommendations/2012/5{ending}")
    assert answer.status_code == 410
    page = Page(answer)
    assert page.one("h1").text == "Recommendation 2012/5 was withdrawn from this site"
    assert "缔约国应当采取行动" not in page.html
    assert '<meta name="robots" content="noindex">' in page.html


def test_it_says_why_in_the_readers_language_or_else_in_the_language_there_is(
    client: Client, archived: Recommendation
) -> None:
    archived.archive_notes.create(language="en", text="Printed twice: see 第 6 段.")
    assert "Printed twice" in client.get("/en/recommendations/2012/5/").content.decode()
    chinese = Page(client.get("/zh-hans/recommendations/2012/5/"))
    assert chinese.one("div.prose").all("span")[0].lang == "en"
    archived.archive_notes.create(language="zh-hans", text="重复印发。")
    assert "重复印发。" in client.get("/zh-hans/recommendations/2012/5/").content.decode()


def test_it_leads_to_its_successor_and_to_the_passage_that_stays(
    client: Client, archived: Recommendation
) -> None:
    archived.successor = make_recommendation("2012/6")
    archived.save()
    links = Page(client.get("/en/recommendations/2012/5/")).one("div.prose").links()
    assert links[:2] == ["/en/recommendations/2012/6/", "/en/documents/CTOC/COP/WG.7/2012/5/#p5"]
    document = client.get("/en/documents/CTOC/COP/WG.7/2012/5/").content.decode()
    assert "缔约国应当采取行动" in document
    assert "/recommendations/2012/5/" not in document


def test_a_successor_that_nobody_can_read_yet_is_not_named(
    client: Client, archived: Recommendation
) -> None:
    archived.successor = make_recommendation("2012/6", publication=WorkflowStage.DRAFT)
    archived.save()
    assert "2012/6" not in client.get("/en/recommendations/2012/5/").content.decode()


@pytest.mark.usefixtures("archived")
def test_it_is_in_no_list_and_in_no_download(client: Client) -> None:
    make_recommendation("2012/6")
    for address in ("/en/recommendations/", "/en/recommendations.csv", "/sitemap.xml"):
        answer = client.get(address)
        content = answer.getvalue() if answer.streaming else answer.content
        assert b"recommendations/2012/5/" not in content, address


@pytest.mark.parametrize("code", ["2012/5", "2012/6"])
def test_only_what_is_archived_has_a_successor_and_never_itself(
    archived: Recommendation, code: str
) -> None:
    make_recommendation("2012/6")
    name = "only_archived_has_successor" if code == "2012/6" else "successor_is_another"
    with pytest.raises(IntegrityError, match=name):
        Recommendation.objects.filter(code=code).update(successor=archived)
