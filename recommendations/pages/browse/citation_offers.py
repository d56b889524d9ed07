"""Things that the words of a search cite: offered above the results, never led to unasked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from recommendations.citations.lookup.parser import parse_typed_citation
from recommendations.citations.lookup.presentation import candidate_label
from recommendations.citations.lookup.resolver import look_up
from recommendations.citations.lookup.result import Candidate
from recommendations.index import FacetLabels, RecommendationIndex
from recommendations.search.tokenizer import QUOTES

#: The most things that are offered.
MOST = 6


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

    No query unless there is a number among them; then a few.
    """
    if any(mark in typed for mark in QUOTES) or not any(map(str.isnumeric, typed)):
        return []
    citation = parse_typed_citation(typed)
    if citation.is_empty or len(citation.unread_words) > len(citation.articles):
        return []
    result = look_up(citation)
    cited = [*result.candidates, *result.alternatives]
    offers = [CitationOffer(each, names, index) for each in dict.fromkeys(cited)]
    return offers[:MOST]
