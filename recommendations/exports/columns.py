"""The columns of every download, and the fields of a record's JSON: the codebook.

Their names and their order are a promise to outside programs: they may grow, none may change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from recommendations.exports import citation_style
from recommendations.models import (
    CitationKind,
    OccurrenceRelation,
    Recommendation,
    RecommendationText,
    RelationType,
)
from sessions.models import Section
from smuggling_kb.spreadsheets import Sheet, Value

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

#: Widths of columns in a workbook, in characters, where the usual one is too narrow.
WIDTHS = {
    "text": 80,
    "chapeau": 40,
    "heading": 30,
    "themes": 24,
    "topics": 24,
    "document": 24,
    "url": 48,
}


@dataclass(frozen=True)
class Record:
    """A recommendation to be written out, with the text that a reader of one language is shown.

    ``root`` is the address of this site, which the record's own begins with.
    """

    recommendation: Recommendation
    language: str
    root: str

    @cached_property
    def text(self) -> RecommendationText:
        """The text that is written out."""
        return self.recommendation.text_for(self.language)

    @cached_property
    def section(self) -> Section | None:
        """What it stands under in the document that it was read from."""
        for text in self.recommendation.texts_for(self.language):
            for passage in (text.source, text.source and text.source.parent):
                if passage and passage.section:
                    return passage.section
        return None


@dataclass(frozen=True)
class Column:
    """A column: its name, what it means, and what stands in it."""

    name: str
    meaning: StrPromise
    value: Callable[[Record], Value]


def row(record: Record) -> dict[str, Value]:
    """All columns of one record, by name and in order."""
    return {column.name: column.value(record) for column in COLUMNS}


def sheet_of(rows: Iterable[Iterable[Value]]) -> Sheet:
    """Rows of all columns, as a table."""
    return Sheet("recommendations", [column.name for column in COLUMNS], rows, WIDTHS)


def _session(record: Record) -> int | None:
    session = record.recommendation.session
    return session.number if session else None


def _session_start(record: Record) -> date | None:
    session = record.recommendation.session
    return session.start if session else None


def _session_end(record: Record) -> date | None:
    session = record.recommendation.session
    return session.end if session else None


def _document(record: Record) -> str:
    source = record.recommendation.source
    return source.document.symbol if source else ""


def _heading(record: Record) -> str:
    return record.section.printed if record.section else ""


def _themes(record: Record) -> list[str]:
    return [assignment.theme.slug for assignment in record.recommendation.chapters]


def _topics(record: Record) -> list[str]:
    return [assignment.theme.slug for assignment in record.recommendation.subjects]


def _addressees(record: Record) -> list[str]:
    return [addressee.addressee for addressee in record.recommendation.addressees.all()]


def _articles(record: Record) -> list[str]:
    return list(dict.fromkeys(found.slug for found in record.recommendation.cited_provisions))


def _cites(record: Record) -> list[str]:
    kinds = (CitationKind.DOCUMENT, CitationKind.RESOLUTION)
    citations = (each for each in record.recommendation.citations if each.kind in kinds)
    return list(dict.fromkeys(citation.reference for citation in citations))


def _restates(record: Record) -> list[str]:
    return [
        relation.target.code
        for relation in record.recommendation.relations.all()
        if relation.type == RelationType.RESTATES
    ]


def _restated_by(record: Record) -> list[str]:
    codes = [
        relation.recommendation.code
        for relation in record.recommendation.reverse_relations.all()
        if relation.type == RelationType.RESTATES
    ]
    return [*codes, *_restatements(record)]


def _restatements(record: Record) -> Iterator[str]:
    """Passages that restate it and are no records themselves, as ``document#anchor``."""
    for occurrence in record.recommendation.occurrences.all():
        if occurrence.relation == OccurrenceRelation.RESTATEMENT:
            yield f"{occurrence.document.symbol}#{occurrence.anchor}"


def _url(record: Record) -> str:
    return record.root + citation_style.path(record.recommendation)


COLUMNS = (
    Column(
        "code",
        _("Ours: year, printed number and letter. Not a symbol of the United Nations."),
        lambda record: record.recommendation.code,
    ),
    Column(
        "status",
        _("adopted, proposed or resolution."),
        lambda record: record.recommendation.status,
    ),
    Column(
        "session",
        _("Number of the session that adopted it; empty if unknown or not adopted."),
        _session,
    ),
    Column("session_start", _("First day of that session."), _session_start),
    Column("session_end", _("Last day of that session."), _session_end),
    Column("document", _("Symbol of the document that it was read from."), _document),
    Column(
        "paragraph",
        _("Printed number of the paragraph or recommendation."),
        lambda record: str(record.recommendation.number),
    ),
    Column(
        "item",
        _("Printed letter, if it is an item of a list."),
        lambda record: record.recommendation.letter,
    ),
    Column(
        "heading", _("The heading that it stands under in that document, as printed."), _heading
    ),
    Column(
        "chapeau",
        _("The words before the list that it is an item of."),
        lambda record: record.text.chapeau,
    ),
    Column("themes", _("Themes, by the names that addresses use."), _themes),
    Column(
        "topics",
        _(
            "Entries of the subject index, by the names that addresses use; those assigned, not the"
            " main entries above them."
        ),
        _topics,
    ),
    Column("addressees", _("Whom it speaks to, by the names that addresses use."), _addressees),
    Column(
        "strength",
        _("How strongly it speaks, by its modal word."),
        lambda record: record.recommendation.strength,
    ),
    Column("modal", _("The modal word, as printed."), lambda record: record.text.modal),
    Column("articles", _("Treaty articles and chapters cited in the text."), _articles),
    Column("cites", _("Symbols of the documents and resolutions cited in the text."), _cites),
    Column("restates", _("Codes of the recommendations that it restates."), _restates),
    Column(
        "restated_by",
        _(
            "Codes of those that restate it; a passage that is not a record is given as"
            " document#anchor."
        ),
        _restated_by,
    ),
    Column("language", _("Language of the text."), lambda record: record.text.language),
    Column(
        "text_status",
        _("official or unofficial."),
        lambda record: record.text.text_status,
    ),
    Column(
        "text",
        _("The words, without number, label or chapeau; lettered items on lines of their own."),
        lambda record: record.text.text,
    ),
    Column("url", _("Address of the record, for every language."), _url),
)
