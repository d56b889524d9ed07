"""HTML of our own as paragraphs and tables of words, for other formats to write. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
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
class Run:
    """Words in one style; ``address`` is what they lead to, ``language`` that of the words."""

    words: str
    bold: bool = False
    underlined: bool = False
    address: str = ""
    language: str = ""


@dataclass
class Paragraph:
    """``kind`` is the element, ``classes`` are its own."""

    kind: str
    classes: frozenset[str]
    runs: list[Run] = field(default_factory=list)

    @property
    def words(self) -> str:
        """What it says."""
        return "".join(run.words for run in self.runs)


@dataclass
class Table:
    """Rows of cells; in those of the first ``heads`` rows all are headings."""

    rows: list[list[Paragraph]] = field(default_factory=list)
    heads: int = 0


Block = Paragraph | Table


@dataclass(frozen=True)
class _Open:
    """An element that is open."""

    tag: str
    classes: frozenset[str]
    address: str
    language: str


def blocks(html: str) -> list[Block]:
    """All paragraphs and tables in order; those without words are left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = [_trimmed(block) for block in reader.found]
    return [block for block in found if isinstance(block, Table) or block.words]


def _trimmed(block: Block) -> Block:
    if isinstance(block, Table):
        block.rows = [[_stripped(cell) for cell in row] for row in block.rows]
        return block
    return _stripped(block)


def _stripped(paragraph: Paragraph) -> Paragraph:
    """Without blanks at its ends."""
    runs = paragraph.runs
    while runs and not runs[0].words.strip():
        runs.pop(0)
    while runs and not runs[-1].words.strip():
        runs.pop()
    if runs:
        runs[0] = _with(runs[0], runs[0].words.lstrip())
        runs[-1] = _with(runs[-1], runs[-1].words.rstrip())
    return paragraph


def _with(run: Run, words: str) -> Run:
    return Run(words, run.bold, run.underlined, run.address, run.language)


class _Reader(HTMLParser):
    """Reads what our templates write; elements are properly closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self.open: list[_Open] = []
        self.paragraph: Paragraph | None = None
        self.table: Table | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._say("\n")
        if tag in VOID:
            return
        given = dict(attrs)
        around = self.open[-1] if self.open else _Open("", frozenset(), "", "")
        if around.classes & APART and self.paragraph and self.paragraph.words.strip():
            self._say(SEPARATOR)
        element = _Open(
            tag,
            frozenset((given.get("class") or "").split()),
            (given.get("href") or around.address) if tag == "a" else around.address,
            given.get("lang") or around.language,
        )
        self.open.append(element)
        if tag == "table":
            self.table = Table()
            self.found.append(self.table)
        elif tag == "tr" and self.table is not None:
            self.table.rows.append([])
            self.table.heads += any(each.tag == "thead" for each in self.open)
        elif tag in CELLS and self.table is not None:
            self.paragraph = Paragraph(tag, element.classes)
            self.table.rows[-1].append(self.paragraph)
        elif tag in BREAKERS:
            self._begin(tag, element.classes)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        self.open.pop()
        if tag == "table":
            self.table = None
        if tag in BREAKERS | CELLS:
            self.paragraph = None

    def handle_data(self, data: str) -> None:
        self._say(SPACE.sub(" ", data))

    def _begin(self, tag: str, classes: frozenset[str]) -> None:
        self.paragraph = Paragraph(tag, classes)
        self.found.append(self.paragraph)
        if tag == "caption" and self.table is not None:
            # What names a table stands above it.
            self.found[-2:] = [self.paragraph, self.table]

    def _say(self, words: str) -> None:
        if self.paragraph is None:
            if not words.strip():
                return
            self._begin("p", frozenset())
        said = self.paragraph
        if said is None or (words == " " and said.words.endswith((" ", "\n"))):
            return
        words = words.lstrip(" ") if said.words.endswith((" ", "\n")) else words
        element = self.open[-1] if self.open else _Open("", frozenset(), "", "")
        tags = {each.tag for each in self.open}
        run = Run(words, bool(tags & BOLD), "u" in tags, element.address, element.language)
        if words:
            said.runs.append(run)
