"""Plain text and Markdown: lines, pages, footnote blocks and what merely decorates a page.

The text is taken from a page layout. Shared by all genres:

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

from recommendations.importing.inquiries.questions import ReadingHints, gettext_noop, message
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.layout.findings import Deviation, DroppedText
from recommendations.importing.layout.markdown import strip_marks
from recommendations.importing.layout.source_text import (
    FileFormat,
    FootnoteBlock,
    MarkPlace,
    SourceLine,
    SourceText,
)
from recommendations.importing.layout.source_text_builder import PLAIN_CHARACTERS
from recommendations.texts.gb18030 import is_chinese_gb18030
from smuggling_kb.characters import replace_look_alikes

RULE = re.compile(r"_{10,}")
DUMPED_LINK = re.compile(r"https?://\S+")
FOOTNOTE = re.compile(r" {1,2}(?P<mark>\d+|\*) {1,2}(?P<text>\S.*)")
STAR_FOOTNOTE = re.compile(r" {1,2}\* \S.*")
#: A rule, or the line below the heads of a table's columns.
MARKDOWN_RULE = re.compile(r"---|\|(?:\s*:?-+:?\s*\|)+")
TABLE_ROW = re.compile(r"\|.*\|")
CELL_BORDER = re.compile(r"(?<!\\)\|")
#: The mark of a footnote in the text, and the footnote itself, whose further lines are set in.
NOTE_REFERENCE = re.compile(r"\[\^(?P<mark>[^\]\s]{1,12})\](?!:)")
NOTE_DEFINITION = re.compile(r"\[\^(?P<mark>[^\]\s]{1,12})\]:\s*(?P<text>\S.*)")
NOTE_INDENT = 3
#: Around a mark while the other marks are taken off; no document has such characters.
MARK_BEGINS, MARK_ENDS = "\ue000", "\ue001"
MARKDOWN_HEADING = re.compile(r"(?P<hashes>#+) ", re.MULTILINE)

#: A tab parts the cells of a table.
PLAIN_BUT_TABS = {code: plain for code, plain in PLAIN_CHARACTERS.items() if code != ord("\t")}

NOT_TEXT = message(
    gettext_noop("The file is binary. Save the document as DOCX, PDF, or plain text in UTF-8.")
)
NOT_UTF8 = gettext_noop(
    "The file is not in UTF-8 (byte %(byte)s). Save it as DOCX, or as plain text in UTF-8."
)
LIKELY_ENCODING = gettext_noop(
    "The file is not in UTF-8 but, it seems, in %(encoding)s (byte %(byte)s). Save it as DOCX, or"
    " as plain text in UTF-8."
)
#: Other encodings that programs still write, each with a word that texts in it have.
ENCODINGS = (
    ("Big5", "的"),
    ("Windows-1251", " и "),
    ("KOI8-R", " и "),
    ("Windows-1256", " من "),
    ("Windows-1252", " de "),
)


def read_text(content: bytes, hints: ReadingHints) -> SourceText:
    """Read a file into lines, pages and footnotes; raises ``ImportRejected``."""
    decoded, encoding = decode_text(content)
    text, replaced = replace_look_alikes(decoded.translate(PLAIN_BUT_TABS))
    markdown = bool(MARKDOWN_HEADING.search(text))
    file_format = FileFormat.MARKDOWN if markdown else FileFormat.TEXT
    source = SourceText(text, file_format, replaced=replaced, encoding=encoding)
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
            source.deviations.append(Deviation(number, stripped, "footnote-without-rule"))
            in_footnotes = True
        if in_footnotes:
            add_to_footnotes(source, line, raw)
        elif source.markdown:
            add_markdown(source, line)
        else:
            source.body.append(line)
    return source


def layout_reason(line: SourceLine, source: SourceText, headers: Set[int]) -> str:
    """Return why a whole line carries no text of the document; empty if it does."""
    if RULE.fullmatch(line.text):
        return "footnote rule"
    if source.markdown and MARKDOWN_RULE.fullmatch(line.text):
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


def add_markdown(source: SourceText, line: SourceLine) -> None:
    """Add a line of Markdown without its marks: to the body, to a footnote, as a table's row."""
    if line.indent >= NOTE_INDENT and continues_note(source, line):
        source.footnotes[-1].lines.append(strip_markdown(line, source))
    elif definition := NOTE_DEFINITION.fullmatch(line.text):
        account(source, line.number, line.text, definition["mark"] + definition["text"])
        line.text = definition["text"]
        source.footnotes.append(
            FootnoteBlock(definition["mark"], line.page, [strip_markdown(line, source)])
        )
    elif TABLE_ROW.fullmatch(line.text):
        cells = tuple(strip_marks(cell).strip() for cell in CELL_BORDER.split(line.text)[1:-1])
        account(source, line.number, line.text, "".join(cells))
        line.text, line.cells = " ".join(filter(None, cells)), cells
        source.body.append(line)
    else:
        if heading := MARKDOWN_HEADING.match(line.text):
            line.style = f"heading{len(heading['hashes'])}"
        line.begins_paragraph = line.gap > 0
        source.body.append(strip_markdown(line, source))


