"""In which language to show a passage that is not held in the reader's own."""

from __future__ import annotations

from smuggling_kb.languages import LANGUAGES

#: The language that the documents are held in first of all.
SOURCE = "zh-hans"

ALL = tuple(language.code for language in LANGUAGES)


def rank(of: str, reader: str) -> int:
    """The smaller, the sooner a reader of one language is shown the other."""
    return (reader, SOURCE, *ALL).index(of)
