"""Markdown, as converters write it: hashes, escaped numbers, footnotes that are defined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.importing.made_documents.document import Kind, MadeDocument, MadePassage, Note

LEVELS = {Kind.CHAPTER: "#", Kind.SECTION: "##", Kind.HEADING: "#", Kind.RECOMMENDATION: "###"}
#: What Markdown would take for a mark of its own.
SPECIAL = re.compile(r"([\\`*_~\[\]<>|])|^(\d+)(?=[.)] )", re.MULTILINE)


def write_markdown(document: MadeDocument, *, escaped: bool = True) -> bytes:
    """Return a document as Markdown in UTF-8; ``escaped``: numbers of paragraphs are ``1\\.``."""
    blocks = [*printed_blocks(document, escaped=escaped)]
    blocks += [f"[^{note.mark}]: {escape(note.text)}" for note in document.footnotes]
    return "".join(f"{block}\n\n" for block in blocks).encode()


def printed_blocks(document: MadeDocument, *, escaped: bool) -> Iterator[str]:
    """Yield the blocks between which blank lines stand."""
    table: list[MadePassage] = []
    for passage in document.passages:
        if passage.kind == Kind.ROW:
            table.append(passage)
            continue
        if table:
            yield printed_table(table)
            table = []
        yield from passage_blocks(document, passage, escaped=escaped)
    if table:
        yield printed_table(table)


def passage_blocks(document: MadeDocument, passage: MadePassage, *, escaped: bool) -> Iterator[str]:
    label = document.label(passage)
    if escaped and passage.kind in (Kind.PARAGRAPH, Kind.AGENDA_ITEM):
        label = f"{label[:-1]}\\{label[-1]}"
    hashes = "#" * passage.level or LEVELS.get(passage.kind, "")
    if passage.kind == Kind.RECOMMENDATION:
        yield f"{hashes} {label}"
        hashes = label = ""
    text = "".join(
        f"[^{piece.mark}]" if isinstance(piece, Note) else escape(piece)
        for piece in passage.pieces()
    )
    yield " ".join(part for part in (hashes, label, text) if part)


def printed_table(rows: list[MadePassage]) -> str:
    """Return the rows of a table between bars, under the first a line of dashes."""
    lines = [f"| {' | '.join(map(escape, row.cells))} |" for row in rows]
    dashes = f"|{'---|' * len(rows[0].cells)}"
    return "\n".join([lines[0], dashes, *lines[1:]])


def escape(text: str) -> str:
    return SPECIAL.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\", text)
