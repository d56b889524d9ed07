"""The particulars of a recommendation for reference managers, as a part of a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from recommendations.exports import citation_style
from recommendations.exports.citation_style import CitableRecord, citable_record
from recommendations.exports.columns import ExportedRecord
from recommendations.index import RecommendationIndex, current_index
from recommendations.index.coverage import index_coverage
from recommendations.models import AdoptionStatus
from recommendations.names import labels
from recommendations.names.data_versions import data_version_name
from sessions.models import Document, DocumentTitle
from smuggling_kb.languages import BY_CODE


@dataclass(frozen=True)
class DocumentDetails:
    """A document that prints recommendations; without a title where none is known."""

    title: str
    year: int
    issued: date | None


#: Documents by their symbols.
Documents = Mapping[str, DocumentDetails]


@dataclass(frozen=True)
class Reference:
    """The particulars; empty where they are not known."""

    code: str
    author: str
    title: str
    document: str
    #: With a mark if it is inferred.
    symbol: str
    place: str
    year: int
    issued: date | None
    language: str
    #: The words, with those before the list that it is an item of.
    words: str
    note: str
    #: Of which version of the data it is.
    database: str
    url: str


def reference(
    record: CitableRecord,
    language: str,
    words: list[str],
    root: str,
    documents: Documents,
    index: RecommendationIndex,
) -> Reference:
    """Return the particulars of a record, in the active language but for its words.

    ``words`` are its chapeau and its text, in ``language``.
    """
    source = record.source
    document = documents[source.symbol] if source else None
    url = root + citation_style.path(record)
    return Reference(
        code=record.code,
        author=author(record.status),
        title=labels.record_name(record.code, record.status),
        document=document.title if document else "",
        symbol=citation_style.format_symbol(source.symbol, record.symbol_status) if source else "",
        place=record.place,
        year=document.year if document else int(record.code.partition("/")[0]),
        issued=document.issued if document else None,
        language=BY_CODE[language].tag,
        words="\n".join(filter(None, words)),
        note=_note(record, url),
        database=_database(index),
        url=url,
    )


def _database(index: RecommendationIndex) -> str:
    """Return the version of the data and the meetings that they rest on."""
    version = data_version_name(index.data_version)
    names = {"version": version, "coverage": index_coverage(index)}
    return _("%(version)s; %(coverage)s") % names


def _note(record: CitableRecord, url: str) -> str:
    """Return the citation and, of a text that differs from its source passage, that one's words."""
    note = citation_style.format_citation(record, url)
    if record.mark.printed is None:
        return note
    printed = _("The source passage reads: %(words)s") % {"words": record.mark.printed.words}
    return f"{note} {printed}"


def author(status: str) -> str:
    """Return the body whose words they are."""
    if status == AdoptionStatus.ADOPTED:
        return _("Working Group on the Smuggling of Migrants")
    if status == AdoptionStatus.RESOLUTION:
        return _(
            "Conference of the Parties to the United Nations Convention against Transnational"
            " Organized Crime"
        )
    return _("United Nations")


def format_record(record: ExportedRecord, entry: Callable[[Reference], str]) -> str:
    """Return a file with a single entry."""
    text = record.text
    words = [text.chapeau, text.text]
    documents = document_details(record.language)
    cited = citable_record(record.recommendation, text)
    index = current_index()
    return entry(reference(cited, text.language, words, record.root, documents, index))


def document_details(language: str) -> Documents:
    """Return every document, with its title for readers of a language; two queries."""
    titles = DocumentTitle.objects.title_by_document(language)
    return {
        document.symbol: DocumentDetails(
            titles[document.pk].title if document.pk in titles else "",
            document.year,
            document.issued,
        )
        for document in Document.objects.all()
    }
