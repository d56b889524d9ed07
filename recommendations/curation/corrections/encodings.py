"""The encodings in which spreadsheets save text files.

Excel saves "CSV UTF-8" with a byte order mark, "Unicode text" as UTF-16 with one, and plain "CSV"
in the system's own encoding: GB18030 (or its part GBK) in China, Windows-1252 in the West.
"""

from __future__ import annotations

import codecs
import re

from django.utils.translation import gettext as _

from recommendations.curation.corrections.table import UnreadableTable

#: Marks at the beginning of a file, with the encoding that each stands for.
MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
#: A character of more than one byte, as GB18030 writes it.
GB18030 = re.compile(rb"[\x81-\xfe](?:[0-9][\x81-\xfe][0-9]|[\x40-\x7e\x80-\xfe])")
#: A character of the older GB 2312, of which nearly all Chinese texts consist.
GB2312 = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")


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
        if _looks_chinese(data):
            return _decode_strictly(data, "gb18030", "GB18030"), "GB18030"
        return _decode_strictly(data, "windows-1252", "Windows-1252"), "Windows-1252"


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


def _looks_chinese(data: bytes) -> bool:
    """Return whether most of what is not ASCII can be Chinese.

    Western letters stand alone among ASCII.
    """
    characters = GB18030.findall(data)
    common = sum(GB2312.fullmatch(character) is not None for character in characters)
    return 2 * common > len(characters)
