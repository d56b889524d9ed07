"""The particulars of a recommendation for reference managers, as a part of a document.

Each particular stands in one field, so that a bibliography prints it once. The title quotes the
first words; the document with its symbol and the place is what the part is "in", since no style
prints a number or a paragraph of a part. The year is that of the document; when the recommendation
was adopted is a date of its own, and the session stands in the title.

What is cited are the document's own words and its printed title, in its language. Translations
follow them in brackets, as styles have it, and a translated text stands where no style prints it.
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
from recommendations.models import (
    AdoptionStatus,
    Recommendation,
    RecommendationText,
    ShownStatus,
    StatusMark,
)
from recommendations.names import labels
from recommendations.names.data_versions import data_version_name
from recommendations.texts.opening_words import opening_words
from sessions.dates import when_and_where
from sessions.models import Document, WorkingGroupSession
from smuggling_kb.languages import BY_CODE


@dataclass(frozen=True)
class DocumentDetails:
    """A document that prints recommendations; without a title where none is known.

    ``title`` is as it is printed, if that is known, and ``translation`` what else the reader calls
    the document.
    """

    title: str
    translation: str
    year: int
    issued: date | None

    @classmethod
    def from_document(cls, document: Document, language: str) -> DocumentDetails:
        """Return the details of a document for a reader of a language; reads ``titles``."""
        known, printed = document.title_for(language), document.printed_title_for(language)
        cited = printed or known
        title = cited.title if cited else ""
        translation = known.title if known and known.title != title else ""
        return cls(title, translation, document.year, document.issued)

    @property
    def full_title(self) -> str:
        """The title, with its translation in brackets; empty if none is known."""
        if not self.translation:
            return self.title
        titles = {"title": self.title, "translation": self.translation}
        return _("%(title)s [%(translation)s]") % titles


#: Documents by their symbols.
Documents = Mapping[str, DocumentDetails]


@dataclass(frozen=True)
class ReferenceWords:
    """The words of a record: the first ones, and all with those before the list it stands in."""

    language: str
    opening: str
    full: str


@dataclass(frozen=True)
class Reference:
    """The particulars; empty where they are not known."""

    code: str
    author: str
    #: ``Recommendation 2012/5``.
    name: str
    #: The name with the session and the first words of the text, and their translation if any.
    title: str
    #: The document with its symbol, marked if it is inferred, and the place in it.
    container: str
    year: int
    issued: date | None
    #: The last day of the session that adopted it.
    adopted: date | None
    #: The language of the document's own words, and these.
    language: str
    words: str
    #: The words of a translation, said to be unofficial.
    translation: str
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
    words: ReferenceWords,
    translation: ReferenceWords | None,
    root: str,
    documents: Documents,
    index: RecommendationIndex,
) -> Reference:
    """Return the particulars of a record, in the active language but for its words.

    Its status is that of ``words``; ``translation`` is an unofficial text of it.
    """
    source = record.source
    document = documents[source.symbol] if source else None
    session = record.session
    return Reference(
        code=record.code,
        author=author(record.status),
        name=labels.record_name(record.code, record.status),
        title=_title(record, words, translation),
        container=_container(record, document) if document else "",
        year=document.year if document else int(record.code.partition("/")[0]),
        issued=document.issued if document else None,
        adopted=session.end if session else None,
        language=BY_CODE[words.language].tag,
        words=words.full,
        translation=_translation(translation) if translation else "",
        note=_note(record),
        database=_database(index),
        url=root + citation_style.path(record),
    )


def reference_words(language: str, chapeau: str, text: str) -> ReferenceWords:
    """Return the words of a record that references give."""
    full = f"{chapeau}\n{text}" if chapeau else text
    return ReferenceWords(language, opening_words(text), full)


def _title(record: CitableRecord, words: ReferenceWords, translation: ReferenceWords | None) -> str:
    """Return ``Recommendation 2012/5 (1st session, 2012): 缔约国应当… [States should …]``."""
    opening = words.opening
    if translation:
        both = {"title": opening, "translation": translation.opening}
        opening = _("%(title)s [%(translation)s]") % both
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
    if title := document.full_title:
        symbol = _("%(title)s (%(symbol)s)") % {"title": title, "symbol": symbol}
    if not record.place:
        return symbol
    return _("%(document)s, %(place)s") % {"document": symbol, "place": record.place}


def _translation(words: ReferenceWords) -> str:
    """Return a translation, said to be unofficial."""
    return _("Unofficial translation into %(language)s: %(words)s") % {
        "language": labels.language_name(words.language),
        "words": words.full,
    }


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
    """Return the particulars of a record that was read whole, with the text shown; no query."""
    mark = text.status_mark
    cited = recommendation.original_text if mark.status == ShownStatus.UNOFFICIAL else text
    return reference(
        citable_record(recommendation, cited),
        _words_of_text(cited),
        _words_of_text(text) if is_translation(mark, cited.status_mark) else None,
        root,
        documents,
        current_index(),
    )


def _words_of_text(text: RecommendationText) -> ReferenceWords:
    return reference_words(text.language, text.chapeau, text.text)


def is_translation(shown: StatusMark, cited: StatusMark) -> bool:
    """Return whether a text is an unofficial one, shown where an official one is cited."""
    return shown.status == ShownStatus.UNOFFICIAL and cited.status != ShownStatus.UNOFFICIAL


def format_record(record: ExportedRecord, entry: Callable[[Reference], str]) -> str:
    """Return a file with a single entry; two queries."""
    documents = document_details(record.language)
    return entry(reference_of_text(record.recommendation, record.text, record.root, documents))


def document_details(language: str) -> Documents:
    """Return every document, with its titles for readers of a language; two queries."""
    return {
        document.symbol: DocumentDetails.from_document(document, language)
        for document in Document.objects.published().prefetch_related("titles")
    }
