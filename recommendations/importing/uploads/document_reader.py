"""The reader of documents from outside: their text and what a parser finds in it, within limits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from recommendations.importing import parsers
from recommendations.importing.containers import (
    BYTES_OF_MEGABYTE,
    MOST_MEGABYTES,
    read_source_text,
    size_message,
)
from recommendations.importing.inquiries.questions import (
    ReadingHints,
    gettext_noop,
    message,
)
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.layout.source_text import SourceText
from recommendations.importing.messages import translate_message
from recommendations.importing.reading.parsed_document import ParsedDocument
from smuggling_kb.character_validation import fault_messages
from smuggling_kb.hostile_files.limited_process import ReaderDied, Reason, read_limited

#: The beginning of a line with a number of so many digits as no passage has, or any such number.
LONG_NUMBER = re.compile(r"^\s*(?:建议\s*)?(\d{5,})(?=[.、\s]|$)|(\d{21,})")

#: The words for a file whose reader came to no end.
DEATHS: dict[Reason, str] = {
    "memory": gettext_noop(
        "The file takes more memory to read than a document should. Check what it holds."
    ),
    "time": gettext_noop(
        "The file takes too long to read. Try once more; if it stays so, check what it holds."
    ),
    "failure": gettext_noop("The file could not be read. Check what it holds."),
}
FAULTY_CHARACTERS = gettext_noop("There are characters that no print has.")
LONG_NUMBER_MESSAGE = gettext_noop(
    "Line %(line)s: a number of %(digits)s digits. Write the one that is printed."
)


@dataclass
class ReadDocument:
    """A file as text, and what a parser found in it."""

    source: SourceText
    parsed: ParsedDocument


def read_file(path: Path) -> bytes:
    """Return the bytes of a file; ``ImportRejected`` if there are too many, read no further."""
    with path.open("rb") as file:
        content = file.read(MOST_MEGABYTES * BYTES_OF_MEGABYTE + 1)
    check_size(content)
    return content


def check_size(content: bytes) -> None:
    """Raise ``ImportRejected`` if a file is larger than any may be."""
    if len(content) > MOST_MEGABYTES * BYTES_OF_MEGABYTE:
        raise ImportRejected(translate_message(size_message(MOST_MEGABYTES)))


def read_content_limited(content: bytes, hints: ReadingHints | None = None) -> ReadDocument:
    """Return what a file from outside holds, read by a process that is limited.

    Raises ``ImportRejected``, its message in the active language.
    """
    check_size(content)
    try:
        return read_limited(
            read_content_translated,
            content,
            refusals=(ImportRejected,),
            arguments=hints or ReadingHints(),
        )
    except ReaderDied as death:
        raise ImportRejected(_(DEATHS[death.reason])) from death


def read_content_translated(content: bytes, hints: ReadingHints) -> ReadDocument:
    """Return what a file holds; ``ImportRejected`` says in the active language why it cannot."""
    try:
        return read_content(content, hints)
    except ImportRejected as rejected:
        raise ImportRejected(translate_message(rejected.message)) from rejected


def read_content(content: bytes, hints: ReadingHints | None = None) -> ReadDocument:
    """Return what a file holds; ``ImportRejected`` says why it is no document."""
    source = read_source_text(content, hints)
    check_characters(source)
    check_numbers(source)
    return ReadDocument(source, parsers.parse_document(source, hints))


def check_characters(source: SourceText) -> None:
    """Raise ``ImportRejected`` if the text has characters that no print has, naming the first."""
    if messages := fault_messages(source.text):
        raise ImportRejected("\n  ".join([_(FAULTY_CHARACTERS), *messages]))


def check_numbers(source: SourceText) -> None:
    """Raise ``ImportRejected`` at the first number that has more digits than any that is printed.

    Passages are numbered up to 9,999.
    """
    headers = source.running_headers()
    for number, line in enumerate(source.text.split("\n"), start=1):
        if number - 1 not in headers and (match := LONG_NUMBER.search(line)):
            digits = len(match[1] or match[2])
            raise ImportRejected(message(LONG_NUMBER_MESSAGE, line=number, digits=digits))
