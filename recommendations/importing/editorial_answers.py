"""The answers of editors to what the reading of a document asks, as editorial files keep them."""

from __future__ import annotations

from recommendations.importing.editorial_data import EditorialData
from recommendations.importing.inquiries.questions import ImportAnswer


def editorial_answers(editorial: EditorialData, symbol: str) -> tuple[ImportAnswer, ...]:
    """Return what ``deviations.toml`` answers to the questions about a document."""
    return tuple(
        ImportAnswer(table["kind"], words, table["choice"])
        for table in editorial.tables("deviation")
        if table["document"] == symbol
        for words in table["words"]
    )
