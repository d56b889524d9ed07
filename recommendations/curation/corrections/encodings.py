"""The encodings in which spreadsheets save text files.

Excel saves "CSV UTF-8" with a byte order mark, "Unicode text" as UTF-16 with one, and plain "CSV"
in the system's own encoding: GB18030 (or its part GBK) in China, Windows-1252 in the West,
Windows-1251 where Russian is written, Windows-1256 where Arabic is.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recommendations.curation.corrections.table import UnreadableTable
from recommendations.texts.gb18030 import CHARACTER

#: Marks at the beginning of a file, with the encoding that each stands for.
MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
#: A character of the older GB 2312, of which nearly all Chinese texts consist.
GB2312 = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")

HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
#: The least average length of runs of such bytes that are words, and no single letters.
WORD_LENGTH = 2


@dataclass(frozen=True)
class Alphabet:
    """An encoding of an alphabet: its bytes, and those that make up much of every text in it."""

    encoding: str
    name: str
    letters: re.Pattern[bytes]
    common_letters: re.Pattern[bytes]
    common_share: float

    def fits(self, high_bytes: bytes) -> bool:
        """Return whether the bytes beyond ASCII of a text are words in this encoding."""
        count = len(high_bytes)
        common = len(self.common_letters.findall(high_bytes))
        return len(self.letters.findall(high_bytes)) >= 0.97 * count and (
            common >= self.common_share * count
        )


#: To the eye of a program both are Chinese too; but its characters seldom begin with a byte beyond
#: D7, where these have their most frequent letters.
ALPHABETS = (
    Alphabet(
        "windows-1256",
        "Windows-1256",
        # The letters of French lie among those of Arabic.
        re.compile(
            rb"[\x81\x85\x8d-\x90\x93\x94\x96-\x98\x9a\x9d-\x9f\xa0\xa1\xab\xba\xbb\xbf-\xd6"
            rb"\xd8-\xdf\xe1\xe3-\xe6\xec\xed\xf0-\xf3\xf5\xf6\xf8\xfa]"
        ),
        re.compile(rb"[\xe1\xe3-\xe6\xed]"),
        0.2,
    ),
    Alphabet(
        "windows-1251",
        "Windows-1251",
        re.compile(rb"[\x84\x85\x93\x94\x96\x97\xa0\xa8\xab\xb8\xb9\xbb\xc0-\xff]"),
        re.compile(rb"[\xe0-\xff]"),
        0.7,
    ),
)


def decode_table(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding; ``UnreadableTable`` if none fits."""
    text, name = _decode(data)
    if "\0" in text:
        raise UnreadableTable(
            _(
                "The file is not a text table: it contains null characters. Save it as “CSV"
                " UTF-8” or as an Excel workbook."
            )
        )
    return text, name


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding, name in MARKS:
        if data.startswith(mark):
            return _decode_strictly(data.removeprefix(mark), encoding, name), name
    if b"\0" in data[:4096]:
        return "\0", ""
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        encoding, name = _system_encoding(data)
        return _decode_strictly(data, encoding, name), name


def _decode_strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableTable(
            _(
                "The file is damaged or in an unknown encoding: read as %(encoding)s, it "
                "breaks off after %(count)d bytes. Save it as “CSV UTF-8” or as an Excel "
                "workbook."
            )
            % {"encoding": name, "count": error.start}
        ) from None


def _system_encoding(data: bytes) -> tuple[str, str]:
    """Return the encoding, and its name, of a text that is not in Unicode."""
    runs = HIGH_BYTES.findall(data)
    high_bytes = b"".join(runs)
    if len(high_bytes) >= WORD_LENGTH * len(runs):
        for alphabet in ALPHABETS:
            if alphabet.fits(high_bytes):
                return alphabet.encoding, alphabet.name
    if _looks_chinese(data):
        return "gb18030", "GB18030"
    return "windows-1252", "Windows-1252"


def _looks_chinese(data: bytes) -> bool:
    """Return whether most of what is not ASCII can be Chinese.

    Western letters stand alone among ASCII.
    """
    characters = CHARACTER.findall(data)
    common = sum(GB2312.fullmatch(character) is not None for character in characters)
    return 2 * common > len(characters)
