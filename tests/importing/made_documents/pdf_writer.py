"""PDF: pages of A4 with headers, footers and footnotes, printed by Chromium from HTML."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from tests.importing.made_documents.document import Kind, MadeDocument, MadePassage, Note

FOLDER = Path(__file__).parent
#: Debian's Chromium prints with these as root and without a network.
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
    "--virtual-time-budget=10000",
)


def has_browser() -> bool:
    """Return whether there is a browser to print with."""
    return shutil.which("chromium") is not None


def write_pdf(document: MadeDocument, kept: Path | None = None) -> bytes:
    """Return a document as PDF; in the folder ``kept``, files are kept for the next time."""
    page = write_pages(document)
    with tempfile.TemporaryDirectory() as folder:
        store = kept or Path(folder)
        store.mkdir(parents=True, exist_ok=True)
        made = store / f"{hashlib.sha256(page).hexdigest()[:24]}.pdf"
        if not made.exists():
            printed = print_page(page, Path(folder))
            printed.replace(made)
        return made.read_bytes()


def print_page(page: bytes, folder: Path) -> Path:
    """Return the file that a browser prints of a page, in the folder, which it has for itself."""
    source, target = folder / "document.html", folder / "document.pdf"
    source.write_bytes(page)
    program = shutil.which("chromium") or "chromium"
    arguments = [*ARGUMENTS, f"--user-data-dir={folder / 'browser'}", f"--print-to-pdf={target}"]
    environment = {**os.environ, "HOME": str(folder), "TZ": "UTC"}
    subprocess.run(
        [program, *arguments, source.as_uri()],
        check=True,
        capture_output=True,
        env=environment,
        timeout=120,
    )
    return target


def write_pages(document: MadeDocument) -> bytes:
    """Return the page of HTML that lays the document out on pages by itself."""
    direction = "rtl" if document.right_to_left else "ltr"
    style = (FOLDER / "pages.css").read_text(encoding="utf-8")
    script = (FOLDER / "pages.js").read_text(encoding="utf-8")
    title = f"<title>{document.symbol}</title>"
    facts = (
        f'data-symbol="{document.symbol}" data-job="{document.job_number}"'
        f' data-first="{document.first_foot[0]}" data-bars="{document.first_foot[1]}"'
        f' data-language="{document.language}"'
    )
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{document.language}" dir="{direction}">',
        f'<head><meta charset="utf-8">{title}<style>{style}</style></head>',
        f'<body {facts}><div id="source">',
        *printed_passages(document),
        *(note_at_foot(note) for note in document.footnotes),
        f"</div><script>{script}</script></body></html>",
    ]
    return "\n".join(parts).encode()


def printed_passages(document: MadeDocument) -> Iterator[str]:
    """Yield the elements that are laid out on pages."""
    for passage in document.passages:
        label = document.label(passage)
        if passage.kind == Kind.ROW:
            cells = "".join(f"<span>{escape(cell)}</span>" for cell in passage.cells)
            yield f'<div class="passage row">{cells}</div>'
            continue
        if passage.kind == Kind.RECOMMENDATION:
            yield f'<p class="passage recommendation-number">{label}</p>'
            label = ""
        name = passage.kind.replace(" ", "-")
        before = f"{escape(label)}&emsp;" if label else ""
        direction = ' dir="auto"' if passage.kind == Kind.COVER else ""
        yield f'<p class="passage {name}"{direction}>{before}{marked_text(passage)}</p>'


def marked_text(passage: MadePassage) -> str:
    return "".join(
        f'<sup data-mark="{piece.mark}">{piece.mark}</sup>'
        if isinstance(piece, Note)
        else escape(piece)
        for piece in passage.pieces()
    )


def note_at_foot(note: Note) -> str:
    return f'<p data-note="{note.mark}"><sup>{note.mark}</sup> {escape(note.text)}</p>'
