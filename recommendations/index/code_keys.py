"""Codes of records as numbers that sort as codes do: year, number and up to two letters."""

from __future__ import annotations

CodeKey = int


def code_key(year: int, number: int, letter: str) -> CodeKey:
    """Return a code as a number; letters after the second, which no document has, are ignored."""
    key = (year << 16 | number) << 32
    if not letter:
        return key
    first, second = [*map(ord, letter), 0][:2]
    return key | (first & 0xFFFF) << 16 | second & 0xFFFF


def code_from_key(key: CodeKey) -> str:
    """Return the code of a number that ``code_key`` made."""
    return f"{key_year(key)}/{key_number(key)}{key_letter(key)}"


def key_year(key: CodeKey) -> int:
    """Return the year of a code."""
    return key >> 48


def key_number(key: CodeKey) -> str:
    """Return the printed number of a code."""
    return str(key >> 32 & 0xFFFF)


def key_letter(key: CodeKey) -> str:
    """Return the printed letter of a code; empty if it has none."""
    letters = key & 0xFFFFFFFF
    return (chr(letters >> 16) + chr(letters & 0xFFFF)).rstrip("\0") if letters else ""
