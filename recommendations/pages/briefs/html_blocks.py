"""HTML of our own as paragraphs and tables of words, for other formats to write. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

#: Elements that are a paragraph each, and those that end one.
PARAGRAPHS = frozenset({"h1", "h2", "h3", "h4", "p", "li", "caption"})
BREAKERS = PARAGRAPHS | {"div", "section", "article", "ul", "ol", "table"}
CELLS = frozenset({"td", "th"})
BOLD = frozenset({"b", "strong", "th"})
#: Elements without an end.
VOID = frozenset({"br", "hr", "img", "wbr"})
#: Between what a page sets apart by space alone.
SEPARATOR = " · "
APART = frozenset({"facts"})
SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True)
class TextRun:
    """Words in one style; ``address`` is their link, ``language`` that of the words."""

    words: str
    bold: bool = False
    underlined: bool = False
    address: str = ""
    language: str = ""


@dataclass
class TextParagraph:
    """``kind`` is the element, ``classes`` are its own."""

    kind: str
    classes: frozenset[str]
    runs: list[TextRun] = field(default_factory=list)

    @property
    def words(self) -> str:
        return "".join(run.words for run in self.runs)


@dataclass
class TextTable:
    """Rows of cells; in those of the first ``heads`` rows all are headings."""

    rows: list[list[TextParagraph]] = field(default_factory=list)
    heads: int = 0


TextBlock = TextParagraph | TextTable


@dataclass(frozen=True)
class _OpenElement:
    tag: str
    classes: frozenset[str]
    address: str
    language: str


def html_blocks(html: str) -> list[TextBlock]:
    """Return all paragraphs and tables in order; those without words are left out."""
    parser = _BlockParser()
    parser.feed(html)
    parser.close()
    found = [_strip_block(block) for block in parser.blocks]
    return [block for block in found if isinstance(block, TextTable) or block.words]


def _strip_block(block: TextBlock) -> TextBlock:
    if isinstance(block, TextTable):
        block.rows = [[_strip(cell) for cell in row] for row in block.rows]
        return block
    return _strip(block)


def _strip(paragraph: TextParagraph) -> TextParagraph:
    """Remove blanks at both ends."""
    runs = paragraph.runs
    while runs and not runs[0].words.strip():
        runs.pop(0)
    while runs and not runs[-1].words.strip():
        runs.pop()
    if runs:
        runs[0] = replace(runs[0], words=runs[0].words.lstrip())
        runs[-1] = replace(runs[-1], words=runs[-1].words.rstrip())
    return paragraph


class _BlockParser(HTMLParser):
    """Parses the HTML of this site's templates, which close every element."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[TextBlock] = []
        self.open: list[_OpenElement] = []
        self.paragraph: TextParagraph | None = None
        self.table: TextTable | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._add_text("\n")
        if tag in VOID:
            return
        attributes = dict(attrs)
        around = self.open[-1] if self.open else _OpenElement("", frozenset(), "", "")
        if around.classes & APART and self.paragraph and self.paragraph.words.strip():
            self._add_text(SEPARATOR)
        element = _OpenElement(
            tag,
            frozenset((attributes.get("class") or "").split()),
            (attributes.get("href") or around.address) if tag == "a" else around.address,
            attributes.get("lang") or around.language,
        )
        self.open.append(element)
        if tag == "table":
            self.table = TextTable()
            self.blocks.append(self.table)
        elif tag == "tr" and self.table is not None:
            self.table.rows.append([])
            self.table.heads += any(each.tag == "thead" for each in self.open)
        elif tag in CELLS and self.table is not None:
            self.paragraph = TextParagraph(tag, element.classes)
            self.table.rows[-1].append(self.paragraph)
        elif tag in BREAKERS:
            self._start_paragraph(tag, element.classes)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        self.open.pop()
        if tag == "table":
            self.table = None
        if tag in BREAKERS | CELLS:
            self.paragraph = None

    def handle_data(self, data: str) -> None:
        self._add_text(SPACE.sub(" ", data))

    def _start_paragraph(self, tag: str, classes: frozenset[str]) -> None:
        self.paragraph = TextParagraph(tag, classes)
        self.blocks.append(self.paragraph)
        if tag == "caption" and self.table is not None:
            # What names a table stands above it.
            self.blocks[-2:] = [self.paragraph, self.table]

    def _add_text(self, words: str) -> None:
        if self.paragraph is None:
            if not words.strip():
                return
            self._start_paragraph("p", frozenset())
        paragraph = self.paragraph
        if paragraph is None or (words == " " and paragraph.words.endswith((" ", "\n"))):
            return
        words = words.lstrip(" ") if paragraph.words.endswith((" ", "\n")) else words
        element = self.open[-1] if self.open else _OpenElement("", frozenset(), "", "")
        tags = {each.tag for each in self.open}
        run = TextRun(words, bool(tags & BOLD), "u" in tags, element.address, element.language)
        if words:
            paragraph.runs.append(run)
