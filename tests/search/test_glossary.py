"""Words of the texts for readers of another language."""

import pytest
from django.test import Client

from recommendations.index import current_index
from recommendations.search import engine, glossary
from recommendations.search.parser import parse_query
from tests.builders import make_recommendation
from tests.reading import Page


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("word", glossary.WORDS)
def test_every_word_finds_a_record(word: str) -> None:
    assert engine.find_records(word, current_index()).matches


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("liaison officers", ["联络官"]),
        ("Liaison", ["联络官"]),
        ('"joint investigations"', ["联合侦查"]),
        ("evidence", ["电子证据", "证据"]),
        ("zebra", []),
        ("", []),
    ],
)
def test_words_are_found_by_what_they_mean(typed: str, meant: list[str]) -> None:
    assert glossary.source_words(parse_query(typed)) == meant


@pytest.mark.django_db
def test_who_finds_nothing_in_english_is_shown_what_to_search_for(client: Client) -> None:
    make_recommendation(text="缔约国应当派遣联络官。")
    page = Page(client.get("/en/recommendations/?q=liaison officers"))
    assert "What you searched for is in the texts: 联络官 (liaison officers)" in page.text
    [answer] = [link for link in page.links() if link.endswith("?q=%E8%81%94%E7%BB%9C%E5%AE%98")]
    assert "<mark>联络官</mark>" in client.get(answer).content.decode()
    other = Page(client.get("/en/recommendations/?q=zebra"))
    assert "Words that occur in them: 海上 (at sea), 儿童 (children)" in other.text
    assert other.text.index("to drop") < other.text.index("Words that occur in them")


@pytest.mark.django_db
def test_who_reads_the_language_of_the_texts_needs_no_such_help(client: Client) -> None:
    make_recommendation()
    assert "文本为中文" not in Page(client.get("/zh-hans/recommendations/?q=zebra")).text
