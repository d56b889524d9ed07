"""Rows for tests, with sensible values for all that a test does not speak of."""

import hashlib
from string import ascii_lowercase
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client

from recommendations.curation.publication_guard import publication_guard_triggers
from recommendations.history.versions import ChangeKind, record_changes
from recommendations.importing.document_guard import document_guard_triggers
from recommendations.importing.models import BatchStage, ImportBatch, ImportFile
from recommendations.importing.publication import publish_document
from recommendations.models import (
    AdoptionStatus,
    Citation,
    CitationKind,
    Instrument,
    Occurrence,
    OccurrenceRelation,
    Provenance,
    Provision,
    ProvisionLink,
    Recommendation,
    RecommendationText,
    Relation,
    RelationOrigin,
    RelationType,
    Scheme,
    Strength,
    Theme,
    ThemeAssignment,
    ThemeName,
    Unresolved,
    WorkflowStage,
)
from recommendations.names.collation import name_reading
from recommendations.problem_reports.models import ProblemKind, ProblemReport
from sessions.models import (
    Document,
    DocumentTitle,
    EditorialNote,
    EditorialNoteText,
    Footnote,
    LanguageVersion,
    NameOrigin,
    NoteKind,
    Paragraph,
    ParagraphKind,
    Section,
    SymbolOrigin,
    WorkingGroupSession,
)
from smuggling_kb.database.natural_keys import NaturalKeyModel
from smuggling_kb.languages import LanguageCode, TextStatus

SYMBOL = "CTOC/COP/WG.7/2015/5"
TEXT = "缔约国应当采取行动。"


def make_session(number: int = 1, **fields: Any) -> WorkingGroupSession:
    """The meeting with that number; ``fields`` count if it is new."""
    session: WorkingGroupSession
    session, _new = WorkingGroupSession.objects.get_or_create(number=number, defaults=fields)
    return session


def make_document(
    symbol: str = SYMBOL, language: str = LanguageCode.CHINESE, **fields: Any
) -> Document:
    """The document with that symbol, with a title and one section in the language."""
    defaults = {
        "symbol_origin": SymbolOrigin.PRINTED,
        "genre": "report",
        "year": 2015,
    } | fields
    document: Document
    document, _new = Document.objects.get_or_create(symbol=symbol, defaults=defaults)
    DocumentTitle.objects.get_or_create(
        document=document,
        language=language,
        defaults={"title": f"Title of {symbol}", "origin": NameOrigin.EDITOR},
    )
    version, _new = LanguageVersion.objects.get_or_create(
        document=document,
        language=language,
        defaults={
            "file_name": f"{symbol}.txt",
            "sha256": hashlib.sha256(symbol.encode()).hexdigest(),
        },
    )
    Section.objects.get_or_create(
        version=version,
        anchor="s1",
        defaults={"position": 1, "level": 1, "label": "一.", "heading": "建议"},
    )
    return document


def make_paragraph(
    number: int = 1,
    letter: str = "",
    text: str = TEXT,
    document: Document | None = None,
    language: str = LanguageCode.CHINESE,
) -> Paragraph:
    """The paragraph with that printed number, or its item with that letter."""
    version = (document or make_document()).versions.get(language=language)
    place: dict[str, Any] = {
        "kind": ParagraphKind.PARAGRAPH,
        "number": number,
        "section": version.sections.get(),
    }
    if letter:
        parent = make_paragraph(number, "", "缔约国应当：", document, language)
        place = {"kind": ParagraphKind.ITEM, "label": letter, "parent": parent}
    paragraph: Paragraph
    paragraph, _new = Paragraph.objects.get_or_create(
        version=version,
        anchor=f"p{number}{letter}",
        defaults={"position": 2 + version.paragraphs.count(), "text": text, **place},
    )
    return paragraph


def make_theme(slug: str = "prevention") -> Theme:
    """The theme with that slug; its name is the slug's words."""
    theme: Theme
    theme, new = Theme.objects.get_or_create(
        slug=slug, defaults={"scheme": Scheme.CHAPTERS, "position": Theme.objects.count() + 1}
    )
    if new:
        name = slug.replace("-", " ").capitalize()
        ThemeName.objects.create(theme=theme, language=LanguageCode.ENGLISH, name=name)
        ThemeName.objects.create(theme=theme, language=LanguageCode.CHINESE, name=f"主题 {slug}")
    return theme


