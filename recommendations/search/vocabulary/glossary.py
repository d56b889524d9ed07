"""A glossary: words of the texts, what they mean in other languages, and other words for them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from smuggling_kb.preference import SOURCE

#: As many as the home page suggests.
FEW = 3


@dataclass(frozen=True)
class GlossaryEntry:
    """Words of the texts, and by language the words by which people look for them."""

    words: tuple[str, ...]
    others: Mapping[str, tuple[str, ...]]

    def translation(self, language: str) -> str:
        """Return what the words mean in a language; empty if editors did not say."""
        return next(iter(self.others.get(language, ())), "")


@lru_cache(maxsize=1)
def glossary_entries() -> tuple[GlossaryEntry, ...]:
    """Return the entries that editors made."""
    path = Path(settings.BASE_DIR) / "fixtures/editorial/glossary.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["entry"]
    return tuple(
        GlossaryEntry(
            tuple(table.pop("words")),
            {language: tuple(words) for language, words in table.items()},
        )
        for table in tables
    )


@lru_cache(maxsize=8)
def meanings(language: str) -> Mapping[str, str]:
    """Return the words of the texts, each with what it means in a language, if editors said it.

    Chinese words that the texts do not use are no meanings.
    """
    if language == SOURCE:
        return {}
    found: dict[str, str] = {}
    for entry in glossary_entries():
        if meaning := entry.translation(language):
            for word in entry.words:
                found.setdefault(word, meaning)
    return found


@lru_cache(maxsize=8)
def main_words(language: str) -> Mapping[str, str]:
    """Return the first word of each entry, with what it means in a language, or itself."""
    known = meanings(language)
    return {
        entry.words[0]: known.get(entry.words[0], entry.words[0]) for entry in glossary_entries()
    }
