"""Meetings of the Working Group, the documents before them, and every passage those print."""

from sessions.models.corrections import PassageCorrection
from sessions.models.documents import (
    Document,
    DocumentTitle,
    LanguageVersion,
    NameOrigin,
    SymbolOrigin,
)
from sessions.models.meetings import (
    City,
    ReportedTopics,
    SecondHandSource,
    SessionSymbol,
    SessionSymbolRole,
    WorkingGroupSession,
)
from sessions.models.notes import EditorialNote, EditorialNoteText, NoteKind
from sessions.models.passages import (
    Footnote,
    Paragraph,
    ParagraphKind,
    Resource,
    ResourceKind,
    Section,
)
from sessions.models.publication import Publication
from sessions.models.translations import ResourceTranslation, SectionTranslation

__all__ = [
    "City",
    "Document",
    "DocumentTitle",
    "EditorialNote",
    "EditorialNoteText",
    "Footnote",
    "LanguageVersion",
    "NameOrigin",
    "NoteKind",
    "Paragraph",
    "ParagraphKind",
    "PassageCorrection",
    "Publication",
    "ReportedTopics",
    "Resource",
    "ResourceKind",
    "ResourceTranslation",
    "SecondHandSource",
    "Section",
    "SectionTranslation",
    "SessionSymbol",
    "SessionSymbolRole",
    "SymbolOrigin",
    "WorkingGroupSession",
]
