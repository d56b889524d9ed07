"""What holds for every public page in every language: it is marked as such, and all in it."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from xml.etree.ElementTree import Element

import pytest
from django.test import Client

from smuggling_kb.languages import BY_CODE, DEFAULT_LANGUAGE, INTERFACE
from smuggling_kb.management.commands.check_translations import catalog_of, translations
from tests.public_pages import ALL, STATUSES
from tests.reading import Page

pytestmark = pytest.mark.usefixtures("knowledge_base")

OTHERS = [code for code in INTERFACE if code != DEFAULT_LANGUAGE]
#: Each page in one language, the next in another; with --all in all of them.
SEEN = [
    pytest.param(page, code, marks=() if code == shown else pytest.mark.long)
    for page, shown in zip(ALL, cycle(OTHERS), strict=False)
    for code in OTHERS
]
#: What people read of elements beside their text.
READ_ATTRIBUTES = ("aria-label", "alt", "title", "placeholder", "content")
#: Elements with words of no language, or of one that they name.
UNREAD = ("script", "style", "code", "kbd", "bdi", "textarea")
#: What titles, examples of citations and synonyms name in English.
CITED = {"Working Group on the Smuggling of Migrants", "Conference of the Parties"}
#: What stands between the words of a string.
VALUES = re.compile(r"%\(\w+\)[sd]|\{[^}]*\}|<[^>]*>|%%|\s*[.:;,“”()?]\s*")


@pytest.mark.parametrize(("page", "language"), SEEN)
def test_a_page_in_another_language_has_no_english_left(
    client: Client, page: str, language: str
) -> None:
    answer = client.get(f"/{language}/{page}")
    assert answer.status_code == STATUSES.get(page, 200)
    root = Page(answer).one("html")
    assert (root.lang, root.get("dir")) == (BY_CODE[language].tag, BY_CODE[language].direction)
    read = "\n".join(read_words(root.element))
    left = {words for words in english_words() if words in read}
    assert left == set()


@cache
def english_words() -> frozenset[str]:
    """Return the English of the code between its values, where it is four words or more."""
    messages = (message for message, _words in translations(catalog_of(OTHERS[0])))
    pieces = (piece.strip() for message in messages for piece in VALUES.split(message))
    return frozenset(piece for piece in pieces if piece.count(" ") > 2) - CITED


def read_words(element: Element) -> Iterator[str]:
    """Yield what is to be read of an element in the page's language, piece by piece."""
    if element.tag in UNREAD:
        return
    for name in READ_ATTRIBUTES:
        yield element.get(name, "").strip()
    yield (element.text or "").strip()
    for child in element:
        if not child.get("lang"):
            yield from read_words(child)
        yield (child.tail or "").strip()
