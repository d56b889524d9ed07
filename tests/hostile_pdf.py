"""PDF files that somebody gives to do harm, or by mistake, with part of the answer."""

import zlib
from collections.abc import Callable, Sequence

DAMAGED = "PDF file is damaged"
NO_TEXT = "has no text"
NOT_READABLE = "no document that can be read here"
#: What is said where a limit, or the library itself, ended the reading.
ENDED = "takes too long to read|takes more memory|could not be read"
TOO_LONG = "pages or characters"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>/XObject<</X 4 0 R>>>>>>"
)
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Return a file of objects, the first its catalogue, with a table of their places."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        trailer,
        start,
    )


def stream(content: bytes, entries: bytes = b"", times: int = 1) -> bytes:
    """Return a stream, packed once or more often."""
    for _time in range(times):
        content = zlib.compress(content, 9)
    filters = b"/FlateDecode " * times
    return b"<</Length %d/Filter[%s]%s>>stream\n%s\nendstream" % (
        len(content),
        filters,
        entries,
        content,
    )


def written(content: bytes, entries: bytes = b"", times: int = 1) -> bytes:
    """Return a page with the operators of its text."""
    return pdf([CATALOG, ONE_PAGE, PAGE, stream(content, entries, times), FONT])


def words(text: bytes) -> bytes:
    return b"BT /F 12 Tf 72 700 Td (%s) Tj ET\n" % text


def pages(kids: bytes, count: int) -> bytes:
    return b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)


def deep_page_tree(depth: int) -> bytes:
    kids = [pages(b"%d 0 R" % (number + 1), 1) for number in range(2, depth + 2)]
    return pdf([CATALOG, *kids, b"<</Type/Page/MediaBox[0 0 9 9]>>"])


def locked() -> bytes:
    """Return a file that a password encrypts, of which the words are not right."""
    trailer = b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (
        b"11" * 32,
        b"22" * 32,
    )
    return pdf([CATALOG, ONE_PAGE, PAGE, stream(words(b"x")), FONT], trailer)


def with_catalog(entries: bytes) -> bytes:
    catalog = CATALOG.replace(b">>", entries + b">>")
    return pdf([catalog, ONE_PAGE, PAGE, stream(words(b"x")), FONT])


SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
PDF_FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a header alone": (lambda: b"%PDF-1.7\n", DAMAGED),
    "a PDF file of rubbish": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4_000, DAMAGED),
    "half a PDF file": (lambda: written(words(b"x"))[:150], DAMAGED),
    "a PDF file with a password": (locked, "has a password"),
    "a program in a PDF file": (
        lambda: with_catalog(b"/Names<</JavaScript<</Names[(x)%s]>>>>" % SCRIPT),
        "JavaScript",
    ),
    "a form that makes its pages": (
        lambda: with_catalog(b"/AcroForm<</Fields[]/XFA[(template)4 0 R]>>"),
        "is a form",
    ),
    "pages in a circle": (
        lambda: pdf([CATALOG, pages(b"2 0 R", 1)]),
        f"{DAMAGED}|{NO_TEXT}",
    ),
    "pages in a wider circle": (
        lambda: pdf([CATALOG, pages(b"3 0 R", 1), pages(b"2 0 R", 1)]),
        f"{DAMAGED}|{NO_TEXT}",
    ),
    "a page tree 5,000 deep": (lambda: deep_page_tree(5_000), f"{DAMAGED}|{NO_TEXT}"),
    "a thousand million pages": (
        lambda: pdf([CATALOG, pages(b"3 0 R", 999_999_999), PAGE, stream(b""), FONT]),
        f"{TOO_LONG}|{DAMAGED}|{NO_TEXT}",
    ),
    "500 pages": (
        lambda: pdf([CATALOG, pages(b"3 0 R " * 500, 500), PAGE, stream(words(b"x")), FONT]),
        f"{TOO_LONG}|{NOT_READABLE}",
    ),
    "no page": (lambda: pdf([CATALOG, pages(b"", 0)]), f"{DAMAGED}|{NO_TEXT}"),
    "a page without content": (lambda: written(b""), NO_TEXT),
    "a picture of a page": (
        lambda: written(b"q 500 0 0 700 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q"),
        NO_TEXT,
    ),
    "a page that draws itself": (
        lambda: written(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
        NO_TEXT,
    ),
    "a bomb in a page": (lambda: written(b" " * 300_000_000), f"{NO_TEXT}|{ENDED}"),
    "a bomb packed three times": (
        lambda: written(b" " * 300_000_000, times=3),
        f"{NO_TEXT}|{ENDED}",
    ),
    "a million signs on a page": (lambda: written(words(b"x" * 1_000_000)), TOO_LONG),
    "100,000 lines on a page": (lambda: written(words(b"abc") * 100_000), NOT_READABLE),
    "saved states without end": (
        lambda: written(b"q " * 3_000_000 + words(b"x")),
        f"{NOT_READABLE}|{ENDED}",
    ),
    "brackets without end": (
        lambda: written(b"[" * 3_000_000),
        f"{NO_TEXT}|{ENDED}",
    ),
    "signs that are none": (lambda: written(words(b"\x01\x02\x03")), "no print has|has no text"),
    "tables in a circle": (
        lambda: written(words(b"x")).replace(b"/Root", b"/Prev 9/Root"),
        f"{DAMAGED}|{NOT_READABLE}",
    ),
}
