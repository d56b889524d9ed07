"""The styles of a Word file: what they are called, and what they pass on to paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from recommendations.importing.containers.docx.names import (
    child_number,
    child_value,
    switch,
    value,
    w,
)

#: Word's own names of styles, which are the same in every language of Word.
HEADING = re.compile(r"heading ([1-9])")
NAMED = {"title": "title", "subtitle": "title"}
CONTENTS = re.compile(r"toc ([1-9])")
#: Styles that another is based on, at most: a circle has no end.
DEEPEST = 20


@dataclass(frozen=True)
class Style:
    """A style of paragraphs or characters with what it takes over from the one it is based on."""

    name: str = ""
    list_name: str = ""
    list_depth: int | None = None
    outline: int | None = None
    is_hidden: bool = False


class Styles:
    """The styles of a file by their identifiers."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = {}
        self._default = ""
        self._styles: dict[str, Style] = {}
        for element in root.iterfind(w("style")) if root is not None else ():
            self._elements[value(element, "styleId")] = element
            if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true"):
                self._default = value(element, "styleId")

    def style(self, identifier: str) -> Style:
        """Return a style; the default one of paragraphs if the identifier is empty."""
        identifier = identifier or self._default
        if identifier not in self._styles:
            self._styles[identifier] = self._read_style(identifier)
        return self._styles[identifier]

    def identifier(self, identifier: str) -> str:
        """Return the identifier, or that of the default style of paragraphs if it is empty."""
        return identifier or self._default

    def _read_style(self, identifier: str) -> Style:
        chain: list[etree._Element] = []
        while (element := self._elements.get(identifier)) is not None and len(chain) < DEEPEST:
            chain.append(element)
            identifier = child_value(element, "basedOn")
        found = Style()
        for element in reversed(chain):
            paragraph = element.find(w("pPr"))
            numbers = None if paragraph is None else paragraph.find(w("numPr"))
            depth, outline = child_number(numbers, "ilvl"), child_number(paragraph, "outlineLvl")
            hidden = switch(element.find(w("rPr")), "vanish")
            found = Style(
                name=child_value(element, "name").lower(),
                list_name=child_value(numbers, "numId") or found.list_name,
                list_depth=found.list_depth if depth is None else depth,
                outline=found.outline if outline is None else outline,
                is_hidden=found.is_hidden if hidden is None else hidden,
            )
        return found


def style_hint(style: Style, outline: int | None) -> str:
    """Return what a paragraph is by its style: ``heading1`` …, ``title``, ``toc``, or nothing."""
    if match := HEADING.fullmatch(style.name):
        return f"heading{match[1]}"
    if CONTENTS.fullmatch(style.name):
        return "toc"
    if style.name in NAMED:
        return NAMED[style.name]
    level = style.outline if outline is None else outline
    return f"heading{level + 1}" if level is not None and 0 <= level < 9 else ""
