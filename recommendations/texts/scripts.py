"""The scripts in which languages are written."""

from __future__ import annotations

import re

from smuggling_kb.chinese import HAN

#: The letters of each language's script; those of all others are Latin.
LETTERS = {
    "ar": re.compile("[\u0620-\u064a\u066e-\u06d3]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "zh-hans": re.compile(f"[{HAN}]"),
}
LATIN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u024f]")


def is_written_in(text: str, language: str) -> bool:
    """Return whether a quarter of the letters are of a language's script; true without any.

    Names and acronyms stand among others in Latin letters.
    """
    counts = {script: len(letters.findall(text)) for script, letters in LETTERS.items()}
    counts[""] = len(LATIN.findall(text))
    own = counts[language if language in LETTERS else ""]
    return 4 * own >= sum(counts.values())
