"""Recommendations in the vocabulary of schema.org, within their pages."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from recommendations.models import AdoptionStatus, RecommendationText
from sessions.models import Document
from tests.builders import make_recommendation, make_session, make_translation
from tests.reading import Page

pytestmark = pytest.mark.django_db


def linked_data(client: Client, code: str = "2012/5", language: str = "en") -> dict[str, Any]:
    page = Page(client.get(f"/{language}/recommendations/{code}/"))
    [block] = [part for part in page.all("script") if part.get("type") == "application/ld+json"]
    found: dict[str, Any] = json.loads("".join(block.element.itertext()))
    return found


def test_a_page_says_what_it_shows(client: Client) -> None:
    start, end = date(2012, 5, 30), date(2012, 6, 1)
    make_recommendation("2012/5", session=make_session(1, start=start, end=end))
    Document.objects.update(issued=date(2015, 9, 23))
    assert linked_data(client) == {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": "http://testserver/recommendations/2012/5/",
        "url": "http://testserver/recommendations/2012/5/",
        "identifier": "2012/5",
        "name": "Recommendation 2012/5",
        "headline": "Recommendation 2012/5 (1st session, 2012): 缔约国应当采取行动",
        "creativeWorkStatus": "Adopted",
        "inLanguage": "zh-Hans",
        "text": "缔约国应当采取行动。",
        "author": {
            "@type": "Organization",
            "name": "Working Group on the Smuggling of Migrants",
        },
        "copyrightHolder": {"@type": "Organization", "name": "United Nations"},
        "about": ["Prevention"],
        "dateCreated": "2012-06-01",
        "datePublished": "2015-09-23",
        "isPartOf": {
            "@type": "Report",
            "identifier": "CTOC/COP/WG.7/2012/5",
            "url": "https://docs.un.org/zh/CTOC/COP/WG.7/2012/5",
            "publisher": {"@type": "Organization", "name": "United Nations"},
            "name": "Title of CTOC/COP/WG.7/2012/5",
        },
    }


def test_reference_managers_read_the_same_from_the_head_as_from_a_file(client: Client) -> None:
    make_recommendation("2012/5", text='缔约国"应当"采取行动。', session=make_session(1))
    (item,) = client.get("/en/recommendations/2012/5.csl.json").json()
    page = Page(client.get("/en/recommendations/2012/5/"))
    assert {
        part.get("name"): part.get("content")
        for part in page.all("meta")
        if part.get("name").startswith("citation_")
    } == {
        "citation_title": item["title"],
        "citation_author": item["author"][0]["literal"],
        "citation_inbook_title": item["container-title"],
        "citation_publication_date": "2012",
        "citation_publisher": "United Nations",
        "citation_language": "zh-Hans",
        "citation_public_url": item["URL"],
    }


def test_what_is_not_known_is_left_out(client: Client) -> None:
    make_recommendation("2010/54a", status=AdoptionStatus.PROPOSED).occurrences.all().delete()
    found = linked_data(client, "2010/54a")
    assert found["creativeWorkStatus"] == "Proposed"
    assert not {"dateCreated", "datePublished", "isPartOf"} & set(found)


def test_it_is_in_the_readers_language_but_for_the_words(client: Client) -> None:
    make_recommendation("2012/5")
    assert linked_data(client, language="zh-hans")["name"] == "建议 2012/5"


@pytest.mark.parametrize(
    "words", ["</script><script>alert(1)</script>", "<!-- <script>", "&lt;", "\u2028", '"}', "\\"]
)
def test_no_words_end_the_block(client: Client, words: str) -> None:
    make_recommendation("2012/5")
    RecommendationText.objects.update(text=words)
    assert linked_data(client)["text"] == words


def test_a_translation_names_the_original_that_it_is_made_from(client: Client) -> None:
    make_translation(make_recommendation("2012/5"), "en", "States parties should act.")
    found = linked_data(client)
    assert (found["inLanguage"], found["text"]) == ("en", "States parties should act.")
    assert found["disambiguatingDescription"] == "Unofficial translation into English"
    assert found["translationOfWork"] == {
        "@type": "CreativeWork",
        "inLanguage": "zh-Hans",
        "text": "缔约国应当采取行动。",
        "disambiguatingDescription": "Official text in Chinese",
    }
    assert found["headline"].endswith("缔约国应当采取行动")
    assert "translationOfWork" not in linked_data(client, language="zh-hans")
