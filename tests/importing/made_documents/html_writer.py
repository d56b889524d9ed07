"""HTML: a page for a browser, and the same passages for the pages of a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tests.importing.made_documents.document import Kind, MadeDocument, MadePassage, Note

TAGS = {
    Kind.CHAPTER: "h2",
    Kind.SECTION: "h3",
    Kind.HEADING: "h2",
}


def write_html(document: MadeDocument) -> bytes:
    """Return a document as a page of HTML, its footnotes at the end."""
    direction = "rtl" if document.right_to_left else "ltr"
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{document.language}" dir="{direction}">',
        f'<head><meta charset="utf-8"><title>{document.symbol}</title></head>',
        "<body>",
        *printed_elements(document),
        '<section class="footnotes"><hr>',
        *(note_element(note) for note in document.footnotes),
        "</section>",
        "</body></html>",
    ]
    return "\n".join(parts).encode()


def printed_elements(document: MadeDocument) -> Iterator[str]:
    """Yield the elements of all passages, rows of a table together in one."""
    rows: list[str] = []
    for passage in document.passages:
        if passage.kind == Kind.ROW:
            cells = "".join(f"<td>{escape(cell)}</td>" for cell in passage.cells)
            rows.append(f"<tr>{cells}</tr>")
            continue
        if rows:
            yield f"<table>{''.join(rows)}</table>"
            rows = []
        label = document.label(passage)
        if passage.kind == Kind.RECOMMENDATION:
            yield f"<h4>{label}</h4>"
            label = ""
        tag = f"h{passage.level}" if passage.level else TAGS.get(passage.kind, "p")
        yield f"<{tag}>{escape(label)}{' ' if label else ''}{marked_text(passage)}</{tag}>"
    if rows:
        yield f"<table>{''.join(rows)}</table>"


def marked_text(passage: MadePassage) -> str:
    """Return the text of a passage, a mark as a link to its footnote."""
    return "".join(
        f'<sup><a href="#fn{piece.mark}" id="fnref{piece.mark}">{piece.mark}</a></sup>'
        if isinstance(piece, Note)
        else escape(piece)
        for piece in passage.pieces()
    )


def note_element(note: Note) -> str:
    return f'<p id="fn{note.mark}"><sup>{note.mark}</sup> {escape(note.text)}</p>'