def make_subject(slug: str = "children", parent: Theme | None = None, **names: str) -> Theme:
    """An entry of the subject index; its names by language, ``en`` or ``zh_hans``."""
    subject: Theme = Theme.objects.create(
        slug=slug, scheme=Scheme.SUBJECTS, parent=parent, position=Theme.objects.count() + 1
    )
    words = {"en": slug.replace("-", " ").capitalize(), "zh_hans": f"专题 {slug}"}
    for language, name in (words | names).items():
        ThemeName.objects.create(
            theme=subject,
            language=language.replace("_", "-"),
            name=name,
            reading=name_reading(name, language.replace("_", "-")),
            description=f"All on {slug}.",
        )
    return subject


def assign(recommendation: Recommendation, *themes: Theme, origin: str = Provenance.EDITOR) -> None:
    """Put a recommendation under themes of whichever scheme."""
    for theme in themes:
        ThemeAssignment.objects.create(recommendation=recommendation, theme=theme, origin=origin)


def make_problem_report(message: str = "A word is missing.", **fields: Any) -> ProblemReport:
    """Make a report of a reader that nobody has dealt with."""
    defaults = {"kind": ProblemKind.WORDS, "language": LanguageCode.ENGLISH}
    return ProblemReport.objects.create(message=message, **defaults | fields)


def make_recommendation(
    code: str = "2012/5",
    text: str = TEXT,
    theme: str = "prevention",
    document: Document | None = None,
    language: str = LanguageCode.CHINESE,
    **fields: Any,
) -> Recommendation:
    """A published recommendation, read from its paragraph in a document of its year."""
    year, _slash, place = code.partition("/")
    number = place.rstrip(ascii_lowercase)
    letter = place.removeprefix(number)
    defaults = {
        "publication": WorkflowStage.PUBLISHED,
        "status": AdoptionStatus.ADOPTED,
        "strength": Strength.SHOULD,
    }
    recommendation = Recommendation.objects.create(
        code=code, year=int(year), number=int(number), letter=letter, **defaults | fields
    )
    document = document or make_document(f"CTOC/COP/WG.7/{year}/5", language, year=int(year))
    source = make_paragraph(int(number), letter, text, document, language)
    RecommendationText.objects.create(
        recommendation=recommendation,
        language=language,
        text_status=TextStatus.OFFICIAL,
        chapeau=source.parent.text if source.parent else "",
        text=text,
        modal="应当" if "应当" in text else "",
        source=source,
    )
    Occurrence.objects.create(
        recommendation=recommendation,
        document=document,
        anchor=source.anchor,
        relation=OccurrenceRelation.SOURCE,
    )
    ThemeAssignment.objects.create(
        recommendation=recommendation, theme=make_theme(theme), origin=Provenance.DOCUMENT
    )
    return recommendation


def make_translation(
    recommendation: Recommendation,
    language: str = LanguageCode.ENGLISH,
    text: str = "",
    **fields: Any,
) -> RecommendationText:
    """An unofficial translation of a recommendation."""
    return RecommendationText.objects.create(
        recommendation=recommendation,
        language=language,
        text_status=TextStatus.UNOFFICIAL,
        text=text or f"{recommendation.code} in {language}.",
        **fields,
    )


def set_stage(rows: Any, stage: str) -> None:
    """Put rows into a stage, be it one to which the database lets nothing public go back."""
    table = rows.model._meta.db_table
    triggers = (*publication_guard_triggers(), *document_guard_triggers())
    guards = [guard for guard in triggers if guard.table == table]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for guard in guards:
            for statement in guard.drop_statements():
                cursor.execute(statement)
        rows.update(publication=stage)
        for guard in guards:
            for statement in guard.create_statements():
                cursor.execute(statement)


def make_footnote(
    paragraph: Paragraph, mark: str, offset: int, text: str = "见该文件。"
) -> Footnote:
    """A footnote whose mark stands behind that many characters of the paragraph."""
    footnote: Footnote = Footnote.objects.create(
        version=paragraph.version,
        paragraph=paragraph,
        offset=offset,
        position=1 + paragraph.version.footnotes.count(),
        mark=mark,
        anchor="fn-star" if mark == "*" else f"fn{mark}",
        text=text,
    )
    return footnote


