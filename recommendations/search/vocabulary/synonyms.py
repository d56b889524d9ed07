"""Synonyms: equivalent words and names of one treaty; a search for one finds the others."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, product
from pathlib import Path

from django.conf import settings

from recommendations.search.query import Term
from recommendations.texts.folding import fold_text

#: Alternatives of one word that are looked for; a word that holds several others could have many.
MOST = 24


@dataclass(frozen=True)
class SynonymGroup:
    """Equivalent words as printed; ``note`` says why, for editors."""

    words: tuple[str, ...]
    note: str = ""


@lru_cache(maxsize=1)
def curated_synonyms() -> tuple[SynonymGroup, ...]:
    """Return the groups that editors made."""
    path = Path(settings.BASE_DIR) / "fixtures/editorial/equivalents.toml"
    groups = tomllib.loads(path.read_text(encoding="utf-8"))["group"]
    return tuple(SynonymGroup(tuple(group["words"]), group["note"]) for group in groups)


class Synonyms:
    """Groups of words, indexed for lookup; reads nothing of the database."""

    def __init__(self, groups: Iterable[SynonymGroup]) -> None:
        self.groups = tuple(groups)

    def alternatives(self, term: Term) -> list[Term]:
        """Return the terms to search for beside a word: the fewest that find everything."""
        if not term.is_plain:
            return []
        return _without_redundant(term, islice(self._substitutions(term), MOST))

    def name_alternatives(self, needles: tuple[str, ...]) -> list[Term]:
        """Return the same for adjacent words that together are a name."""
        name = " ".join(needles)
        group = self._by_form.get(name)
        if group is None or len(needles) < 2:
            return []
        term = Term(name, typed=name)
        others = (self._word_term(word) for word in group.words if fold_text(word) != name)
        return _without_redundant(term, others)

    @cached_property
    def longest(self) -> int:
        """The number of words of the longest name."""
        return max((form.count(" ") + 1 for form in self._by_form), default=1)

    @property
    def forms(self) -> Iterable[str]:
        """Every word that has synonyms, folded."""
        return self._by_form

    @cached_property
    def _titles(self) -> dict[str, SynonymGroup]:
        """The names in 《》, without these."""
        return {
            _strip_title_marks(fold_text(word)): group
            for group in self.groups
            for word in group.words
            if _is_title(word)
        }

    def _is_tail(self, bare: str, group: SynonymGroup) -> bool:
        """Return whether another treaty's name ends so, such as 公约 and 议定书.

        Then it is this treaty's name only in 《》.
        """
        return any(title.endswith(bare) and other != group for title, other in self._titles.items())

    @cached_property
    def _by_form(self) -> dict[str, SynonymGroup]:
        """The groups by all forms, folded, in which their words are recognized."""
        return {
            form: group
            for group in self.groups
            for word in group.words
            for form in self._forms(word, group)
        }

    def _forms(self, word: str, group: SynonymGroup) -> Iterator[str]:
        folded = fold_text(word)
        yield folded
        if _is_title(word) and not self._is_tail(_strip_title_marks(folded), group):
            yield _strip_title_marks(folded)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """A pattern that finds the forms in a needle, the longest first."""
        forms = sorted(self._by_form, key=len, reverse=True)
        return re.compile("|".join(Term(form).pattern.pattern for form in forms) or "(?!)")

    def _substitutions(self, term: Term) -> Iterator[Term]:
        """Yield the word with synonyms in place of the words in it."""
        places = list(self._pattern.finditer(term.needle))
        if not places:
            return
        if places[0][0] == term.needle:
            group = self._by_form[term.needle]
            yield from (
                self._word_term(word) for word in group.words if not self._is_form(term, word)
            )
            return
        choices = [(place[0], *self._by_form[place[0]].words) for place in places]
        for chosen in product(*choices):
            typed = _substitute(term.needle, places, chosen)
            if fold_text(typed) != term.needle:
                yield Term(fold_text(typed), typed=typed)

    def _is_form(self, term: Term, word: str) -> bool:
        folded = fold_text(word)
        return term.needle in (folded, _strip_title_marks(folded))

    def _word_term(self, word: str) -> Term:
        """Return a word of a group as a term: a title without its 《》, unless it needs them."""
        folded = fold_text(word)
        bare = _strip_title_marks(folded)
        is_title = _is_title(word) and bare in self._by_form
        return Term(bare if is_title else folded, typed=word)


def _substitute(needle: str, places: list[re.Match[str]], chosen: tuple[str, ...]) -> str:
    """Return the needle with the chosen words at these places."""
    parts, start = [], 0
    for place, word in zip(places, chosen, strict=True):
        parts += [needle[start : place.start()], word]
        start = place.end()
    return "".join([*parts, needle[start:]])


def _without_redundant(term: Term, others: Iterable[Term]) -> list[Term]:
    """Return those that find what neither the term nor another of them finds already."""
    kept: list[Term] = []
    for other in sorted(dict.fromkeys(others), key=lambda each: len(each.needle)):
        if not any(shorter.occurs_in(other.needle) for shorter in (term, *kept)):
            kept.append(other)
    return kept


def _is_title(word: str) -> bool:
    return word.startswith("《") and word.endswith("》")


def _strip_title_marks(folded: str) -> str:
    return folded[1:-1] if _is_title(folded) else folded
