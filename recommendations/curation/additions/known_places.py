"""The documents, passages, sessions and themes that rows of new records may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recommendations.curation.additions.passages import PassagesByPlace, read_passages
from recommendations.curation.additions.row_cells import Options, RowCells
from recommendations.models import Occurrence, Recommendation, Theme
from sessions.models import Document, WorkingGroupSession


@dataclass(frozen=True)
class KnownPlaces:
    """The values that rows may name: documents, sessions, themes, passages, and what is taken."""

    documents: Mapping[str, Document]
    sessions: Mapping[str, WorkingGroupSession]
    themes: Mapping[str, Theme]
    passages: PassagesByPlace
    #: Codes of records by the places that they are read from or printed at.
    printed: Mapping[tuple[str, str], str]
    taken: frozenset[str]

    def theme_options(self, scheme: str) -> Options:
        """Return the themes of a scheme, with their names; reads these."""
        return {
            slug: [name.name for name in theme.names.all()]
            for slug, theme in self.themes.items()
            if theme.scheme == scheme
        }


def read_known_places(rows: list[RowCells]) -> KnownPlaces:
    places = {(cells.cell("document"), cells.cell("anchor")) for cells in rows}
    symbols = {symbol for symbol, _anchor in places}
    documents = {document.symbol: document for document in Document.objects.all()}
    codes = Recommendation.objects.filter(code__in=[cells.code for cells in rows])
    occurrences = Occurrence.objects.filter(document__symbol__in=symbols)
    return KnownPlaces(
        documents=documents,
        sessions={str(session.number): session for session in WorkingGroupSession.objects.all()},
        themes={theme.slug: theme for theme in Theme.objects.prefetch_related("names")},
        passages=read_passages(places),
        printed={
            (symbol, anchor): code
            for symbol, anchor, code in occurrences.values_list(
                "document__symbol", "anchor", "recommendation__code"
            )
        },
        taken=frozenset(codes.values_list("code", flat=True)),
    )
