"""Grammars: what documents print, one module for each language and a line in ``GRAMMARS``."""

from __future__ import annotations

import re
from collections import Counter

from recommendations.importing.grammars.arabic import ARABIC
from recommendations.importing.grammars.chinese import CHINESE
from recommendations.importing.grammars.english import ENGLISH
from recommendations.importing.grammars.french import FRENCH
from recommendations.importing.grammars.grammar import Grammar
from recommendations.importing.grammars.russian import RUSSIAN
from recommendations.importing.grammars.spanish import SPANISH
from recommendations.texts.scripts import LATIN, LETTERS

GRAMMARS: tuple[Grammar, ...] = (ARABIC, CHINESE, ENGLISH, FRENCH, RUSSIAN, SPANISH)

WORD = re.compile(rf"{LATIN.pattern}+")


def grammar_of_language(language: str) -> Grammar:
    """Return the grammar of a language; ``KeyError`` if there is none."""
    for grammar in GRAMMARS:
        if grammar.language == language:
            return grammar
    raise KeyError(language)


def text_language(text: str) -> str:
    """Return the language that most of a text is in; empty if nothing tells.

    The script decides, a Chinese character weighing as much as three letters; among the languages
    with Latin letters the function words do.
    """
    scripts = {language: len(letters.findall(text)) for language, letters in LETTERS.items()}
    scripts["zh-hans"] *= 3
    script = max(scripts, key=lambda language: scripts[language])
    if scripts[script] >= len(LATIN.findall(text)) and scripts[script]:
        return script
    words = Counter(word.lower() for word in WORD.findall(text))
    counts = {
        grammar.language: sum(words[word] for word in grammar.function_words)
        for grammar in (ENGLISH, FRENCH, SPANISH)
    }
    language = max(counts, key=lambda each: counts[each])
    return language if counts[language] else ""
