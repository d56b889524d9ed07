"""The reader of documents from outside: their text and what a parser finds in it, within limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from recommendations.importing import parsers
from recommendations.importing.layout.markdown import doubtful_marks
from recommendations.importing.layout.running_headers import lone_page_numbers
from recommendations.importing.layout.source_text import (
    ImportRejected,
    SourceText,
    read_source_text,
)
from recommendations.importing.reading.parsed_document import ImportProblem, ParsedDocument
from smuggling_kb.character_validation import fault_messages
from smuggling_kb.hostile_files.limited_process import ReaderDied, Reason, read_limited

#: Bytes of the largest file: twenty times the longest document that is held.
MAX_BYTES = 1_000_000

#: The beginning of a line with a number of so many digits as no passage has, or any such number.
LONG_NUMBER = re.compile(r"^\s*(?:建议\s*)?(\d{5,})(?=[.、\s]|$)|(\d{21,})")
#: Marks of HTML: elements, comments, and names of characters.
MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,100}>?|<!--|&(?:[A-Za-z]{2,8}|#\w{1,8});")

#: The words for a file whose reader came to no end.
DEATHS: dict[Reason, str] = {
    "memory": "The file takes more memory to read than a document should. Check what it holds.",
    "time": "The file takes too long to read. Try once more; if it stays so, check what it holds.",
    "failure": "The file could not be read. Check what it holds.",
}


@dataclass
class ReadDocument:
    """A file as text, and what a parser found in it."""

    source: SourceText
    parsed: ParsedDocument


def read_file(path: Path) -> bytes:
    """Return the bytes of a file; ``ImportRejected`` if there are too many, read no further."""
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ImportRejected(
            f"The file is larger than {MAX_BYTES // 1_000_000} MB, and no document's text is."
            " Choose the file that holds the document's text alone."
        )
    return content


def read_content_limited(content: bytes) -> ReadDocument:
    """Return what a file from outside holds, read by a process that is limited."""
    try:
        return read_limited(read_content, content, refusals=(ImportRejected,))
    except ReaderDied as death:
        raise ImportRejected(DEATHS[death.reason]) from death


def read_content(content: bytes) -> ReadDocument:
    """Return what a file holds; ``ImportRejected`` says why it is no document."""
    source = read_source_text(content)
    check_characters(source)
    check_numbers(source)
    parsed = parsers.parse_document(source)
    parsed.problems += [*markup_problems(source), *layout_problems(source)]
    return ReadDocument(source, parsed)


def check_characters(source: SourceText) -> None:
    """Raise ``ImportRejected`` if the text has characters that no print has, naming the first."""
    if messages := fault_messages(source.text):
        raise ImportRejected("\n  ".join(["There are characters that no print has.", *messages]))


def check_numbers(source: SourceText) -> None:
    """Raise ``ImportRejected`` at the first number that has more digits than any that is printed.

    Passages are numbered up to 9,999.
    """
    for number, line in enumerate(source.text.split("\n"), start=1):
        if match := LONG_NUMBER.search(line):
            digits = len(match[1] or match[2])
            raise ImportRejected(
                f"Line {number}: a number of {digits} digits. Write the one that is printed."
            )


def markup_problems(source: SourceText) -> Iterator[ImportProblem]:
    """Yield a question about each mark of HTML or of Markdown that nothing takes off.

    A document prints none; a converter leaves some.
    """
    footnotes = {footnote.mark for footnote in source.footnotes}
    for number, line in enumerate(source.lines(), start=1):
        marks = {match[0]: "HTML" for match in MARKUP.finditer(line)}
        if source.markdown:
            doubtful = [mark for mark in doubtful_marks(line) if mark not in footnotes]
            marks |= dict.fromkeys(doubtful, "Markdown")
        for mark, language in marks.items():
            message = (
                f"“{mark}” looks like a mark of {language}. Is it printed so? Take it out of the"
                " file, or write what is printed."
            )
            yield ImportProblem(number, message)


def layout_problems(source: SourceText) -> Iterator[ImportProblem]:
    """Yield a question about each line that may be the number of a page."""
    lines = source.lines()
    for place in lone_page_numbers(lines, source.running_headers()):
        message = f"“{lines[place]}” looks like the number of a page. Take it out if it is."
        yield ImportProblem(place + 1, message)
