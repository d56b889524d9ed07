"""Files that somebody gives as a document to do harm, or by mistake, with a part of the answer."""

import io
import zipfile
import zlib
from collections.abc import Callable

NOT_READABLE = "no document that can be read here"
NO_PRINT = "characters that no print has"
#: The head of a report, so that its parser is the one to fail.
REPORT = "偷运移民问题工作组会议报告\n\n一. 导言\n\n"


def in_zip(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "is empty"),
    "white space": (lambda: b" \n\t\r\n" * 10_000, "is empty"),
    "a byte order mark alone": (lambda: b"\xef\xbb\xbf", NOT_READABLE),
    "zeros": (lambda: bytes(1_000_000), "is binary"),
    "a PDF": (lambda: b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n", "PDF file is damaged"),
    "a Word document": (lambda: in_zip("word/document.xml", b"<w/>"), "not a Word document"),
    "a zip bomb": (lambda: in_zip("bomb", bytes(10_000_000)), "not a Word document"),
    "compressed text": (lambda: zlib.compress(REPORT.encode() * 100), "UTF-8"),
    "an old Word document": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        "old Word document",
    ),
    "a program": (lambda: b"\x7fELF\x02\x01\x01" + bytes(100), "is binary"),
    "a page of HTML": (lambda: b"<!DOCTYPE html><script>alert(1)</script>", "has no text"),
    "entities of XML": (
        lambda: b'<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>',
        NOT_READABLE,
    ),
    "UTF-16": (lambda: REPORT.encode("utf-16"), NOT_READABLE),
    "UTF-32": (lambda: REPORT.encode("utf-32"), "binary"),
    "GB18030 with a fault": (lambda: REPORT.encode("gb18030") + b"\xff", "not in UTF-8"),
    "Big5": (lambda: "移民的建議，各國應當合作。".encode("big5") * 50, "Big5"),
    "UTF-8 broken off": (lambda: REPORT.encode()[:-4] + b"\xe5\xbb", "not in UTF-8"),
    "overlong UTF-8": (lambda: b"\xc0\xaf" * 100, "not in UTF-8"),
    "half a character": (lambda: b"\xed\xa0\x80", "not in UTF-8"),
    "one line of 0.9 MB": (lambda: "建".encode() * 300_000, NOT_READABLE),
    "one long word": (lambda: b"a" * 900_000, NOT_READABLE),
    "a million lines": (lambda: b"1\n" * 100_000, NOT_READABLE),
    "a million blank lines": (lambda: b"1" + b"\n" * 500_000 + b"2", NOT_READABLE),
    "rules alone": (lambda: (b"_" * 80 + b"\n") * 2_000, NOT_READABLE),
    "footnotes alone": (lambda: b"_" * 20 + b"\n" + b" 1 x\n" * 20_000, NOT_READABLE),
    "brackets": (lambda: b"[" * 100_000, NOT_READABLE),
    "stars of Markdown": (lambda: b"# a\n" + b"*" * 100_000, NOT_READABLE),
    "running headers": (lambda: b"A/B.1/C\n" * 10_000, NOT_READABLE),
    "a text that turns round": (lambda: REPORT.encode() + "1. \u202e建议\n".encode(), NO_PRINT),
    "letters for private use": (lambda: REPORT.encode() + "\ue000".encode(), NO_PRINT),
    "what is no character": (lambda: REPORT.encode() + "\uffff".encode(), NO_PRINT),
    "controls of a terminal": (lambda: REPORT.encode() + b"\x1b[2J\x07", NO_PRINT),
    "nothing seen": (lambda: REPORT.encode() + "\u200b".encode() * 10_000, NO_PRINT),
    "spaces": (lambda: REPORT.encode() + b" " * 500_000, NOT_READABLE),
    "a report without paragraphs": (lambda: REPORT.encode() * 2_000, NOT_READABLE),
}

#: Files that only a limit ends: a pattern goes through them again and again.
SLOW_FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "links of Markdown": (lambda: b"# a\n" + b"[a](" * 200_000, "takes too long to read"),
}
