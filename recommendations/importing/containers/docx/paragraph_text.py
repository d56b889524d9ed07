"""The text of a paragraph: the words that print, the marks of notes, and what does not print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from recommendations.importing.containers.docx.names import (
    COMPATIBILITY,
    FORMULA,
    child_value,
    switch,
    value,
    w,
)
from recommendations.importing.containers.docx.notes import own_mark
from recommendations.importing.containers.docx.styles import Styles
from recommendations.importing.containers.docx.symbols import symbol_character
from recommendations.importing.layout.source_text import MarkPlace

#: Elements that are looked through: what they enclose is text of the paragraph.
ENCLOSING = {
    *map(w, ("hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "ins")),
    *map(w, ("moveTo", "bdo", "dir", "ruby", "rubyBase")),
}
DELETIONS = {w("del"), w("moveFrom")}
SPACES = {w("tab"), w("ptab")}
BREAKS = {w("br"), w("cr")}
TEXTS = {w("t"), w("delText"), f"{{{FORMULA}}}t"}
NOTE_REFERENCES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
OBJECTS = {w("object"), w("altChunk"), w("control")}
CHOICE, FALLBACK = f"{{{COMPATIBILITY}}}Choice", f"{{{COMPATIBILITY}}}Fallback"
ALTERNATIVES = f"{{{COMPATIBILITY}}}AlternateContent"
PRESERVED = "{http://www.w3.org/XML/1998/namespace}space"
#: Drawings whose words stand in parts of their own, which are not read.
DIAGRAMS = ("/chart", "/diagram")


@dataclass
class ParagraphText:
    """Words of a paragraph up to a break of the line, and beyond it those of further lines."""

    lines: list[str] = field(default_factory=lambda: [""])
    #: Of each line.
    marks: list[list[MarkPlace]] = field(default_factory=lambda: [[]])
    #: Words that do not print, each with the reason.
    unprinted: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    #: Objects that print and are not read.
    objects: int = 0

    def add(self, text: str) -> None:
        """Add words to the last line."""
        self.lines[-1] += text

    def add_mark(self, mark: str) -> None:
        """Add the mark of a note."""
        self.marks[-1].append(MarkPlace(len(self.lines[-1]), mark))
        self.add(mark)

    def break_line(self) -> None:
        """Begin another line."""
        self.lines.append("")
        self.marks.append([])

    def leave_out(self, text: str, reason: str) -> None:
        """Note words that do not print."""
        if text:
            self.unprinted.append((text, reason))


class TextReader:
    """Reads paragraphs in their order; fields may go on from one to the next.

    ``mark`` returns what is printed for a note of a kind with an identifier.
    """

    def __init__(self, styles: Styles, mark: Callable[[str, etree._Element], str]) -> None:
        self._styles = styles
        self._mark = mark
        #: For each field that is open, whether its result has begun.
        self._fields: list[bool] = []

    def read_paragraph(self, paragraph: etree._Element) -> ParagraphText:
        """Return the text of a paragraph."""
        text = ParagraphText()
        style = self._styles.style(child_value(paragraph.find(w("pPr")), "pStyle"))
        for child in paragraph:
            self._read_child(child, text, style.is_hidden, "")
        return text

    def _read_child(
        self, element: etree._Element, text: ParagraphText, is_hidden: bool, reason: str
    ) -> None:
        if element.tag == w("r"):
            self._read_run(element, text, is_hidden, reason)
        elif element.tag in DELETIONS:
            for child in element:
                self._read_child(child, text, is_hidden, "deleted words")
        elif element.tag in ENCLOSING or str(element.tag).startswith(f"{{{FORMULA}}}"):
            for child in element:
                self._read_child(child, text, is_hidden, reason)
            if element.tag in TEXTS:
                self._add(element.text or "", text, reason)
        elif element.tag == ALTERNATIVES:
            for child in first_alternative(element):
                self._read_child(child, text, is_hidden, reason)

    def _read_run(
        self, run: etree._Element, text: ParagraphText, is_hidden: bool, reason: str
    ) -> None:
        properties = run.find(w("rPr"))
        style = child_value(properties, "rStyle")
        hidden = switch(properties, "vanish")
        if hidden is None:
            hidden = is_hidden or bool(style and self._styles.style(style).is_hidden)
        if hidden and not reason:
            reason = "hidden words"
        has_own_mark = False
        for child in run:
            if not (has_own_mark and child.tag == w("t")):
                self._read_content(child, text, reason)
            has_own_mark = has_own_mark or bool(child.tag in NOTE_REFERENCES and own_mark(child))

    def _read_content(self, element: etree._Element, text: ParagraphText, reason: str) -> None:
        tag = element.tag
        if tag == w("fldChar"):
            self._follow_field(value(element, "fldCharType"))
        elif self._fields and not all(self._fields):
            return  # The instructions of a field, which do not print.
        elif tag in TEXTS:
            self._add(words_of(element), text, reason)
        elif tag in SPACES:
            self._add("\t", text, reason)
        elif tag in BREAKS:
            if not reason:
                text.break_line()
        elif tag == w("noBreakHyphen"):
            self._add("-", text, reason)
        elif tag == w("sym"):
            self._add(
                symbol_character(value(element, "font"), value(element, "char")), text, reason
            )
        elif tag in NOTE_REFERENCES:
            if not reason and (mark := self._mark(NOTE_REFERENCES[tag], element)):
                text.add_mark(mark)
        elif tag == w("ruby"):
            for base in element.iterfind(f"{w('rubyBase')}/{w('r')}"):
                self._read_run(base, text, False, reason)
        elif tag in OBJECTS:
            text.objects += 1
        elif tag == ALTERNATIVES:
            for child in first_alternative(element):
                self._read_content(child, text, reason)
        elif tag in (w("drawing"), w("pict")) and not reason:
            text.boxes += boxes(element)
            text.objects += is_diagram(element)

    def _add(self, words: str, text: ParagraphText, reason: str) -> None:
        if reason:
            text.leave_out(words, reason)
        else:
            text.add(words.replace("\n", " "))

    def _follow_field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def words_of(element: etree._Element) -> str:
    """Return the words of an element; spaces around them are not printed unless it says so."""
    words = element.text or ""
    return words if element.get(PRESERVED) == "preserve" else words.strip(" \t\r\n")


def first_alternative(alternatives: etree._Element) -> Iterator[etree._Element]:
    """Yield what stands in the first of several ways to write the same."""
    chosen = alternatives.find(CHOICE)
    if chosen is None:
        chosen = alternatives.find(FALLBACK)
    yield from chosen if chosen is not None else ()


def boxes(drawing: etree._Element) -> list[etree._Element]:
    """Return the contents of the text boxes of a drawing, the outermost ones alone."""
    found = []
    waiting = [drawing]
    while waiting:
        element = waiting.pop(0)
        if element.tag == w("txbxContent"):
            found.append(element)
        elif element.tag == ALTERNATIVES:
            waiting = [*first_alternative(element), *waiting]
        else:
            waiting = [*element, *waiting]
    return found


def is_diagram(drawing: etree._Element) -> bool:
    """Return whether a drawing is a chart or a diagram."""
    return any(kind in each.get("uri", "") for each in drawing.iter() for kind in DIAGRAMS)
