"""The publication of a document: with its meeting, and with the citations that waited for it."""

from __future__ import annotations

from collections.abc import Mapping

from recommendations.citations.parsed_citation import ParsedCitation
from recommendations.models import Citation, CitationKind, Unresolved
from sessions.models import Document, Paragraph, Publication, WorkingGroupSession
from smuggling_kb.addresses.models import FormerAddress


def publish_document(document: Document) -> None:
    """Make a draft public, and its meeting; lead to it the citations that waited for it.

    Within ``record_changes``: records that cite the document change.
    """
    document.publication = Publication.PUBLISHED
    document.save(update_fields=["publication"])
    sessions = WorkingGroupSession.objects.drafts().filter(documents=document)
    sessions.update(publication=Publication.PUBLISHED)
    former = FormerAddress.objects.filter(model=Document._meta.label_lower, row=document.pk)
    names = [document.symbol, *former.values_list("value", flat=True)]
    resolve_waiting_citations(dict.fromkeys(names, document))


def resolve_waiting_citations(documents: Mapping[str, Document]) -> None:
    """Lead the citations that waited for public documents to them.

    ``documents`` by what citations call them.
    """
    waiting = Citation.objects.filter(
        kind=CitationKind.DOCUMENT, reference__in=documents, unresolved=Unresolved.NOT_HELD
    )
    for citation in waiting:
        cited = ParsedCitation(0, 0, citation.kind, citation.reference, citation.pinpoint)
        document = documents[citation.reference]
        passages = Paragraph.objects.filter(version__document=document, anchor=cited.anchor)
        citation.document = document
        citation.anchor = cited.anchor if passages.exists() else ""
        citation.unresolved, citation.symbol = "", ""
        citation.save()
