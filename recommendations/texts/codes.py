"""The form of a recommendation's code: year, slash, printed number and letter.

The digits are those of ASCII: ``\\d`` of Python matches the digits of every script.
"""

from __future__ import annotations

import re

YEAR = "[0-9]{4}"
NUMBER = "[0-9]{1,5}"
LETTER = "[a-z]{0,2}"

#: A code within a longer pattern, without groups.
CODE = rf"{YEAR}/{NUMBER}{LETTER}"
#: A code taken apart: ``2022/61b`` has the year 2022, the number 61 and the letter b.
CODE_PARTS = re.compile(rf"(?P<year>{YEAR})/(?P<number>{NUMBER})(?P<letter>{LETTER})")
#: A code as a new record may have it: without leading zeros, so that it equals its parts.
CANONICAL_CODE = re.compile(
    rf"(?P<year>[12][0-9]{{3}})/(?P<number>[1-9][0-9]{{0,4}})(?P<letter>{LETTER})"
)
#: The beginning of a code, of which at least the year and the slash are there.
CODE_BEGINNING = re.compile(rf"(?P<year>{YEAR})/(?:{NUMBER}{LETTER})?")
#: A code as people also write it: ``2022-61(b)``.
LOOSE_CODE = re.compile(rf"({YEAR})\D{{1,3}}?({NUMBER})[\W_]{{0,2}}({LETTER})\W?")


def is_code(text: str) -> bool:
    """Tell whether a text has the form of a code, be there such a record or not."""
    return CODE_PARTS.fullmatch(text) is not None


def code_parts(code: str) -> tuple[int, int, str]:
    """Return year, number and letter of a code; ``ValueError`` if it has not the form of one."""
    match = CODE_PARTS.fullmatch(code)
    if match is None:
        raise ValueError(f"not a code: {code!r}")
    return int(match["year"]), int(match["number"]), match["letter"]