def make_batch(symbol: str = SYMBOL, content: bytes = b"", **fields: Any) -> ImportBatch:
    """A batch of a file, waiting for review; its content is the symbol unless some is given."""
    content = content or symbol.encode()
    file, _new = ImportFile.objects.get_or_create(
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={"content": content, "size": len(content), "file_name": f"{symbol}.txt"},
    )
    defaults = {"language": LanguageCode.CHINESE, "genre": "report", "stage": BatchStage.REVIEW}
    batch: ImportBatch = ImportBatch.objects.create(file=file, symbol=symbol, **defaults | fields)
    return batch


def make_note(
    document: Document, anchor: str, kind: str = NoteKind.SLIP, quote: str = "建议", **texts: str
) -> EditorialNote:
    """An editorial note; its wordings by language, ``en`` or ``zh_hans``."""
    note: EditorialNote = EditorialNote.objects.create(
        document=document, anchor=anchor, kind=kind, quote=quote
    )
    for language, text in texts.items():
        EditorialNoteText.objects.create(note=note, language=language.replace("_", "-"), text=text)
    return note


def make_provision(number: int = 16, instrument: str = "som-protocol") -> Provision:
    """An article of an instrument."""
    treaty, _new = Instrument.objects.get_or_create(
        slug=instrument, defaults={"position": 1 + Instrument.objects.count()}
    )
    provision: Provision
    provision, _new = Provision.objects.get_or_create(
        instrument=treaty, kind="article", number=number, slug=f"{instrument}-{number}"
    )
    return provision


def make_account(username: str, role: str = "", **fields: Any) -> User:
    """A staff account, in the group of a role if one is given.

    It has no password, whose hash would take longer than most tests.
    """
    account: User
    account, _new = User.objects.get_or_create(
        username=username, defaults={"is_staff": True} | fields
    )
    if role:
        account.groups.add(Group.objects.get(name=role))
    return account


def publish_draft(symbol: str) -> Document:
    """Publish a document that was a draft."""
    document: Document = Document.objects.get(symbol=symbol)
    with record_changes(by=None, kind=ChangeKind.IMPORT, reason="The document is public."):
        publish_document(document)
    return document


def client_of(account: User) -> Client:
    """A browser in which that account is logged in."""
    client = Client()
    client.force_login(account)
    return client


def make_citation(place: Recommendation | NaturalKeyModel | None, **fields: Any) -> Citation:
    """A citation in a text or a passage, of a work that is not held unless ``fields`` say what.

    In a record it stands in its only text, as many characters from the beginning as there are
    citations already.
    """
    within: Any = place.texts.get() if isinstance(place, Recommendation) else place
    relation = next(name for name, model in Citation.PLACES.items() if isinstance(within, model))
    values = {"start": within.citations.count(), "as_written": "见", "kind": CitationKind.DOCUMENT}
    values["reference"] = "x"
    if provision := fields.get("provision"):
        values |= {"kind": CitationKind.ARTICLE, "reference": provision.slug}
    if not {"instrument", "provision", "document", "resource", "url", "unresolved"} & {*fields}:
        values["unresolved"] = Unresolved.NOT_HELD
    citation: Citation = Citation.objects.create(**{relation: within}, **values | fields)
    return citation


def make_relation(
    record: Recommendation,
    target: Recommendation,
    type_: str = RelationType.RESTATES,
    note: str = "",
    **fields: Any,
) -> Relation:
    """A relation that an editor stated, perhaps with a note in English."""
    values = {"origin": RelationOrigin.CURATOR} | fields
    relation: Relation = Relation.objects.create(
        recommendation=record, type=type_, target=target, **values
    )
    if note:
        relation.notes.create(language=LanguageCode.ENGLISH, text=note)
    return relation


def make_restatement(record: Recommendation, document: Document, anchor: str) -> Occurrence:
    """A place in a document that prints a record again."""
    occurrence: Occurrence = Occurrence.objects.create(
        recommendation=record,
        document=document,
        anchor=anchor,
        relation=OccurrenceRelation.RESTATEMENT,
    )
    return occurrence


def make_link(record: Recommendation, provision: Provision, reason: str = "") -> ProvisionLink:
    """An editor's link to a provision, perhaps with its reason in English."""
    link: ProvisionLink = ProvisionLink.objects.create(recommendation=record, provision=provision)
    if reason:
        link.reasons.create(language=LanguageCode.ENGLISH, text=reason)
    return link
