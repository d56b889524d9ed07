"""Found by search engines and browsers: the sitemap, robots.txt, the OpenSearch description."""

from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.models import WorkflowStage
from recommendations.pages.site import sitemap
from smuggling_kb.languages import BY_CODE, INTERFACE
from tests.builders import make_document, make_provision, make_recommendation, make_session
from tests.reading import Page

pytestmark = pytest.mark.django_db

ADDRESS = "/sitemap.xml"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def read(client: Client, address: str = ADDRESS) -> ET.Element:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "xml" in answer.headers["Content-Type"]
    return ET.fromstring(answer.content)  # noqa: S314


def addresses(file: ET.Element) -> list[str]:
    return [str(loc.text).removeprefix("http://testserver") for loc in file.iter(f"{SITEMAP}loc")]


def test_it_has_every_page_in_every_language(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2012/6", publication=WorkflowStage.DRAFT)
    make_provision()
    found = addresses(read(client))
    assert len(set(found)) == len(found)
    assert {
        "/en/",
        "/zh-hans/",
        "/en/recommendations/",
        "/en/recommendations/2012/5/",
        "/zh-hans/recommendations/2012/5/",
        "/en/themes/prevention/",
        "/en/sessions/1/",
        "/en/documents/CTOC/COP/WG.7/2012/5/",
        "/en/articles/som-protocol/",
        "/en/resources/",
        "/en/about/data/",
        "/en/about/search/",
    } <= set(found)
    assert not [address for address in found if "2012/6" in address]


def test_every_address_in_it_answers(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_provision()
    for address in addresses(read(client)):
        assert client.get(address).status_code == 200, address


def test_each_page_names_its_versions(client: Client) -> None:
    make_recommendation("2012/5")
    entries = {str(url.findtext(f"{SITEMAP}loc")): url for url in read(client)}
    for language in INTERFACE:
        entry = entries[f"http://testserver/{language}/recommendations/2012/5/"]
        links = {link.get("hreflang"): link.get("href") for link in entry.iter(f"{XHTML}link")}
        assert links == {
            **{code: f"http://testserver/{code}/recommendations/2012/5/" for code in INTERFACE},
            "x-default": "http://testserver/recommendations/2012/5/",
        }


def test_what_one_file_cannot_hold_is_in_several(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 8):
        make_recommendation(f"2012/{number}")
    whole = addresses(read(client))
    monkeypatch.setattr(sitemap, "AT_ONCE", 5)
    files = addresses(read(client))
    assert files[0] == f"{ADDRESS}?page=1"
    assert [address for file in files for address in addresses(read(client, file))] == whole
    past = client.get(f"{ADDRESS}?page={len(files) + 1}")
    assert past.headers["Location"] == files[-1]


@pytest.mark.parametrize("records", [2, 20])
def test_it_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, records: int
) -> None:
    for number in range(1, 1 + records):
        make_recommendation(f"2012/{number}", session=make_session(number))
        make_document(f"A/CONF.{number}/1")
        make_provision(number)
    with django_assert_num_queries(15):
        client.get(ADDRESS)


def test_robots_are_told_of_it(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_a_browser_can_search_the_site(client: Client) -> None:
    for language in INTERFACE:
        [link] = [
            part
            for part in Page(client.get(f"/{language}/")).all("link")
            if part.get("rel") == "search"
        ]
        assert link.get("type") == "application/opensearchdescription+xml"
        description = read(client, link.get("href"))
        assert description.findtext(f"{OPENSEARCH}Language") == BY_CODE[language].tag
        assert 0 < len(description.findtext(f"{OPENSEARCH}ShortName", "")) <= 16
        assert len(description.findtext(f"{OPENSEARCH}Description", "")) <= 1024
        urls = [url.get("template", "") for url in description.iter(f"{OPENSEARCH}Url")]
        results, suggestions, own = urls
        assert results == f"http://testserver/{language}/recommendations/?q={{searchTerms}}"
        assert own == f"http://testserver{link.get('href')}"
        assert client.get(results.replace("{searchTerms}", "x")).status_code == 200
        assert client.get(suggestions.replace("{searchTerms}", "x")).json()[0] == "x"


@pytest.mark.usefixtures("knowledge_base")
def test_it_has_the_whole_site(client: Client) -> None:
    files = addresses(read(client))
    found = [address for file in files for address in addresses(read(client, file))]
    assert "/zh-hans/articles/som-protocol/chapter-2/" in found
    assert len([address for address in found if address.startswith("/en/recommendations/")]) == 130
