"""The differences between a made-up document and what was read of a file that prints it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from recommendations.importing.reading.parsed_document import ParsedDocument, PassageKind
from tests.importing.made_documents.document import HEADINGS, Kind, MadeDocument

#: The kinds as which a passage may be read, by how it was made.
READ_AS = {
    **dict.fromkeys(HEADINGS, "section"),
    Kind.PARAGRAPH: "paragraph",
    Kind.RECOMMENDATION: "recommendation",
    Kind.ITEM: "item",
    Kind.AGENDA_ITEM: "item",
    Kind.CONTINUATION: "text",
    Kind.TEXT: "text",
    Kind.ROW: "row",
}


@dataclass
class Passage:
    """A passage as both sides have it: its kind, its number, its words without white space."""

    kind: str
    label: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind} {self.label} {self.text}"


def differences(document: MadeDocument, parsed: ParsedDocument) -> list[str]:
    """Return what was read otherwise than it was made, a line for each difference."""
    made, read = list(made_passages(document)), list(read_passages(parsed))
    return [
        *differing_lines("passages", map(str, made), map(str, read)),
        *differing_lines("footnotes", made_footnotes(document), read_footnotes(parsed)),
        *differing_lines("recommendations", made_records(document), read_records(parsed)),
    ]


def differing_lines(what: str, made: Iterator[str], read: Iterator[str]) -> Iterator[str]:
    for line in difflib.unified_diff(list(made), list(read), n=0, lineterm=""):
        if not line.startswith(("---", "+++", "@@")):
            yield f"{what}: {line}"


def made_passages(document: MadeDocument) -> Iterator[Passage]:
    """Yield the passages as they are to be read, the cover as one."""
    cover = (passage.text for passage in document.passages if passage.kind == Kind.COVER)
    yield Passage("cover", "", squeezed("".join(cover)))
    for passage in document.passages:
        if passage.kind != Kind.COVER:
            label = bare_label(document.label(passage))
            yield Passage(READ_AS[passage.kind], label, squeezed(passage.text))


def read_passages(parsed: ParsedDocument) -> Iterator[Passage]:
    cover = (each.text for each in parsed.passages if each.kind == PassageKind.COVER)
    yield Passage("cover", "", squeezed("".join(cover)))
    for each in parsed.passages:
        if each.kind != PassageKind.COVER:
            yield Passage(str(each.kind), bare_label(each.printed_label), squeezed(each.text))


def made_footnotes(document: MadeDocument) -> Iterator[str]:
    """Yield each footnote with the words before its mark."""
    for passage in document.passages:
        for note in passage.notes:
            words = squeezed(passage.text[: note.offset])
            yield f"{note.mark} after {words}: {one_line(note.text)}"


def read_footnotes(parsed: ParsedDocument) -> Iterator[str]:
    for note in parsed.footnotes:
        words = squeezed(parsed.passage(note.passage).text[: note.offset])
        yield f"{note.mark} after {words}: {one_line(note.text)}"


def made_records(document: MadeDocument) -> Iterator[str]:
    for number, text in document.recommendations().items():
        yield f"{number} {text}"


def read_records(parsed: ParsedDocument) -> Iterator[str]:
    for record in parsed.recommendations:
        yield f"{record.number}{record.letter} {record.text}"


def bare_label(label: str) -> str:
    """Return a number without the points and brackets around it."""
    return squeezed(label).strip(".()-、")


def squeezed(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def one_line(text: str) -> str:
    return " ".join(text.split())
