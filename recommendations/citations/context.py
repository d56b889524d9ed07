"""The context of citations: the names of treaties, and what earlier texts cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from recommendations.citations import patterns
from recommendations.citations.parsed_citation import ParsedCitation
from sessions import symbols


class TreatyNames:
    """The Chinese names of treaties, with or without 《》, by slug."""

    def __init__(self, by_slug: Mapping[str, Iterable[str]]) -> None:
        self.slugs = {name.strip("《》"): slug for slug, names in by_slug.items() for name in names}
        #: Names that also end other treaties' names, such as 公约.
        self.generic = {
            name
            for name, slug in self.slugs.items()
            if any(other.endswith(name) for other in self.slugs if self.slugs[other] != slug)
        }
        self.heads_in_text = self._heads(patterns.QUOTED_IN_TEXT)
        self.heads_in_notes = self._heads(patterns.QUOTED_IN_NOTE, rf"(?P<ibid>{patterns.IBID})")

    def _heads(self, quoted: str, *more: str) -> re.Pattern[str]:
        """Return the pattern of the beginnings of citations; its outer groups are their kinds."""
        specific = sorted(self.slugs.keys() - self.generic, key=len, reverse=True)
        return re.compile(
            "|".join(
                (
                    *more,
                    rf"(?P<address>{patterns.ADDRESS})",
                    rf"(?P<section>{patterns.SECTION})",
                    rf"(?P<agenda>{patterns.AGENDA})",
                    rf"(?P<same>{patterns.SAME_PROVISION})",
                    rf"(?P<resolution>{patterns.RESOLUTION}|{patterns.IMO_RESOLUTION})",
                    rf"(?P<document>(?a:{symbols.PATTERN.pattern}))",
                    r"(?P<title>《[^《》]+》)",
                    rf"(?P<quoted>{quoted})",
                    rf"(?P<name>(?:{_alternation(specific)}){patterns.NOT_A_NAME})",
                    rf"(?P<anaphor>该(?:{_alternation(self.generic)}))",
                    r"(?P<article>(?<=[（(、和及])第(?=[^。，；第]*条))",
                )
            )
        )


def _alternation(words: Iterable[str]) -> str:
    """Return a pattern for any of some words; without words one that matches nothing."""
    return "|".join(map(re.escape, words)) or "(?!)"


@dataclass(frozen=True)
class CitationContext:
    """The names of treaties, and earlier citations that decide what later ones mean."""

    names: TreatyNames
    in_note: bool = False
    #: The language of the texts; ``names`` are those of Chinese, other grammars have their own.
    language: str = "zh-hans"
    #: Titles of works named in full before; later ones may be short for them.
    works: tuple[str, ...] = ()
    #: What the footnote before cites.
    previous: ParsedCitation | None = None
    #: The document's own symbol; without it, its sections and its agenda cannot be cited.
    symbol: str = ""

    @property
    def heads(self) -> re.Pattern[str]:
        return self.names.heads_in_notes if self.in_note else self.names.heads_in_text

    def with_citations(self, citations: Iterable[ParsedCitation]) -> CitationContext:
        """Return the context of the next text of the same kind in the document."""
        works = [each for each in citations if each.kind != "address"]
        titles = (each.reference for each in works if each.is_work)
        known = tuple(dict.fromkeys((*self.works, *titles)))
        return replace(self, works=known, previous=works[-1] if works else None)

    def full_title(self, title: str) -> str:
        """Return the last title named before that this one is short for; else this one."""
        if title in self.works:
            return title
        return next((work for work in reversed(self.works) if is_short_for(title, work)), title)


def is_short_for(title: str, work: str) -> bool:
    """Return whether a title only leaves characters out of another."""
    rest = iter(work)
    return all(character in rest for character in title)
