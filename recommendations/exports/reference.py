"""What a reference manager is to know of a recommendation, as a part of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from recommendations.exports import citation_style
from recommendations.exports.columns import Record
from recommendations.exports.download import Download
from recommendations.models import AdoptionStatus, Recommendation
from recommendations.names import labels
from sessions import places
from sessions.models import DocumentTitle
from smuggling_kb.languages import BY_CODE

#: Titles of documents by primary key.
Titles = dict[int, str]


@dataclass(frozen=True)
class Reference:
    """The particulars; empty where they are not known."""

    code: str
    author: str
    title: str
    document: str
    symbol: str
    place: str
    year: int
    issued: date | None
    language: str
    #: The words, with those before the list that it is an item of.
    words: str
    note: str
    url: str


def reference(record: Record, document_titles: Titles) -> Reference:
    """The particulars of a record, in the active language but for its words."""
    recommendation, text = record.recommendation, record.text
    source = recommendation.source
    url = record.root + citation_style.path(recommendation)
    return Reference(
        code=recommendation.code,
        author=author(recommendation),
        title=labels.record_name(recommendation),
        document=document_titles.get(source.document_id, "") if source else "",
        symbol=source.document.symbol if source else "",
        place=places.place_label(source.anchor) if source else "",
        year=source.document.year if source else recommendation.year,
        issued=source.document.issued if source else None,
        language=BY_CODE[text.language].tag,
        words="\n".join(filter(None, (text.chapeau, text.text))),
        note=citation_style.citation(recommendation, source, url),
        url=url,
    )


def author(recommendation: Recommendation) -> str:
    """The body whose words they are."""
    if recommendation.status == AdoptionStatus.ADOPTED:
        return _("Working Group on the Smuggling of Migrants")
    if recommendation.status == AdoptionStatus.RESOLUTION:
        return _(
            "Conference of the Parties to the United Nations Convention against Transnational"
            " Organized Crime"
        )
    return _("United Nations")


def one(record: Record, entry: Callable[[Reference], str]) -> str:
    """A file with a single entry."""
    return entry(reference(record, _titles(record.language)))


def all_of(download: Download, entry: Callable[[Reference], str]) -> Iterator[str]:
    """A file with an entry for each record of a list, one at a time."""
    document_titles = _titles(download.language)
    for record in download.records():
        # The language that is active may be another once the response has begun.
        with override(download.language):
            written = entry(reference(record, document_titles))
        yield written


def _titles(language: str) -> Titles:
    return {
        pk: title.title for pk, title in DocumentTitle.objects.title_by_document(language).items()
    }
