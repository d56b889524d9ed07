"""The layout of the files: lines, pages, footnote blocks and what merely decorates a page.

Every file is text taken from a page layout. Shared by all genres:

- A page begins with a line that starts with a space and follows directly on a line that is not
  blank (elsewhere a blank line separates lines), or with a running header: the document's symbol
  and its job number, each on a line of its own (``running_headers``).
- A space that does not break is a space.
- A rule of underscores opens the footnotes of a page; they end with the page. A footnote begins
  with a space, its mark (a number or ``*``) and a space; other lines continue it. A line that
  begins with ``*`` and a space opens the footnotes even where the rule is missing.
- Addresses that a link hides behind its words are dumped on lines of their own.
- In Markdown ``---`` is a mark, as are those that ``markdown`` takes off.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field

from recommendations.importing.layout.findings import Deviation, DroppedText
from recommendations.importing.layout.markdown import strip_marks
from recommendations.importing.layout.running_headers import running_header_lines
from smuggling_kb.characters import CharacterFault, replace_look_alikes

RULE = re.compile(r"_{10,}")
DUMPED_LINK = re.compile(r"https?://\S+")
FOOTNOTE = re.compile(r" {1,2}(?P<mark>\d+|\*) {1,2}(?P<text>\S.*)")
STAR_FOOTNOTE = re.compile(r" {1,2}\* \S.*")
MARKDOWN_HEADING = re.compile(r"#+ ", re.MULTILINE)
#: Spaces at which no line may break, as word processors put them between a number and its word.
NO_BREAK_SPACE = re.compile("[\u00a0\u2007\u202f]")


class ImportRejected(Exception):
    """The file is no text that could be a document; the message says what to do."""


@dataclass
class SourceLine:
    """One line of the body: ``indent`` and ``gap`` count the spaces and blank lines before it."""

    number: int
    text: str
    indent: int
    gap: int
    page: int


@dataclass
class FootnoteBlock:
    """The lines of one footnote, lifted out of the page that prints it."""

    mark: str
    page: int
    lines: list[SourceLine]


@dataclass
class SourceText:
    """A file as pages: its body without its footnotes and without decoration."""

    text: str
    markdown: bool
    body: list[SourceLine] = field(default_factory=list)
    footnotes: list[FootnoteBlock] = field(default_factory=list)
    dropped: list[DroppedText] = field(default_factory=list)
    deviations: list[Deviation] = field(default_factory=list)
    #: Look-alikes of ideographs, which the text has the ideographs in place of.
    replaced: list[CharacterFault] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the lines of the file without the white space around them."""
        return [line.strip() for line in self.text.split("\n")]

    def running_headers(self) -> set[int]:
        """Return the places among its lines of those that the layout of pages put there."""
        return running_header_lines(self.lines(), has_pages=not self.markdown)


def decode_utf8(content: bytes) -> str:
    """Return the text of a file; raises ``ImportRejected`` unless it is non-empty UTF-8 text."""
    if not content.strip():
        raise ImportRejected("The file is empty. Choose the file that holds the document's text.")
    if b"\0" in content:
        raise ImportRejected("The file is binary. Save the document as plain text in UTF-8 first.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportRejected(
            f"The file is not in UTF-8 (byte {error.start}). Save it as plain text in UTF-8."
        ) from error
    return text.replace("\r\n", "\n")


def read_source_text(content: bytes) -> SourceText:
    """Read a file into lines, pages and footnotes; raises ``ImportRejected``."""
    text, replaced = replace_look_alikes(NO_BREAK_SPACE.sub(" ", decode_utf8(content)))
    markdown = bool(MARKDOWN_HEADING.search(text))
    source = SourceText(text, markdown, replaced=replaced)
    page, gap, in_footnotes, follows_text = 1, 0, False, False
    headers = source.running_headers()
    for number, raw in enumerate(text.split("\n"), start=1):
        stripped = raw.strip()
        if not stripped:
            gap, follows_text = gap + 1, False
            continue
        if raw.startswith(" ") and follows_text:
            raw, page, in_footnotes = raw[1:], page + 1, False
        follows_text = True
        line = SourceLine(number, stripped, len(raw) - len(raw.lstrip(" ")), gap, page)
        gap = 0
        if reason := layout_reason(line, source, headers):
            source.dropped.append(DroppedText(number, stripped, reason))
            if reason == "running header":
                page, in_footnotes = page + 1, False
            in_footnotes = in_footnotes or reason == "footnote rule"
            continue
        if STAR_FOOTNOTE.fullmatch(raw.rstrip()) and not in_footnotes:
            source.deviations.append(Deviation(number, stripped, "footnote without a rule"))
            in_footnotes = True
        if in_footnotes:
            add_to_footnotes(source, line, raw)
        else:
            source.body.append(strip_markdown(line, source) if source.markdown else line)
    return source


def layout_reason(line: SourceLine, source: SourceText, headers: Set[int]) -> str:
    """Return why a whole line carries no text of the document; empty if it does."""
    if RULE.fullmatch(line.text):
        return "footnote rule"
    if source.markdown and line.text == "---":
        return "Markdown rule"
    if DUMPED_LINK.fullmatch(line.text):
        return "dumped link"
    if line.number - 1 in headers:
        return "running header"
    return ""


def add_to_footnotes(source: SourceText, line: SourceLine, raw: str) -> None:
    """Begin a footnote with the line, or continue the last one."""
    if start := FOOTNOTE.fullmatch(raw.rstrip()):
        line.text = start["text"]
        source.footnotes.append(FootnoteBlock(start["mark"], line.page, [line]))
    elif source.footnotes and source.footnotes[-1].page == line.page:
        source.footnotes[-1].lines.append(line)
    else:
        source.body.append(line)


def strip_markdown(line: SourceLine, source: SourceText) -> SourceLine:
    """Return the line without Markdown's marks, and account for each of them."""
    text = strip_marks(line.text)
    if text != line.text:
        source.dropped.append(
            DroppedText(line.number, removed_characters(line.text, text), "Markdown mark")
        )
    line.text = text.strip()
    return line


def removed_characters(whole: str, part: str) -> str:
    """Return the characters of ``whole`` that ``part``, which keeps their order, leaves out."""
    left = iter(part + "\0")
    wanted = next(left)
    out = []
    for character in whole:
        if character == wanted:
            wanted = next(left)
        else:
            out.append(character)
    return "".join(out)
