"""A record as a list shows it."""

from __future__ import annotations

from dataclasses import dataclass

from recommendations.index.facets import NONE, UNKNOWN
from recommendations.models import AdoptionStatus, Provenance, Recommendation

#: A document's symbol and a place in it.
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says of a record: values as addresses write them, words in one language.

    ``session`` is a value of the list's parameter; ``is_printed`` tells that the strength is by
    the modal word, and ``restated`` names the places that restate the record.
    """

    code: str
    status: str
    session: str
    strength: str
    is_printed: bool
    addressees: tuple[str, ...]
    themes: tuple[str, ...]
    provisions: tuple[str, ...]
    language: str
    chapeau: str
    text: str
    modal: str
    source: Place | None
    restated: tuple[Place, ...]


def entry(recommendation: Recommendation, language: str) -> Entry:
    """The row of a record that was read ``for_list``, for a reader of one language."""
    text = recommendation.text_for(language)
    source = recommendation.source
    return Entry(
        recommendation.code,
        recommendation.status,
        session_value(recommendation),
        recommendation.strength,
        recommendation.strength_origin == Provenance.DOCUMENT,
        tuple(each.addressee for each in recommendation.addressees.all()) or (NONE,),
        tuple(each.theme.slug for each in recommendation.chapters),
        tuple(each.slug for each in recommendation.cited_provisions),
        text.language,
        text.chapeau,
        text.text,
        text.modal,
        (source.document.symbol, source.anchor) if source else None,
        tuple((each.document.symbol, each.anchor) for each in recommendation.restatements),
    )


def session_value(recommendation: Recommendation) -> str:
    """The value of the list's parameter ``session`` that selects it; reads ``session``."""
    if recommendation.status != AdoptionStatus.ADOPTED:
        return NONE
    return str(recommendation.session.number) if recommendation.session else UNKNOWN
