"""Known deviations: what a document is known to do that its genre's grammar does not foresee.

They are listed in ``fixtures/editorial/deviations.toml``, each with the reason why it is read as it
is. Any other deviation stops the import: somebody has to look at the printed page first.
"""

from __future__ import annotations

from collections.abc import Mapping

from recommendations.importing.editorial_data import EditorialData
from recommendations.importing.layout.findings import Deviation
from recommendations.importing.reading.parsed_document import (
    ImportProblem,
    ParsedDocument,
)

#: The reasons of one document's deviations, by their kind and the words concerned.
KnownDeviations = Mapping[tuple[str, str], str]


def known_deviations(editorial: EditorialData, symbol: str) -> KnownDeviations:
    """Return what the editorial files list for a document."""
    return {
        (table["kind"], words): table["reason"]
        for table in editorial.tables("deviation")
        if table["document"] == symbol
        for words in table["words"]
    }


def deviation_reason(known: KnownDeviations, deviation: Deviation) -> str:
    """Return why a deviation is read as it is; empty if it is not known."""
    return known.get((deviation.kind, deviation.text), "")


def unknown_deviations(known: KnownDeviations, document: ParsedDocument) -> list[ImportProblem]:
    """Return a problem for every deviation that is not known of the document."""
    return [
        ImportProblem(
            deviation.line,
            f"{deviation.kind}: “{deviation.text}”. Compare it with the printed document, then"
            " list it in fixtures/editorial/deviations.toml with the reason.",
        )
        for deviation in document.deviations
        if not deviation_reason(known, deviation)
    ]
