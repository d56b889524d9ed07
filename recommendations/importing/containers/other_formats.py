"""Formats of files that are not read, told by their first bytes, and what to do about each."""

from __future__ import annotations

from recommendations.importing.inquiries.questions import Message, gettext_noop, message

OLD_WORD = message(
    gettext_noop(
        "This is an old Word document (.doc), or one with a password. Open it in Word, save it as"
        " DOCX without a password, and send that."
    )
)
RTF = message(gettext_noop("This is an RTF file. Open it in Word, save it as DOCX, and send that."))
PICTURE = message(
    gettext_noop(
        "This is a picture, without text that could be read. Send the Word file of the document, or"
        " a PDF file with text."
    )
)
COMPRESSED = message(
    gettext_noop("This is a compressed file. Unpack it, and send the document that is in it.")
)
SAVED_PAGE = message(
    gettext_noop(
        "This is a saved mail or page (MHTML). Open it in Word, save it as DOCX, and send that."
    )
)
POSTSCRIPT = message(
    gettext_noop("This is a PostScript file. Make a PDF file of it, or send the Word file.")
)

#: By the bytes with which the files begin.
OTHER_FORMATS: tuple[tuple[bytes, Message], ...] = (
    (b"\xd0\xcf\x11\xe0", OLD_WORD),
    (b"{\\rtf", RTF),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"\x1f\x8b", COMPRESSED),
    (b"7z\xbc\xaf", COMPRESSED),
    (b"Rar!", COMPRESSED),
    (b"BZh", COMPRESSED),
    (b"\xfd7zXZ", COMPRESSED),
    (b"MIME-Version:", SAVED_PAGE),
    (b"From: <Saved by", SAVED_PAGE),
    (b"%!PS", POSTSCRIPT),
)


def other_format(content: bytes) -> Message | None:
    """Return what to do about a file of a format that is not read; None if it may be read."""
    return next((told for beginning, told in OTHER_FORMATS if content.startswith(beginning)), None)
