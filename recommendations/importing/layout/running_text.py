"""Printed lines become running text.

The rule (the codebook's, for ``text``): no space where a line ended between Chinese characters or
at Chinese punctuation; one space where it ended between a Chinese character and a digit or Latin
letter, since that is how the documents print them inside a line, but none after ``%``, where they
print none; none inside an address. Inside a line the documents' own spaces stay, each run as one,
except between two Chinese characters or marks, where they only stretch the line. Where no
character is Chinese, quotation marks and dashes are not either, and a line ends with a space.
"""

from __future__ import annotations

import re

from smuggling_kb.chinese import HAN, WIDE

CHINESE_ALONE = re.compile(f"[{HAN}{WIDE}]")
CHINESE = re.compile(f"[{HAN}{WIDE}“”‘’—…]")
PUNCTUATION = re.compile(r"[\u3001-\u301f\uff01-\uff0f\uff1a-\uff20“”‘’—…]")
ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")
WHITE_SPACE = re.compile(r"\s+")


def unwrap_lines(lines: str, cuts: list[tuple[int, int]]) -> tuple[str, list[int]]:
    """Join printed lines (separated by newlines) without the stretches in ``cuts``.

    Returns the text and, for each cut (``start``, ``end``, in order, not overlapping), the number
    of characters of the text before it.
    """
    text = ""
    offsets = []
    pending = ""
    position = 0
    between = white_space_between if CHINESE_ALONE.search(lines) else space_between
    for start, end in [*cuts, (len(lines), len(lines))]:
        for piece in re.findall(r"\s+|\S+", lines[position:start]):
            if piece.isspace():
                pending += piece
            else:
                text += between(text, pending, piece) + piece
                pending = ""
        offsets.append(len(text))
        position = end
    return text, offsets[:-1]


def white_space_between(before: str, white_space: str, after: str) -> str:
    """Return the white space between two pieces of the joined text: a space or nothing."""
    if not before or not white_space:
        return ""
    left, right = before[-1], after[0]
    if CHINESE.match(left) and CHINESE.match(right):
        return ""
    if "\n" not in white_space:
        return " "
    if PUNCTUATION.match(left) or PUNCTUATION.match(right) or left == "%":
        return ""
    return "" if ADDRESS.search(before) and not CHINESE.match(right) else " "


def space_between(before: str, white_space: str, after: str) -> str:
    """Return the same between pieces of a text that is not Chinese."""
    is_within_address = "\n" in white_space and ADDRESS.search(before)
    return " " if before and white_space and not is_within_address else ""


def stretched_words(lines: str) -> list[str]:
    """Return the stretches of a line where spaces stand between Chinese characters."""
    chinese = CHINESE.pattern
    return [match[0] for match in re.finditer(rf"{chinese}(?: +{chinese})+", lines)]
