"""Function words: they join others and say nothing alone, so no search is decided by them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from recommendations.texts.folding import fold_text


def is_function_word(folded: str) -> bool:
    """Return whether a folded word is a function word of any language that has a list."""
    return folded in _function_words()


def languages_of_words(typed: Iterable[str]) -> frozenset[str]:
    """Return the languages that have all of some function words."""
    folded = frozenset(map(fold_text, typed))
    return frozenset(name for name, words in _by_language().items() if folded <= words)


@lru_cache(maxsize=1)
def _by_language() -> dict[str, frozenset[str]]:
    lists = _lists()
    return {
        name: _words({name: words, "": lists["in_sentences"].get(name, "")})
        for name, words in lists.items()
        if isinstance(words, str)
    }


@lru_cache(maxsize=1)
def sentence_words() -> frozenset[str]:
    """Return the words that say nothing within a question written without spaces."""
    return _function_words() | _words(_lists()["in_sentences"])


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    return _words({name: words for name, words in _lists().items() if isinstance(words, str)})


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    path = Path(settings.BASE_DIR) / "fixtures/editorial/function_words.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _words(lists: dict[str, str]) -> frozenset[str]:
    return frozenset(fold_text(word) for words in lists.values() for word in words.split())
