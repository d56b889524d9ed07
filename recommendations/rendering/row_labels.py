"""Labels and texts of rows and tables, with matches marked."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.index import FacetLabels
from recommendations.index.rows import PrintedPlace, RecommendationRow
from recommendations.models import Strength
from recommendations.names.labels import session_name_and_year, strength_level
from recommendations.search.highlight import HIT, MarkLayer, apply_marks, match_spans
from recommendations.search.query import Query
from recommendations.selection.filters import list_address
from sessions import places
from sessions.models import Document


class StrengthBadge(NamedTuple):
    """The words of the badge of a strength; ``modal`` stands beside the name if it says more."""

    name: str
    level: int
    modal: str = ""
    language: str = ""


@lru_cache(maxsize=1024)
def strength_badge(
    strength: str, modal: str, language: str, reader: str, *, is_printed: bool
) -> StrengthBadge:
    """Return the badge for a reader of the active language.

    A reader of the text's language is told the modal word that is printed.
    """
    name, level = str(Strength(strength).label), strength_level(strength)
    if modal and language == reader and is_printed:
        return StrengthBadge(modal, level)
    return StrengthBadge(name, level, "" if modal in name else modal, language)


class MarkedLink(NamedTuple):
    """A link whose words can have marks in them."""

    address: str
    html: SafeString


class PlaceLink(NamedTuple):
    """A link to a place in a document."""

    address: str
    symbol: str
    name: str


def document_place(document: Document, anchor: str) -> PlaceLink:
    """Return the link to a place in a document."""
    return symbol_place(document.symbol, anchor)


def symbol_place(symbol: str, anchor: str) -> PlaceLink:
    """Return the link to a place in the document of a symbol."""
    address = reverse("recommendations:document", args=[symbol])
    fragment = f"#{anchor}" if anchor else ""
    return PlaceLink(address + fragment, symbol, places.place_label(anchor))


class RowLabels:
    """Labels in one language for the rows of one page, each worked out once."""

    def __init__(self, names: FacetLabels, query: Query | None = None) -> None:
        self.names = names
        self.query = query
        self.list = list_address(names.language)
        self._links: dict[tuple[str, str], MarkedLink] = {}
        self._sessions: dict[str, str] = {}

    def mark(self, label: str) -> SafeString:
        """Return a label as HTML, with what was searched for marked."""
        return apply_marks(label, MarkLayer(HIT, match_spans(self.query, label)))

    def name(self, parameter: str, value: str) -> str:
        """Return what a value of a facet is called."""
        known = self.names.by_value[parameter].get(value)
        return known.label if known else value

    def link(self, parameter: str, value: str) -> MarkedLink:
        """Return the link to the list of a value."""
        key = (parameter, value)
        if key not in self._links:
            address = f"{self.list}?{parameter}={value}"
            self._links[key] = MarkedLink(address, self.mark(self.name(parameter, value)))
        return self._links[key]

    def session(self, value: str) -> str:
        """Return the name and year of the meeting that adopted a record."""
        if value not in self._sessions:
            session = self.names.by_value["session"][value].session
            name = session_name_and_year(session) if session else _("Session not named")
            self._sessions[value] = name
        return self._sessions[value]

    def place(self, place: PrintedPlace) -> PlaceLink:
        """Return the link to a place in a document."""
        return symbol_place(place.symbol, place.anchor)

    def badge(self, row: RecommendationRow) -> StrengthBadge:
        """Return the badge of a record's strength."""
        reader = self.names.language
        return strength_badge(
            row.strength, row.modal, row.language, reader, is_printed=row.is_printed
        )
