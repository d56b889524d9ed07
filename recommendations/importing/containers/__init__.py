"""Containers: one module for each format of files, and a line in ``CONTAINERS``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from recommendations.importing.containers.docx import read_docx
from recommendations.importing.containers.html import is_html, read_html
from recommendations.importing.containers.other_formats import other_format
from recommendations.importing.containers.pdf import read_pdf
from recommendations.importing.containers.text import read_text
from recommendations.importing.inquiries.questions import (
    Message,
    ReadingHints,
    gettext_noop,
    message,
)
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.layout.source_text import SourceText


@dataclass(frozen=True)
class Container:
    """A format of files, told by their first bytes, never by their names.

    ``most_megabytes`` is the size of the largest file of this format that is read.
    """

    recognises: Callable[[bytes], bool]
    most_megabytes: int
    read: Callable[[bytes, ReadingHints], SourceText]


def begins_with(*beginnings: bytes) -> Callable[[bytes], bool]:
    """Return a predicate that recognises files by their first bytes."""
    return lambda content: content.startswith(beginnings)


#: The last is for every file that is none of the others.
CONTAINERS: tuple[Container, ...] = (
    Container(begins_with(b"PK\x03\x04", b"PK\x05\x06"), 25, read_docx),
    Container(begins_with(b"%PDF-"), 25, read_pdf),
    Container(is_html, 5, read_html),
    Container(lambda content: True, 1, read_text),
)
#: The size of the largest file of any format.
MOST_MEGABYTES = max(container.most_megabytes for container in CONTAINERS)
BYTES_OF_MEGABYTE = 1_000_000

EMPTY = message(gettext_noop("The file is empty. Choose the file that holds the document's text."))
TOO_LARGE = gettext_noop(
    "The file is larger than %(megabytes)s MB, and no document's text is. Choose the file that"
    " holds the document's text alone."
)


def size_message(megabytes: int) -> Message:
    """Return the message that a file is larger than it may be."""
    return message(TOO_LARGE, megabytes=megabytes)


def read_source_text(content: bytes, hints: ReadingHints | None = None) -> SourceText:
    """Read a file of any format; raises ``ImportRejected``."""
    if not content.strip():
        raise ImportRejected(EMPTY)
    if told := other_format(content):
        raise ImportRejected(told)
    container = next(each for each in CONTAINERS if each.recognises(content))
    if len(content) > container.most_megabytes * BYTES_OF_MEGABYTE:
        raise ImportRejected(size_message(container.most_megabytes))
    return container.read(content, hints or ReadingHints())
