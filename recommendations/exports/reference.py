"""The particulars of a recommendation for reference managers, as a part of a document.

Each particular stands in one field, so that a bibliography prints it once. The title quotes the
first words; the document with its symbol and the place is what the part is "in", since no style
prints a number or a paragraph of a part. The year is that of the document; when the recommendation
was adopted is a date of its own, and the session stands in the title.
"""

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
from recommendations.models import AdoptionStatus, Recommendation, RecommendationText
from recommendations.names import labels
from recommendations.names.data_versions import data_version_name
from recommendations.texts.opening_words import opening_words
from sessions.dates import when_and_where
from sessions.models import Document, DocumentTitle, WorkingGroupSession
from smuggling_kb.languages import BY_CODE


@dataclass(frozen=True)
class DocumentDetails:
    """A document that prints recommendations; without a title where none is known."""

    title: str
    year: int
    issued: date | None

    @classmethod
    def from_document(cls, document: Document, title: DocumentTitle | None) -> DocumentDetails:
        """Return the details of a document with one of its titles."""
        return cls(title.title if title else "", document.year, document.issued)


#: Documents by their symbols.
Documents = Mapping[str, DocumentDetails]


@dataclass(frozen=True)
class ReferenceWords:
    """The words of a record: the first ones, and all with those before the list it stands in."""

    opening: str
    full: str


@dataclass(frozen=True)
class Reference:
    """The particulars; empty where they are not known."""

    code: str
    author: str
    #: ``Recommendation 2012/5``.
    name: str
    #: The name with the session and the first words of the text.
    title: str
    #: The document with its symbol, marked if it is inferred, and the place in it.
    container: str
    year: int
    issued: date | None
    #: The last day of the session that adopted it.
    adopted: date | None
    language: str
    words: str
    #: What no other field has: where and when it was adopted, how the source passage differs.
    note: str
    #: Of which version of the data it is.
    database: str
    url: str

    @property
    def key(self) -> str:
        """A name that is its own among all references."""
        return f"wg-som-{self.code.replace('/', '-')}"


def reference(
    record: CitableRecord,
    language: str,
    words: ReferenceWords,
    root: str,
    documents: Documents,
    index: RecommendationIndex,
) -> Reference:
    """Return the particulars of a record, in the active language but for its words.

    These are in ``language``.
    """
    source = record.source
    document = documents[source.symbol] if source else None
    session = record.session
    return Reference(
        code=record.code,
        author=author(record.status),
        name=labels.record_name(record.code, record.status),
        title=_title(record, words.opening),
        container=_container(record, document) if document else "",
        year=document.year if document else int(record.code.partition("/")[0]),
        issued=document.issued if document else None,
        adopted=session.end if session else None,
        language=BY_CODE[language].tag,
        words=words.full,
        note=_note(record),
        database=_database(index),
        url=root + citation_style.path(record),
    )


def reference_words(chapeau: str, text: str) -> ReferenceWords:
    """Return the words of a record that references give."""
    return ReferenceWords(opening_words(text), f"{chapeau}\n{text}" if chapeau else text)


def _title(record: CitableRecord, opening: str) -> str:
    """Return ``Recommendation 2012/5 (1st session, 2012): States parties should …``."""
    title = _("%(name)s (%(adoption)s): %(words)s") % {
        "name": labels.record_name(record.code, record.status),
        "adoption": _adoption(record),
        "words": opening,
    }
    return " ".join(filter(None, (title, citation_style.format_status(record))))


def _adoption(record: CitableRecord) -> str:
    if record.status == AdoptionStatus.PROPOSED:
        return _("not adopted by the Working Group")
    if record.status == AdoptionStatus.RESOLUTION:
        return _("resolution of the Conference of the Parties")
    if record.session is None:
        return _("session not specified")
    return labels.session_name_and_year(record.session)


def _container(record: CitableRecord, document: DocumentDetails) -> str:
    """Return ``Report of the meeting (CTOC/COP/WG.7/2012/5), para. 5``."""
    symbol = record.source.symbol if record.source else ""
    symbol = citation_style.format_symbol(symbol, record.symbol_status)
    if document.title:
        form = _("%(title)s (%(symbol)s)")
        symbol = form % {"title": document.title, "symbol": symbol}
    if not record.place:
        return symbol
    return _("%(document)s, %(place)s") % {"document": symbol, "place": record.place}


def _database(index: RecommendationIndex) -> str:
    """Return the version of the data and the meetings that they rest on."""
    version = data_version_name(index.data_version)
    names = {"version": version, "coverage": index_coverage(index)}
    return _("%(version)s; %(coverage)s") % names


def _note(record: CitableRecord) -> str:
    """Return where and when it was adopted and, if its text differs, the source passage's words."""
    sentences = [_adoption_sentence(record.session)] if record.session else []
    if record.mark.printed is not None:
        printed = _("The source passage reads: %(words)s") % {"words": record.mark.printed.words}
        sentences.append(printed)
    return " ".join(filter(None, sentences))


def _adoption_sentence(session: WorkingGroupSession) -> str:
    """Return ``Adopted in: Vienna, 30 May–1 June 2012.``; nothing if neither is known."""
    dates = when_and_where(session)
    return _("Adopted: %(dates)s.") % {"dates": dates} if dates else ""


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


def reference_of_text(
    recommendation: Recommendation, text: RecommendationText, root: str, documents: Documents
) -> Reference:
    """Return the particulars of a record that was read whole, with one of its texts; no query."""
    return reference(
        citable_record(recommendation, text),
        text.language,
        reference_words(text.chapeau, text.text),
        root,
        documents,
        current_index(),
    )


def format_record(record: ExportedRecord, entry: Callable[[Reference], str]) -> str:
    """Return a file with a single entry; two queries."""
    documents = document_details(record.language)
    return entry(reference_of_text(record.recommendation, record.text, record.root, documents))


def document_details(language: str) -> Documents:
    """Return every document, with its title for readers of a language; two queries."""
    titles = DocumentTitle.objects.title_by_document(language)
    return {
        document.symbol: DocumentDetails.from_document(document, titles.get(document.pk))
        for document in Document.objects.published()
    }
