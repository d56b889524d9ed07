"""An HTML page as a test reads it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from smuggling_kb.spreadsheets import Sheet, workbook_file
from tests.html_tree import parse_html


def file_content(response: HttpResponseBase) -> bytes:
    """Return the bytes of a file, be it whole or made while it goes out."""
    if isinstance(response, StreamingHttpResponse):
        return b"".join(response)
    assert isinstance(response, HttpResponse)
    return response.content


def workbook_bytes(*sheets: Sheet) -> bytes:
    """Return the file of tables as a workbook."""
    with workbook_file(*sheets) as file:
        return file.read()


class Part:
    """An element of a page."""

    def __init__(self, element: Element) -> None:
        self.element = element

    @property
    def text(self) -> str:
        """Its words, white space brought to single blanks."""
        return " ".join("".join(self.element.itertext()).split())

    @property
    def label(self) -> str:
        """Return what it is called, beside its words."""
        return self.element.get("aria-label", "")

    @property
    def lang(self) -> str:
        return self.element.get("lang", "")

    def get(self, attribute: str) -> str:
        """An attribute; empty if it has none of that name."""
        return self.element.get(attribute, "")

    def all(self, selector: str) -> list[Part]:
        """The parts that ``tag``, ``.class``, ``tag.class`` or ``#id`` selects, in order."""
        return [Part(element) for element in self._matching(selector)]

    def one(self, selector: str) -> Part:
        """The only such part."""
        [part] = self.all(selector)
        return part

    def link(self, address: str) -> Part:
        """The first link to an address."""
        return next(part for part in self.all("a") if part.get("href") == address)

    def links(self) -> list[str]:
        """The addresses of all links."""
        return [part.get("href") for part in self.all("a")]

    def _matching(self, selector: str) -> Iterator[Element]:
        tag, _dot, class_name = selector.partition(".")
        name, _hash, identifier = tag.partition("#")
        for element in self.element.iter(name or None):
            classes = str(element.get("class", "")).split()
            if class_name and class_name not in classes:
                continue
            if identifier and element.get("id") != identifier:
                continue
            yield element


class Page(Part):
    """A response's page."""

    def __init__(self, response: HttpResponseBase) -> None:
        assert isinstance(response, HttpResponse)
        self.html = response.content.decode()
        super().__init__(parse_html(self.html))
