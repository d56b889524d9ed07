"""In pages from right to left, what reads from the left is set apart: symbols, codes, addresses."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from django.test import Client

from recommendations.rendering.bidirectional_text import FROM_THE_LEFT, isolate_in_html
from tests.html_tree import SVG, parse_html
from tests.public_pages import ALL

LEFTWARD = re.compile(FROM_THE_LEFT)
#: What is not drawn, or draws its words in places of their own.
UNSEEN = {"title", "style", "script", "option", "textarea", f"{SVG}svg"}


def mingled(element: Element, *, is_apart: bool = False) -> Iterator[str]:
    """Yield what runs from the left within words from the right."""
    if element.tag in UNSEEN:
        return
    direction = element.get("dir")
    is_apart = element.tag == "bdi" or (direction == "ltr" if direction else is_apart)
    if element.text and not is_apart:
        yield from (
            f"{element.tag}.{element.get('class')}: {found}"
            for found in LEFTWARD.findall(element.text)
        )
    for child in element:
        yield from mingled(child, is_apart=is_apart)
        if child.tail and not is_apart:
            yield from (
                f"{element.tag}.{element.get('class')}: {found}"
                for found in LEFTWARD.findall(child.tail)
            )


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("path", ALL)
def test_what_runs_from_the_left_is_set_apart_in_arabic(client: Client, path: str) -> None:
    page = client.get(f"/ar/{path}").content.decode()
    assert sorted(set(mingled(parse_html(page)))) == []


@pytest.mark.parametrize(
    ("html", "isolated"),
    [
        ("التوصية 2012/5، ثم", "التوصية <bdi>2012/5</bdi>، ثم"),
        ('<a href="/2012/5/">2022/61b</a>', '<a href="/2012/5/"><bdi>2022/61b</bdi></a>'),
        ("(A/CONF.213/7)", "(<bdi>A/CONF.213/7</bdi>)"),
        ("<bdi>A/<wbr>RES/<wbr>73</bdi>", "<bdi>A/<wbr>RES/<wbr>73</bdi>"),
        ("<textarea>2012/5</textarea> 1/2", "<textarea>2012/5</textarea> 1/2"),
        ("https://example.org/a/?b=1&amp;c.", "<bdi>https://example.org/a/?b=1&amp;c</bdi>."),
        ("&quot;https://example.org/&quot;", "&quot;<bdi>https://example.org/</bdi>&quot;"),
        ("https://example.org/?a&amp;", "<bdi>https://example.org/?a</bdi>&amp;"),
    ],
)
def test_only_words_are_isolated_and_once(html: str, isolated: str) -> None:
    assert isolate_in_html(html) == isolated


def test_many_capitals_are_read_once() -> None:
    assert isolate_in_html("A" * 100_000) == "A" * 100_000


@pytest.mark.usefixtures("knowledge_base")
def test_pages_from_the_left_are_left_as_they_are(client: Client) -> None:
    assert "<bdi>2020/1</bdi>" in client.get("/ar/recommendations/").content.decode()
    assert "<bdi>2020/1</bdi>" not in client.get("/en/recommendations/").content.decode()


@pytest.mark.usefixtures("knowledge_base")
def test_a_citation_in_arabic_is_whole_on_any_page(client: Client) -> None:
    page = parse_html(client.get("/en/recommendations/2012/5/").content.decode())
    citations = [each for each in page.iter("p") if each.get("id") == "citation-ar"]
    assert [found for each in citations for found in mingled(each)] == []
    assert next(each.text for each in citations[0].iter("bdi")) == "2012/5"
