"""The answers of editors to what the reading of a document asks, as editorial files keep them."""

from __future__ import annotations

from recommendations.importing.editorial_data import EditorialData
from recommendations.importing.inquiries.questions import ImportAnswer
from sessions.symbols import parse_symbol


def editorial_answers(editorial: EditorialData, symbol: str) -> tuple[ImportAnswer, ...]:
    """Return what editors answer to the questions about a document.

    ``deviations.toml`` has the answers, ``documents.toml`` the year that a symbol lacks.
    """
    deviations = (
        ImportAnswer(table["kind"], words, table["choice"])
        for table in editorial.tables("deviation")
        if table["document"] == symbol
        for words in table["words"]
    )
    facts = editorial.document_facts(symbol)
    if facts is None or parse_symbol(symbol).year:
        return tuple(deviations)
    return (*deviations, ImportAnswer("year", symbol, "value", str(facts.year)))
