"""What a recommendation's text cites."""

from __future__ import annotations

from dataclasses import dataclass

from recommendations.models import Citation, Provision, Recommendation, RecommendationText


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


def in_all(recommendation: Recommendation) -> list[Citation]:
    """All citations of its texts, text by text; reads ``texts`` with ``citations``."""
    ordered = sorted(recommendation.texts.all(), key=lambda text: text.pk)
    return [citation for text in ordered for citation in in_order(text)]


def provisions_of(recommendation: Recommendation) -> list[Provision]:
    """The treaty articles and chapters that its texts cite, each once."""
    cited = (citation.provision for citation in in_all(recommendation) if citation.provision)
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
