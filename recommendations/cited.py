"""What a recommendation's text cites."""

from __future__ import annotations

from dataclasses import dataclass

from recommendations.models import Citation, Provision, RecommendationText


@dataclass(frozen=True)
class CitedProvision:
    """An article or chapter, and the part of it that is meant."""

    provision: Provision
    pinpoint: str


def provisions(text: RecommendationText) -> list[CitedProvision]:
    """The treaty articles and chapters, each part once, in the order of the text."""
    cited = (
        CitedProvision(citation.provision, citation.pinpoint)
        for citation in in_order(text)
        if citation.provision
    )
    return list(dict.fromkeys(cited))


def others(text: RecommendationText) -> list[Citation]:
    """Whatever else it cites, each once, in the order of the text."""
    cited = {
        (citation.kind, citation.as_written): citation
        for citation in reversed(in_order(text))
        if not citation.provision
    }
    return list(cited.values())[::-1]


def in_order(text: RecommendationText) -> list[Citation]:
    """All citations, by where they stand; reads ``citations``."""
    return sorted(text.citations.all(), key=lambda citation: citation.start)
