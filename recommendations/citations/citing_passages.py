"""The passages of documents that cite something, with the words that do."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from recommendations.citations.target import citation_span
from recommendations.models import Citation, CitationQuerySet, passage_paths
from recommendations.search.highlight import CITING, MarkLayer, apply_marks, merge_spans
from sessions.models import Document, DocumentTitle, Footnote, LanguageVersion, Paragraph, Section
from sessions.symbols import ordering_key
from smuggling_kb.preference import language_rank

DocumentPassage = Paragraph | Footnote | Section


@dataclass(frozen=True)
class MarkedPassage:
    """A passage whose citing words are marked.

    ``repetitions`` are the anchors of passages of the document with the same words, such as a title
    that its cover prints twice.
    """

    anchor: str
    language: str
    words: SafeString
    repetitions: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class CitingDocument:
    """A document with those of its passages that cite."""

    document: Document
    title: DocumentTitle | None
    passages: list[MarkedPassage]


def citing_documents(citations: CitationQuerySet, language: str) -> list[CitingDocument]:
    """Return the documents in which citations stand, each in one language, by year.

    A fixed number of queries.
    """
    versions: dict[Document, dict[LanguageVersion, list[Citation]]] = defaultdict(dict)
    for citation in _in_printed_order(citations):
        version = _passage(citation).version
        versions[version.document].setdefault(version, []).append(citation)
    return [
        _citing_document(document, versions[document], language)
        for document in sorted(versions, key=lambda each: (each.year, ordering_key(each.symbol)))
    ]


def _in_printed_order(citations: CitationQuerySet) -> list[Citation]:
    """Return headings and paragraphs in their order, then footnotes."""
    rows = citations.with_passage().prefetch_related(*passage_paths("version__document__titles"))
    return sorted(
        rows,
        key=lambda each: (each.footnote is not None, _passage(each).position, each.start),
    )


def _citing_document(
    document: Document, versions: dict[LanguageVersion, list[Citation]], language: str
) -> CitingDocument:
    version = min(versions, key=lambda each: language_rank(each.language, language))
    citations: dict[DocumentPassage, list[Citation]] = defaultdict(list)
    for citation in versions[version]:
        citations[_passage(citation)].append(citation)
    passages: dict[str, MarkedPassage] = {}
    for passage, cited in citations.items():
        words = printed_text(passage)
        if first := passages.get(_without_spaces(words)):
            first.repetitions.append(passage.anchor)
            continue
        marks = MarkLayer(CITING, merge_spans(map(citation_span, cited)))
        passages[_without_spaces(words)] = MarkedPassage(
            passage.anchor, version.language, apply_marks(words, marks)
        )
    return CitingDocument(document, document.title_for(language), list(passages.values()))


def _without_spaces(words: str) -> str:
    return "".join(words.split())


def printed_text(passage: DocumentPassage) -> str:
    """Return the words in which a citation's characters are counted."""
    return passage.printed_heading if isinstance(passage, Section) else passage.text


def _passage(citation: Citation) -> DocumentPassage:
    """Return the passage of a citation; ``ValueError`` if it stands in a record's text."""
    if citation.passage is None:
        raise ValueError(f"{citation} stands in no document")
    return citation.passage
