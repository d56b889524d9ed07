"""The passages of documents that cite a treaty, with the words that do."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.safestring import SafeString

from recommendations.citations.target import CITING, Citable, span
from recommendations.models import Citation, CitationQuerySet, passage_paths
from recommendations.search.highlight import Layer, lay
from sessions.models import Document, DocumentTitle, Footnote, LanguageVersion, Paragraph, Section
from sessions.symbols import ordering_key
from smuggling_kb.preference import language_rank

Passage = Paragraph | Footnote | Section


@dataclass(frozen=True)
class CitingPlace:
    """A passage, the words that cite marked."""

    anchor: str
    language: str
    words: SafeString


@dataclass(frozen=True)
class CitingDocument:
    """A document with those of its passages that cite."""

    document: Document
    title: DocumentTitle | None
    places: list[CitingPlace]


def citing_documents(citable: Citable, language: str) -> list[CitingDocument]:
    """The documents with such passages, each in one language; a fixed number of queries."""
    return citing(citable.in_documents(), language)


def citing(citations: CitationQuerySet, language: str) -> list[CitingDocument]:
    """The documents with these citations in their passages, in the order of their years."""
    versions: dict[Document, dict[LanguageVersion, list[Citation]]] = defaultdict(dict)
    for citation in _in_order(citations):
        version = _passage(citation).version
        versions[version.document].setdefault(version, []).append(citation)
    return [
        _in_document(document, versions[document], language)
        for document in sorted(versions, key=lambda each: (each.year, ordering_key(each.symbol)))
    ]


def _in_order(citations: CitationQuerySet) -> list[Citation]:
    """In the order of the passages: headings and paragraphs first, then footnotes."""
    found = citations.with_passage().prefetch_related(*passage_paths("version__document__titles"))
    return sorted(
        found,
        key=lambda each: (each.footnote is not None, _passage(each).position, each.start),
    )


def _in_document(
    document: Document, versions: dict[LanguageVersion, list[Citation]], language: str
) -> CitingDocument:
    version = min(versions, key=lambda each: language_rank(each.language, language))
    passages: dict[Passage, list[Citation]] = defaultdict(list)
    for citation in versions[version]:
        passages[_passage(citation)].append(citation)
    places = [
        CitingPlace(
            passage.anchor,
            version.language,
            lay(printed(passage), Layer(CITING, [span(citation) for citation in citations])),
        )
        for passage, citations in passages.items()
    ]
    return CitingDocument(document, document.title_for(language), places)


def printed(passage: Passage) -> str:
    """The words that a citation's characters are counted in."""
    return passage.printed if isinstance(passage, Section) else passage.text


def _passage(citation: Citation) -> Passage:
    """What the words stand in; a citation in a record's text stands in none."""
    if citation.passage is None:
        raise ValueError(f"{citation} stands in no document")
    return citation.passage
