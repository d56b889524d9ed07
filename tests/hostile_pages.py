"""Pages of HTML and other files that somebody gives to do harm, with part of the answer."""

from collections.abc import Callable

NOT_READABLE = "no document that can be read here"
HEAD = b"<!DOCTYPE html><meta charset=utf-8>"


def notes_in_a_circle() -> bytes:
    return HEAD + b"".join(
        b"<p id=a%d>1 <a href='#a%d' id=b%d>1</a></p>" % (n, (n + 1) % 500, n) for n in range(500)
    )


PAGES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a page of nothing": (lambda: HEAD, "has no text"),
    "a page of scripts": (lambda: HEAD + b"<script>x</script>" * 1_000, "has no text"),
    "elements 100,000 deep": (
        lambda: HEAD + b"<div>" * 100_000 + b"x",
        f"nested deeper|has no text|{NOT_READABLE}",
    ),
    "tables 1,000 deep in a page": (
        lambda: HEAD + b"<table><tr><td>a<td>" * 1_000 + b"x",
        f"nested deeper|{NOT_READABLE}",
    ),
    "a page of 6 MB": (lambda: HEAD + b"x" * 6_000_000, "larger than 5 MB"),
    "a page of one word": (lambda: HEAD + b"x" * 4_000_000, NOT_READABLE),
    "400,000 paragraphs": (lambda: HEAD + b"<p>x" * 400_000, f"{NOT_READABLE}|more than"),
    "a page with an attribute of 4 MB": (
        lambda: HEAD + b"<p title='" + b"x" * 4_000_000 + b"'>x",
        f"{NOT_READABLE}|has no text",
    ),
    "entities of HTML": (lambda: HEAD + b"&amp;" * 500_000, NOT_READABLE),
    "entities that a page defines": (
        lambda: b'<!DOCTYPE html [<!ENTITY a "bb"><!ENTITY b "&a;&a;">]><p>&b;',
        NOT_READABLE,
    ),
    "an encoding that is none": (lambda: b"<html><meta charset=x><p>x", "in which encoding"),
    "another encoding than said": (lambda: HEAD + b"\xff\xfe\xfd", "in which encoding"),
    "notes of pages in a circle": (notes_in_a_circle, NOT_READABLE),
    "controls in a page": (lambda: HEAD + b"<p>a\x1b[2J&#7;", f"no print has|{NOT_READABLE}"),
    "an RTF file": (lambda: b"{\\rtf1\\ansi x}", "an RTF file"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture"),
    "a photograph": (lambda: b"\xff\xd8\xff\xe0" + bytes(100), "a picture"),
    "a compressed file": (lambda: b"\x1f\x8b\x08" + bytes(100), "a compressed file"),
    "another archive": (lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100), "a compressed file"),
    "a mail": (lambda: b"MIME-Version: 1.0\nContent-Type: text/html\n\nx", "a saved mail or page"),
    "PostScript": (lambda: b"%!PS-Adobe-3.0\n", "PostScript"),
    "a text of 10 MB": (lambda: b"x" * 10_000_000, "larger than 1 MB"),
    "a line of 10 MB": (lambda: "建".encode() * 3_300_000, "larger than 1 MB"),
    "UTF-16 with zeros": (lambda: "a\0b".encode("utf-16"), "is binary"),
    "UTF-16 broken off": (lambda: b"\xff\xfe\x00\xd8", "not in UTF-8"),
    "Windows-1251": (lambda: "Доклад".encode("windows-1251"), "not in UTF-8"),
    "Windows-1256": (lambda: "تقرير".encode("windows-1256"), "not in UTF-8"),
}
