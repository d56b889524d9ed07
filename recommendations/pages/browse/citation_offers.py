"""Things that the words of a search cite: offered above the results, never led to unasked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from recommendations.citations.lookup.parser import parse_typed_citation
from recommendations.citations.lookup.presentation import candidate_label
from recommendations.citations.lookup.resolver import look_up
from recommendations.citations.lookup.result import Candidate
from recommendations.citations.lookup.typed_citation import TypedCitation
from recommendations.index import FacetLabels, RecommendationIndex
from recommendations.search.matching import Matcher
from recommendations.search.tokenizer import QUOTES
from recommendations.texts.numerals import HAN_NUMERALS
from recommendations.texts.ordinals import ordinals_pattern
from recommendations.texts.treaty_names import is_part_of_name, named_treaties

#: The most things that are offered.
MOST = 6
#: A number, without which words cite nothing.
NUMBER = re.compile(rf"\d|[{HAN_NUMERALS}]|\b(?:{ordinals_pattern()})\b", re.IGNORECASE)
#: Words and a number: ``UNTOC 37``.
NAME_AND_NUMBER = re.compile(r"(?P<name>[^\d]+?)\s*(?P<number>\d{1,3})")


@dataclass(frozen=True)
class CitationOffer:
    """One thing that words cite, with the page of it."""

    candidate: Candidate
    names: FacetLabels
    index: RecommendationIndex

    @property
    def address(self) -> str:
        """The address of its page."""
        return self.candidate.address

    @property
    def label(self) -> str:
        """Its name; of an article, that of its treaty too."""
        if self.candidate.kind != "article":
            return candidate_label(self.candidate)
        if value := self.names.by_value["article"].get(self._provision):
            return value.label
        name = self.names.labels.instrument(self.candidate.name)
        number = self.candidate.place
        return _("%(instrument)s, art. %(number)s") % {"instrument": name, "number": number}

    @cached_property
    def count(self) -> int | None:
        """The number of records that cite the article; None of all else."""
        if self.candidate.kind != "article":
            return None
        return self.index.columns["article"].bitmap(self._provision).bit_count()

    @property
    def _provision(self) -> str:
        return f"{self.candidate.name}-{self.candidate.place}"


def citation_offers(
    typed: str, names: FacetLabels, index: RecommendationIndex
) -> Sequence[CitationOffer]:
    """Return what words without quotation marks cite, likeliest first.

    No query unless there is a number among them, in figures or in words; then a few.
    """
    if any(mark in typed for mark in QUOTES) or not NUMBER.search(typed):
        return []
    citation = _article_of_treaty(typed, index) or parse_typed_citation(typed)
    if citation.is_empty or len(citation.unread_words) > len(citation.articles):
        return []
    result = look_up(citation)
    cited = [*result.candidates, *result.alternatives]
    offers = [CitationOffer(each, names, index) for each in dict.fromkeys(cited)]
    return offers[:MOST]


def _article_of_treaty(typed: str, index: RecommendationIndex) -> TypedCitation | None:
    """Read a treaty's name and a number as an article; None if the words are not of its name."""
    match = NAME_AND_NUMBER.fullmatch(typed.strip())
    if match is None:
        return None
    treaties = named_treaties(match["name"], Matcher(index).treaty_names())
    if not treaties or not all(is_part_of_name(each, treaties) for each in match["name"].split()):
        return None
    return parse_typed_citation(f"{match['name']} article {match['number']}")
