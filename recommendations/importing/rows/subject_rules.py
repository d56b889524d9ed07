"""Rules that suggest entries of the subject index for a text, by the words that stand in it.

An entry has words, any of which suggests it, and expressions in which those words say something
else. A text and a rule are compared as search compares text. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from recommendations.texts.folding import fold

#: Stands in a text for what is not looked into, so that the words around it do not join.
BREAK = "\n"


@dataclass(frozen=True)
class SubjectRule:
    """An entry with the words that suggest it, as printed."""

    slug: str
    words: tuple[str, ...]
    besides: tuple[str, ...] = ()

    def matching_words(self, text: str) -> tuple[str, ...]:
        """Return those of its words that stand in a text and mean the entry."""
        folded = fold(text).text
        for expression in self.besides:
            folded = folded.replace(fold(expression).text, BREAK)
        return tuple(word for word in self.words if fold(word).text in folded)


def subject_rules(subjects: Iterable[Mapping[str, Any]]) -> Iterator[SubjectRule]:
    """Yield the rules of entries as ``subjects.toml`` has them."""
    for table in subjects:
        yield SubjectRule(table["slug"], tuple(table["words"]), tuple(table.get("besides", ())))


def suggested_subjects(text: str, rules: Iterable[SubjectRule]) -> dict[str, tuple[str, ...]]:
    """Return the entries that a text suggests, in the order of the rules, with the words found."""
    found = {rule.slug: rule.matching_words(text) for rule in rules}
    return {slug: words for slug, words in found.items() if words}


class SuggestedSubject(NamedTuple):
    """An entry that rules suggest for a record, by the words that they found."""

    code: str
    slug: str
    words: str
