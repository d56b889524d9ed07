"""The parts of the database that the import of a document asks for, read as they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from recommendations.models import Recommendation
from sessions.models import Document, Paragraph


class AnchorsInDatabase(Mapping[str, Set[str]]):
    """The anchors of the paragraphs of each public document, by its symbol; one query a document.

    ``own`` are those of the document that is being read, as they will be.
    """

    def __init__(self, own: Mapping[str, Set[str]]) -> None:
        public = Document.objects.published().values_list("symbol", flat=True)
        self._symbols = {*public, *own}
        self._anchors = dict(own)

    def __getitem__(self, symbol: str) -> Set[str]:
        if symbol not in self._symbols:
            raise KeyError(symbol)
        if symbol not in self._anchors:
            paragraphs = Paragraph.objects.filter(version__document__symbol=symbol).order_by()
            self._anchors[symbol] = set(paragraphs.values_list("anchor", flat=True))
        return self._anchors[symbol]

    def __contains__(self, symbol: object) -> bool:
        return symbol in self._symbols

    def __iter__(self) -> Iterator[str]:
        return iter(self._symbols)

    def __len__(self) -> int:
        return len(self._symbols)


class StagesInDatabase(Mapping[str, str]):
    """The stage of each record in the workflow, by its code; one query a year of the codes."""

    def __init__(self) -> None:
        self._by_year: dict[str, dict[str, str]] = {}

    def __getitem__(self, code: str) -> str:
        year, _slash, _number = code.partition("/")
        if year not in self._by_year:
            records = Recommendation.objects.filter(code__startswith=f"{year}/").order_by()
            self._by_year[year] = dict(records.values_list("code", "publication"))
        return self._by_year[year][code]

    def __iter__(self) -> Iterator[str]:
        return Recommendation.objects.values_list("code", flat=True).iterator()

    def __len__(self) -> int:
        return Recommendation.objects.count()