def continues_note(source: SourceText, line: SourceLine) -> bool:
    """Return whether a line follows on the last line of a footnote, blank lines aside."""
    last = source.footnotes[-1].lines[-1] if source.footnotes else None
    return last is not None and last.number == line.number - 1 - line.gap


def strip_markdown(line: SourceLine, source: SourceText) -> SourceLine:
    """Return the line without Markdown's marks, and account for each of them."""
    marked = NOTE_REFERENCE.sub(f"{MARK_BEGINS}\\1{MARK_ENDS}", line.text)
    text = strip_marks(marked).strip()
    places = []
    while (start := text.find(MARK_BEGINS)) >= 0:
        mark = text[start + 1 : text.index(MARK_ENDS, start)]
        text = text.replace(f"{MARK_BEGINS}{mark}{MARK_ENDS}", mark, 1)
        places.append(MarkPlace(start, mark))
    account(source, line.number, line.text, text)
    line.text, line.mark_places = text, tuple(places)
    return line


def account(source: SourceText, number: int, whole: str, part: str) -> None:
    """Account for the characters of a line, white space aside, that its text is without."""
    removed = removed_characters("".join(whole.split()), "".join(part.split()))
    if removed:
        source.dropped.append(DroppedText(number, removed, "Markdown mark"))


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


def decode_text(content: bytes) -> tuple[str, str]:
    """Return the text of a file, and the name of its encoding if that is not Unicode.

    Raises ``ImportRejected`` unless it is UTF-8, marked UTF-16, or Chinese in GB18030.
    """
    encoding, name = "utf-8-sig", ""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\0" in content:
        raise ImportRejected(NOT_TEXT)
    elif not is_utf8(content) and is_chinese_gb18030(content):
        encoding, name = "gb18030", "GB18030"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if likely := likely_encoding(content):
            told = message(LIKELY_ENCODING, encoding=likely, byte=error.start)
            raise ImportRejected(told) from error
        raise ImportRejected(message(NOT_UTF8, byte=error.start)) from error
    if "\0" in text:
        raise ImportRejected(NOT_TEXT)
    return text.replace("\r\n", "\n"), name


def is_utf8(content: bytes) -> bool:
    """Return whether a file is in UTF-8, a few bytes that are broken aside."""
    as_read = content.decode("utf-8", "replace")
    in_utf8 = sum(not each.isascii() and each != "\ufffd" for each in as_read)
    broken = as_read.count("\ufffd")
    return not broken or in_utf8 > broken


def likely_encoding(content: bytes) -> str:
    """Return the encoding of a file that is not in UTF-8; empty if nothing tells."""
    if is_utf8(content):
        return ""
    for name, word in ENCODINGS:
        try:
            if word in content.decode(name):
                return name
        except UnicodeDecodeError:
            continue
    return ""
