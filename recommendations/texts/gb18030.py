"""GB18030, the encoding that programs in China write: whether a file is in it, by its bytes."""

from __future__ import annotations

import re

#: A character of more than one byte.
CHARACTER = re.compile(rb"[\x81-\xfe](?:[0-9][\x81-\xfe][0-9]|[\x40-\x7e\x80-\xfe])")
#: A punctuation mark, or one of the 3,755 most frequent ideographs: the first part of GB 2312.
FREQUENT = re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")
#: The part of such characters in any Chinese text of some length; other encodings, taken for this
#: one, have many rare ideographs.
FREQUENT_SHARE = 0.9
#: The most frequent character of Chinese, without which no text of some length is written: bytes
#: that only happen to be characters lack it.
MOST_FREQUENT = "的"


def is_chinese_gb18030(content: bytes) -> bool:
    """Return whether all of a text is in GB18030 without a fault, and reads as Chinese."""
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    if MOST_FREQUENT not in text:
        return False
    characters = CHARACTER.findall(content)
    frequent = sum(FREQUENT.fullmatch(character) is not None for character in characters)
    return frequent >= FREQUENT_SHARE * len(characters)
