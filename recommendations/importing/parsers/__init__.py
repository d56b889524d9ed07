"""Parsers: one module for each genre of document, and a line in ``PARSERS``."""

from types import ModuleType

from recommendations.importing.parsed import ParsedDocument
from recommendations.importing.parsers import compilation, paper, report
from recommendations.importing.reading import Source, Unreadable

#: In the order in which they are asked whether they recognise a file.
PARSERS: tuple[ModuleType, ...] = (report, compilation, paper)


def parse(source: Source) -> ParsedDocument:
    """The document, by the first parser that recognises it; raises ``Unreadable`` if none does."""
    for parser in PARSERS:
        if parser.recognises(source):
            document: ParsedDocument = parser.parse(source)
            if document.numbered():
                return document
    raise Unreadable(
        "The file is no document that can be read here. It must be the Chinese text of a"
        " compilation of recommendations, a meeting report, or a background or working paper."
    )
