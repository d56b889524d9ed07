"""The notation in which made-up documents are kept: a line for each passage, its kind before it.

=  a line of the cover          #  a chapter       ##  a section      ###  a heading without number
.  a numbered paragraph         1  an item of an agenda               *    a lettered item
R  a numbered recommendation    +  a further paragraph of it          u    an unnumbered paragraph
|  a row of a table, its cells between bars

Numbers are counted. ⟦…⟧ is a footnote, its mark in place of it; ⟦*…⟧ is one that has a star.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.importing.made_documents.document import Kind, MadeDocument, MadePassage, Note

FOLDER = Path(__file__).parent
NOTE = re.compile("⟦(?P<star>\\*?)(?P<text>[^⟧]*)⟧")
KINDS = {
    "=": Kind.COVER,
    "#": Kind.CHAPTER,
    "##": Kind.SECTION,
    "###": Kind.HEADING,
    ".": Kind.PARAGRAPH,
    "R": Kind.RECOMMENDATION,
    "+": Kind.CONTINUATION,
    "*": Kind.ITEM,
    "1": Kind.AGENDA_ITEM,
    "u": Kind.TEXT,
    "|": Kind.ROW,
}
#: The kinds whose numbers begin anew, by the kinds at which they do.
RESTARTS = {
    Kind.SECTION: {Kind.CHAPTER, Kind.HEADING},
    Kind.AGENDA_ITEM: {Kind.PARAGRAPH},
    Kind.ITEM: {
        Kind.PARAGRAPH,
        Kind.RECOMMENDATION,
        Kind.AGENDA_ITEM,
        Kind.CHAPTER,
        Kind.SECTION,
        Kind.HEADING,
    },
}
COUNTED = (Kind.CHAPTER, Kind.PARAGRAPH, Kind.RECOMMENDATION, *RESTARTS)


def next_report(language: str) -> MadeDocument:
    """Return the report of a meeting of 2026, with 20 recommendations."""
    return _document("reports", language, "report", "CTOC/COP/WG.7/2026/4")


def background_paper(language: str) -> MadeDocument:
    """Return a background paper with questions and possible action, in English or Chinese."""
    return _document("papers", language, "background-paper", "CTOC/COP/WG.7/2026/2")


def provisional_agenda(language: str) -> MadeDocument:
    """Return an annotated provisional agenda, in French or Chinese."""
    return _document("agendas", language, "", "CTOC/COP/WG.7/2026/1")


def resolution(language: str) -> MadeDocument:
    """Return a resolution of the Conference, in Spanish or Chinese."""
    return _document("resolutions", language, "", "CTOC/COP/2026/13")


def compilation(language: str) -> MadeDocument:
    """Return a compilation of two meetings' recommendations, in English or Chinese."""
    return _document("compilations", language, "compilation", "CTOC/COP/WG.7/2026/5")


def report_of_another_group(language: str) -> MadeDocument:
    """Return the report of another working group, in English, Russian or Chinese."""
    return _document("other_reports", language, "report", "CTOC/COP/WG.4/2026/4")


def _document(folder: str, language: str, genre: str, symbol: str) -> MadeDocument:
    return read_notation(FOLDER / folder / f"{language}.txt", genre, symbol)


def read_notation(
    path: Path, genre: str, symbol: str, job_number: str = "V.26-05151"
) -> MadeDocument:
    """Return the document of a file, whose name is that of its language."""
    lines = path.read_text(encoding="utf-8").splitlines()
    passages = tuple(number_passages(map(passage_of_line, lines)))
    return MadeDocument(path.stem, genre, symbol, job_number, passages)


def passage_of_line(line: str) -> MadePassage:
    """Return the passage of a line, its footnotes not yet numbered."""
    sign, _space, words = line.partition(" ")
    kind = KINDS[sign]
    if kind == Kind.ROW:
        cells = tuple(cell.strip() for cell in words.split("|"))
        return MadePassage(kind, "\t".join(cells), cells=cells)
    notes, text, start = [], "", 0
    for match in NOTE.finditer(words):
        text += words[start : match.start()]
        notes.append(Note(len(text), match["star"], match["text"].strip()))
        start = match.end()
    return MadePassage(kind, text + words[start:], notes=tuple(notes))


def number_passages(passages: Iterator[MadePassage]) -> Iterator[MadePassage]:
    """Yield the passages with their numbers, and their footnotes with their marks."""
    last = dict.fromkeys(COUNTED, 0)
    mark = 0
    for passage in passages:
        for kind, at in RESTARTS.items():
            if passage.kind in at:
                last[kind] = 0
        if passage.kind in last:
            last[passage.kind] += 1
        notes = []
        for note in passage.notes:
            mark += note.mark != "*"
            notes.append(Note(note.offset, note.mark or str(mark), note.text))
        yield MadePassage(
            passage.kind, passage.text, last.get(passage.kind, 0), tuple(notes), passage.cells
        )
