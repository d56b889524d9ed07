"""Which entries of the subject index a text suggests, by the words that stand in it.

An entry has words, any of which suggests it, and expressions in which those words say something
else. A text and a rule are compared as search compares text. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from recommendations.texts.folding import fold

#: Stands in a text for what is not looked into, so that the words around it do not join.
BREAK = "\n"


@dataclass(frozen=True)
class Rule:
    """An entry with the words that suggest it, as printed."""

    slug: str
    words: tuple[str, ...]
    besides: tuple[str, ...] = ()

    def found_in(self, text: str) -> tuple[str, ...]:
        """Those of its words that stand in a text and mean the entry."""
        folded = fold(text).text
        for expression in self.besides:
            folded = folded.replace(fold(expression).text, BREAK)
        return tuple(word for word in self.words if fold(word).text in folded)


def rules(subjects: Iterable[Mapping[str, Any]]) -> Iterator[Rule]:
    """The rules of entries as ``subjects.toml`` has them."""
    for table in subjects:
        yield Rule(table["slug"], tuple(table["words"]), tuple(table.get("besides", ())))


def suggested(text: str, rules: Iterable[Rule]) -> dict[str, tuple[str, ...]]:
    """The entries that a text suggests, in the order of the rules, each with the words found."""
    found = {rule.slug: rule.found_in(text) for rule in rules}
    return {slug: words for slug, words in found.items() if words}
