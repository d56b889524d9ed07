"""Pages of HTML: the words that a browser shows, lists with their numbers, tables, footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from recommendations.importing.containers.docx.number_formats import letter_form, roman
from recommendations.importing.inquiries.questions import ReadingHints, gettext_noop, message
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.layout.source_text import FileFormat, MarkPlace, SourceText
from recommendations.importing.layout.source_text_builder import SourceTextBuilder

BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"(?:<!doctype\s+html|<html|<head|<body)",
    re.IGNORECASE | re.DOTALL,
)
#: Byte order marks of UTF-16, and the bytes of a page at which its head is looked for.
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
LOOKED_AT = 4_000
CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{1,20})""", re.IGNORECASE)
#: Encodings that are read; what browsers call Latin-1 is Windows-1252.
ENCODINGS = {
    "iso-8859-1": "windows-1252",
    "us-ascii": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
} | {
    name: name
    for name in (
        *("utf-8", "utf-8-sig", "utf-16", "gb18030", "big5", "koi8-r", "iso-8859-5", "iso-8859-6"),
        *("windows-1250", "windows-1251", "windows-1252", "windows-1256"),
    )
}
#: Elements that a browser does not show.
NOT_SHOWN = {"head", "script", "style", "template", "noscript", "object", "iframe", "title"} | {
    "svg",
    "select",
    "textarea",
    "input",
    "button",
    "audio",
    "video",
    "canvas",
    "math",
    "rt",
    "rp",
}
HEADING = re.compile(r"h([1-6])")
BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"),
    *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
    *("h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section"),
    *("summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
#: The mark of a footnote, in brackets or not.
MARK = re.compile(r"\[?(\d{1,3}|\*{1,3}|[ivx]{1,6})\]?")
BACK = re.compile(r"\s*[↩↑^\ufe0e]+\s*$")
WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")
#: What a browser prints before an item of a list without numbers.
BULLET = "• "
LIST_FORMS: dict[str, Callable[[int], str]] = {
    "1": str,
    "a": letter_form("abcdefghijklmnopqrstuvwxyz"),
    "A": letter_form("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "i": roman,
    "I": lambda number: roman(number).upper(),
}
HEADING_INDENT = 2
DEEPEST = 200
MOST_NUMBER = 3_000

UNKNOWN_ENCODING = gettext_noop(
    "The page does not say in which encoding it is, or says so wrongly (%(name)s). Open it in Word,"
    " save it as DOCX, and send that."
)
TOO_DEEP = message(
    gettext_noop(
        "The elements of the page are nested deeper than in any document. Open it in Word, save it"
        " as DOCX, and send that."
    )
)
NO_TEXT = message(gettext_noop("The page has no text."))


def is_html(content: bytes) -> bool:
    """Return whether a file begins as pages of HTML do."""
    if content.startswith(WIDE_MARKS):
        content = content[:LOOKED_AT].decode("utf-16", "ignore").encode()
    return bool(BEGINNING.match(content))


def read_html(content: bytes, hints: ReadingHints) -> SourceText:
    """Read a page of HTML into paragraphs; raises ``ImportRejected``."""
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_pis=True)
    try:
        root = html.document_fromstring(decode_page(content), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ImportRejected(NO_TEXT) from error
    source = PageReader(index_page(root)).read_page(root)
    if not source.body:
        raise ImportRejected(NO_TEXT)
    return source


def decode_page(content: bytes) -> str:
    """Return the text of a page in the encoding that it names; raises ``ImportRejected``."""
    named = CHARSET.search(content[:LOOKED_AT])
    name = named[1].decode("ascii").lower() if named else "utf-8"
    if content.startswith(WIDE_MARKS):
        name = "utf-16"
    elif content.startswith(b"\xef\xbb\xbf"):
        name = "utf-8-sig"
    try:
        text = content.decode(ENCODINGS[name])
    except (UnicodeDecodeError, KeyError) as error:
        raise ImportRejected(message(UNKNOWN_ENCODING, name=name)) from error
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", ""))


@dataclass
class LineOfPage:
    """Words between two breaks, and where marks of footnotes stand in them."""

    text: str = ""
    marks: list[MarkPlace] = field(default_factory=list)

    def add(self, words: str, *, keeps_spaces: bool = False) -> None:
        """Add words; white space is one space, as browsers show it."""
        words = words if keeps_spaces else WHITE_SPACE.sub(" ", words)
        if words.startswith(" ") and (not self.text or self.text.endswith(" ")):
            words = words.lstrip(" ")
        self.text += words


@dataclass(frozen=True)
class PageIndex:
    """The elements of a page by what refers to them."""

    anchors: dict[str, html.HtmlElement]
    #: The blocks of footnotes and their marks, in the order in which the text refers to them.
    notes: dict[html.HtmlElement, str]
    #: The items of numbered lists, and what a browser prints before each.
    labels: dict[html.HtmlElement, str]

    def note_of(self, link: html.HtmlElement) -> html.HtmlElement | None:
        """Return the block that a link within the page leads to, or into; None if to none."""
        href = link.get("href", "")
        target = self.anchors.get(href.removeprefix("#")) if href.startswith("#") else None
        return note_block(target) if target is not None else None


def index_page(root: html.HtmlElement) -> PageIndex:
    """Return the anchors, footnotes and numbered items of a page."""
    anchors = {
        name: element
        for element in root.iter()
        if isinstance(element.tag, str)
        for name in (element.get("id"), element.get("name"))
        if name
    }
    index = PageIndex(anchors, {}, dict(numbered_items(root)))
    places = {element: place for place, element in enumerate(root.iter())}
    for link in root.iter("a"):
        match = MARK.fullmatch("".join(link.itertext()).strip())
        block = index.note_of(link) if match else None
        is_later = block is not None and places[link] < places[block]
        if match and block is not None and is_later and is_note(block, match[1], link):
            index.notes.setdefault(block, match[1])
    return index


def numbered_items(root: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """Yield each item of numbered lists with what a browser prints before it."""
    for numbered in root.iter("ol"):
        number = number_of(numbered.get("start"), 1)
        for item in numbered.iterchildren("li"):
            number = number_of(item.get("value"), number)
            form = LIST_FORMS.get(item.get("type") or numbered.get("type") or "1", str)
            yield item, f"{form(number) if 0 < number < MOST_NUMBER else number}. "
            number += 1


class PageReader:
    """Reads the elements of a page, or of one cell, in their order."""

    def __init__(self, index: PageIndex) -> None:
        self._index = index
        self._builder = SourceTextBuilder(FileFormat.HTML)
        self._line = LineOfPage()
        self._style = ""
        self._begins = True
        self._prefix = ""

    def read_page(self, root: html.HtmlElement) -> SourceText:
        """Return the whole text of a page."""
        body = root.find(".//body")
        self._read_element(body if body is not None else root, 0)
        self._end_line(ends_paragraph=True)
        for element, mark in self._index.notes.items():
            text = BACK.sub("", WHITE_SPACE.sub(" ", shown_text(element)).strip())
            for start in (f"[{mark}]", mark):
                if text.startswith(start):
                    text = text.removeprefix(start).lstrip(" .")
                    break
            self._builder.add_footnote(mark, [text])
        return self._builder.build()

    def read_cell(self, cell: html.HtmlElement, depth: int) -> LineOfPage:
        """Return what a cell shows, its paragraphs on lines of their own."""
        self._read_contents(cell, depth)
        self._end_line(ends_paragraph=True)
        joined = LineOfPage()
        for line in self._builder.build().body:
            joined.text += "\n" if joined.text else ""
            start = len(joined.text)
            joined.marks += [MarkPlace(each.offset + start, each.mark) for each in line.mark_places]
            joined.text += line.text
        return joined

    def _read_element(self, element: html.HtmlElement, depth: int) -> None:
        if depth > DEEPEST:
            raise ImportRejected(TOO_DEEP)
        if not isinstance(element.tag, str) or element.tag in NOT_SHOWN:
            return
        if element in self._index.notes:
            return
        if is_hidden(element):
            self._builder.drop(WHITE_SPACE.sub(" ", "".join(element.itertext())), "hidden words")
            return
        if element.tag == "br":
            self._end_line(ends_paragraph=False)
        elif element.tag == "a" and self._add_mark(element):
            return
        elif element.tag == "tr":
            self._add_row(element, depth)
        elif element.tag in BLOCKS:
            self._read_block(element, depth)
        else:
            self._read_contents(element, depth)

    def _read_block(self, element: html.HtmlElement, depth: int) -> None:
        self._end_line(ends_paragraph=True)
        outer = self._style
        if match := HEADING.fullmatch(str(element.tag)):
            self._style = f"heading{match[1]}"
        if element.tag == "li":
            self._prefix = self._index.labels.get(element, BULLET)
        self._read_contents(element, depth)
        self._end_line(ends_paragraph=True)
        self._style = outer

    def _read_contents(self, element: html.HtmlElement, depth: int) -> None:
        keeps = element.tag == "pre"
        self._add_words(element.text or "", keeps_lines=keeps)
        for child in element:
            self._read_element(child, depth + 1)
            self._add_words(child.tail or "", keeps_lines=keeps)

    def _add_words(self, words: str, *, keeps_lines: bool) -> None:
        first, *others = words.split("\n") if keeps_lines else [words]
        self._line.add(first)
        for line in others:
            self._end_line(ends_paragraph=False)
            self._line.add(line)

    def _add_mark(self, link: html.HtmlElement) -> bool:
        """Add the mark of a footnote that a link leads to; false if it leads to none."""
        block = self._index.note_of(link)
        mark = self._index.notes.get(block) if block is not None else None
        match = MARK.fullmatch("".join(link.itertext()).strip())
        if mark is None or match is None or match[1] != mark:
            return False
        self._line.text = self._line.text.rstrip(" ") if link.tail else self._line.text
        self._line.marks.append(MarkPlace(len(self._line.text), mark))
        self._line.text += mark
        return True

    def _end_line(self, *, ends_paragraph: bool) -> None:
        line, self._line = self._line, LineOfPage()
        if line.text.strip():
            prefix, self._prefix = self._prefix, ""
            self._builder.add_line(
                prefix + line.text,
                mark_places=[
                    MarkPlace(mark.offset + len(prefix), mark.mark) for mark in line.marks
                ],
                style=self._style,
                indent=HEADING_INDENT if self._style and self._begins else 0,
                begins_paragraph=self._begins,
            )
            self._begins = ends_paragraph
        elif ends_paragraph:
            self._begins = True

    def _add_row(self, row: html.HtmlElement, depth: int) -> None:
        """Add the row of a table; one of a single cell is read as any block."""
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        self._end_line(ends_paragraph=True)
        if len(cells) < 2:
            self._read_contents(row, depth)
            self._end_line(ends_paragraph=True)
            return
        read = [PageReader(self._index).read_cell(cell, depth + 1) for cell in cells]
        marks, start = [], 0
        for cell in read:
            marks += [MarkPlace(mark.offset + start, mark.mark) for mark in cell.marks]
            start += len(cell.text) + 1
        self._builder.add_line(
            " ".join(cell.text.replace("\n", " ") for cell in read),
            mark_places=marks,
            cells=tuple(cell.text for cell in read),
        )
        self._begins = True


def shown_text(element: html.HtmlElement) -> str:
    """Return the words of an element that are shown."""
    words = element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in NOT_SHOWN and not is_hidden(child):
            words += (" " if child.tag in BLOCKS or child.tag == "br" else "") + shown_text(child)
        words += child.tail or ""
    return words


def is_hidden(element: html.HtmlElement) -> bool:
    """Return whether an element says that it is not shown."""
    return element.get("hidden") is not None or bool(HIDING.search(element.get("style", "")))


def note_block(target: html.HtmlElement) -> html.HtmlElement | None:
    """Return the block that holds a footnote: the target of its mark, or what that stands in."""
    for element in (target, *target.iterancestors()):
        if element.tag in ("body", "html", "td", "table", "ol", "section"):
            return None
        if element.tag in ("li", "p", "div", "dd", "aside"):
            return element
    return None


def is_note(block: html.HtmlElement, mark: str, link: html.HtmlElement) -> bool:
    """Return whether a block is the footnote of a mark: it begins with it or leads back to it."""
    names = {link.get("id"), link.get("name"), *(each.get("id") for each in link.iterancestors())}
    leads_back = any(
        each.get("href", "").removeprefix("#") in names - {None} for each in block.iter("a")
    )
    words = shown_text(block).strip()
    return leads_back or words.startswith((mark, f"[{mark}]"))


def number_of(text: str | None, otherwise: int) -> int:
    """Return a number of an attribute; ``otherwise`` if it has none."""
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else otherwise
