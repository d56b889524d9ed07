"""The titles of pages: what they are about first, and no two the same."""

from collections import Counter

import pytest
from django.test import Client

from smuggling_kb.languages import INTERFACE
from tests.public_pages import PAGES
from tests.reading import Page

ADDRESSES = [address for states in PAGES.values() for address in states]


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("language", INTERFACE)
def test_no_two_pages_have_one_title(client: Client, language: str) -> None:
    titles = Counter[str]()
    for address in ADDRESSES:
        response = client.get(f"/{language}/{address}")
        if response.status_code == 200 and "html" in response.headers["Content-Type"]:
            [title] = Page(response).all("title")
            topic, _dash, site = title.text.rpartition(" — ")
            assert topic, address
            assert site, address
            titles[topic] += 1
    assert len(titles) > 60
    assert [topic for topic, count in titles.items() if count > 1] == []
