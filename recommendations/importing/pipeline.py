"""The way from a file to rows: read, parse, compare with what is known of the document, build."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from recommendations.importing import fixtures
from recommendations.importing.editorial_answers import editorial_answers
from recommendations.importing.editorial_data import (
    DocumentFacts,
    EditorialData,
    read_editorial_data,
)
from recommendations.importing.editorial_wordings import missing_wordings
from recommendations.importing.grammars import GRAMMARS
from recommendations.importing.inquiries.questions import (
    ImportAnswer,
    ReadingHints,
    gettext_noop,
    message,
)
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.reading.parsed_document import Meeting, ParsedDocument
from recommendations.importing.reading.symbol import is_symbol
from recommendations.importing.recognition import (
    align_language_version,
    is_other_language,
    reprinted_records,
    restatement_rows,
    without_records,
)
from recommendations.importing.rows.editorial_rows import (
    instrument_rows,
    note_rows,
    relation_rows,
    session_rows,
    subject_index_rows,
    subject_slugs,
    theme_rows,
    theme_synonym_rows,
)
from recommendations.importing.rows.groups import (
    Row,
    group_name,
    row,
    row_model,
    rows_in_database,
)
from recommendations.importing.rows.in_database import AnchorsInDatabase, StagesInDatabase
from recommendations.importing.rows.row_builder import RowBuilder
from recommendations.importing.rows.subject_rules import SuggestedSubject
from recommendations.importing.rows.translation_rows import translation_rows
from recommendations.importing.uploads.document_reader import (
    read_content,
    read_content_limited,
)
from recommendations.models import Occurrence, Recommendation, Relation, Theme
from sessions.genres import genre_by_slug
from sessions.models import Document, LanguageVersion, WorkingGroupSession
from sessions.symbols import symbol_from_file_name
from smuggling_kb.characters import CharacterFault

#: The languages whose printed grammar the parsers know.
READABLE = tuple(grammar.language for grammar in GRAMMARS)

#: The language and the type of a file in its name, as in ``CTOC-COP-WG.7-2020-4.zh-hans.md``.
FILE_ENDING = re.compile(r"(?:\.(?P<language>[a-z]{2}(?:-[a-z]+)?))?\.[a-z]+$")

OTHER_GENRE = gettext_noop(
    "%(symbol)s is known as “%(known)s”, but the file reads as “%(read)s”. Check that the symbol is"
    " the file’s own."
)
UNREADABLE_LANGUAGE = gettext_noop(
    "Documents in the language “%(the_language)s” cannot be read. Readable: %(readable_languages)s."
)
HELD_FILE = gettext_noop(
    "The file is held as %(held)s, not %(given)s. Leave the symbol out, or correct it."
)
UNUSABLE_SYMBOL = gettext_noop(
    "“%(symbol)s” cannot be used: it is not the symbol of a United Nations document, as is"
    " CTOC/COP/WG.7/2020/4."
)
CODES_TWICE = gettext_noop(
    "Recommendations would have the same code: %(codes)s. Correct the numbers in the file."
)
CODE_TAKEN = gettext_noop("%(code)s is held already, read from %(other)s. Check the symbol.")
SESSION_REPORTED = gettext_noop(
    "%(other)s is held already as the report of session %(session)s. Check the symbol, and the"
    " session that the file names."
)


@dataclass
class SourceDocument:
    """A file read as a document, with what is known of it."""

    path: Path
    sha256: str
    facts: DocumentFacts
    parsed: ParsedDocument
    #: Look-alikes of ideographs that were read as the ideographs.
    replaced: Sequence[CharacterFault] = ()
    #: The lines of the file, by which its questions count.
    lines: Sequence[str] = ()
    #: The name of the encoding of a plain text that is not in Unicode.
    encoding: str = ""

    def __post_init__(self) -> None:
        if self.facts.genre != self.parsed.genre:
            known, read = (genre_by_slug(each.genre).label for each in (self.facts, self.parsed))
            raise ImportRejected(
                message(OTHER_GENRE, symbol=self.facts.symbol, known=known, read=read)
            )

    @property
    def file_name(self) -> str:
        return self.facts.file or self.path.name


def read_document(
    content: bytes,
    file_name: str,
    editorial: EditorialData,
    hints: ReadingHints,
    kept_answers: Callable[[str, str], Sequence[ImportAnswer]],
) -> SourceDocument:
    """Read the bytes of a file as a document; raises ``ImportRejected`` with what to do.

    ``kept_answers`` gives the answers that were kept with a symbol and a language. A document
    whose symbol nobody knows has none, and a question for it.
    """
    path = Path(file_name)
    language = hints.language or language_from_name(path)
    if language and language not in READABLE:
        raise ImportRejected(
            message(
                UNREADABLE_LANGUAGE,
                the_language=language,
                readable_languages=" ".join(READABLE),
            )
        )
    sha256 = hashlib.sha256(content).hexdigest()
    held = held_symbol(sha256)
    if hints.symbol and held and hints.symbol != held:
        raise ImportRejected(message(HELD_FILE, held=held, given=hints.symbol))
    first = replace(hints, symbol=hints.symbol or held, language=language)
    found = read_content_limited(content, first)
    symbol = found.parsed.symbol or symbol_from_name(path)
    answers = (
        *hints.answers,
        *(editorial_answers(editorial, symbol) if symbol else ()),
        *(kept_answers(symbol, found.parsed.language) if symbol else ()),
    )
    if symbol != found.parsed.symbol or answers != hints.answers:
        found = read_content_limited(content, replace(first, symbol=symbol, answers=answers))
    facts = document_facts(symbol, editorial, found.parsed)
    source = found.source
    return SourceDocument(
        path, sha256, facts, found.parsed, source.replaced, source.lines(), source.encoding
    )


def document_facts(symbol: str, editorial: EditorialData, parsed: ParsedDocument) -> DocumentFacts:
    """Return the facts that editors know of a document, or that it tells itself.

    The file and the title are those of the language in which the document was read.
    """
    if not symbol:
        return DocumentFacts(
            "", parsed.language, parsed.genre, 0, "inferred", session=parsed.session
        )
    known = editorial.document_facts(symbol)
    if known is None:
        return facts_from_text(symbol, parsed)
    if known.language == parsed.language:
        return known
    titles = {parsed.language: parsed.title} if parsed.title else {}
    return replace(known, language=parsed.language, file="", titles=titles)


def read_listed_document(facts: DocumentFacts, editorial: EditorialData) -> SourceDocument:
    """Read a file that the editorial files list, without a look at the database."""
    path = fixtures.SOURCES / facts.file
    content = path.read_bytes()
    answers = editorial_answers(editorial, facts.symbol)
    hints = ReadingHints(facts.symbol, facts.language, facts.genre, answers)
    parsed = read_content(content, hints).parsed
    if parsed.questions:
        raise ImportRejected(f"{facts.file}: {parsed.questions[0]}")
    return SourceDocument(path, hashlib.sha256(content).hexdigest(), facts, parsed)


def facts_from_text(symbol: str, parsed: ParsedDocument) -> DocumentFacts:
    """Return what symbol and text tell of a document that no editorial file lists."""
    if not is_symbol(symbol):
        raise ImportRejected(message(UNUSABLE_SYMBOL, symbol=symbol))
    titles = {parsed.language: parsed.title} if parsed.title else {}
    return DocumentFacts(
        symbol,
        parsed.language,
        parsed.genre,
        parsed.year or 0,
        "printed" if parsed.is_symbol_printed else "inferred",
        issued=parsed.issued,
        session=parsed.session,
        titles=titles,
    )


def language_from_name(path: Path) -> str:
    """Return the language in the file's name, as in ``….zh-hans.txt``; empty if it names none."""
    match = FILE_ENDING.search(path.name)
    return (match["language"] or "") if match else ""


def held_symbol(sha256: str) -> str:
    """Return the symbol of the document that the same file was imported as; empty if none was."""
    version = LanguageVersion.objects.filter(sha256=sha256).select_related("document").first()
    return str(version.document) if version else ""


def symbol_from_name(path: Path) -> str:
    """Return the symbol that the file's name gives; empty if it gives none."""
    try:
        return symbol_from_file_name(FILE_ENDING.sub("", path.name))
    except ValueError:
        return ""


@dataclass(frozen=True)
class DocumentImport:
    """All that an import of a document writes, and the subjects that rules suggest."""

    rows: list[Row]
    suggestions: list[SuggestedSubject]


def plan_import(document: SourceDocument, editorial: EditorialData) -> DocumentImport:
    """Return all that an import of the document writes; what is new is a draft.

    Raises ``ImportRejected`` if a record's code is taken by one that another document is the
    source of.
    """
    facts, symbol = document.facts, document.facts.symbol
    other_language = is_other_language(facts)
    reprinted = {} if other_language else reprinted_records(facts, document.parsed, editorial)
    parsed = without_records(document.parsed, reprinted)
    builder = RowBuilder(
        editorial.without_quotations() if other_language else editorial,
        anchors=AnchorsInDatabase({symbol: passage_anchors(document.parsed)}),
        stages=StagesInDatabase(),
        subjects=set(Theme.objects.subjects().values_list("slug", flat=True)),
    )
    new = replace(document, parsed=parsed)
    rows = [*new_session_rows(document), *rows_of_document(builder, new)]
    if other_language:
        rows = align_language_version(rows, facts)
    check_codes_differ(rows)
    check_codes_are_free(rows, symbol)
    check_session_is_free(document.facts)
    groups = {group_name(each) for each in rows}
    related = [each for each in relation_rows(editorial) if group_name(each) in groups]
    rows += with_held_ends(related, rows)
    rows += restatement_rows(facts, reprinted)
    suggestions = [] if other_language else builder.subject_suggestions(facts, parsed)
    return DocumentImport(rows, list(suggestions))


def rows_of_document(builder: RowBuilder, document: SourceDocument) -> Iterator[Row]:
    facts, parsed = document.facts, document.parsed
    yield from builder.document_rows(facts, parsed, document.file_name, document.sha256)
    yield from builder.recommendation_rows(facts, parsed)


def with_held_ends(related: list[Row], rows: list[Row]) -> list[Row]:
    """Return the relations and places of records whose other ends are held, or among rows."""
    codes = {each["fields"]["code"] for each in rows if row_model(each) is Recommendation}
    codes.update(Recommendation.objects.values_list("code", flat=True))
    symbols = {each["fields"]["symbol"] for each in rows if row_model(each) is Document}
    symbols.update(Document.objects.values_list("symbol", flat=True))
    return [each for each in related if other_end(each) in codes | symbols]


def other_end(related: Row) -> str:
    """Return the code that a relation or its note leads to, or the symbol of a place."""
    fields = related["fields"]
    if row_model(related) is Occurrence:
        return str(fields["document"][0])
    return str(fields["target"][0] if row_model(related) is Relation else fields["relation"][2])


def check_codes_differ(rows: list[Row]) -> None:
    """Raise ``ImportRejected`` if two recommendations would have one code."""
    codes = Counter(each["fields"]["code"] for each in rows if row_model(each) is Recommendation)
    if twice := [code for code, times in codes.items() if times > 1]:
        raise ImportRejected(message(CODES_TWICE, codes=", ".join(twice)))


def check_codes_are_free(rows: list[Row], symbol: str) -> None:
    """Raise ``ImportRejected`` if a code belongs to a record of another document."""
    codes = [each["fields"]["code"] for each in rows if row_model(each) is Recommendation]
    taken = (
        Occurrence.objects.sources()
        .filter(recommendation__code__in=codes)
        .exclude(document__symbol=symbol)
        .values_list("recommendation__code", "document__symbol")
    )
    for code, other in taken:
        raise ImportRejected(message(CODE_TAKEN, code=code, other=other))


def check_session_is_free(facts: DocumentFacts) -> None:
    """Raise ``ImportRejected`` if another report of the same session is held."""
    if facts.session is None or not genre_by_slug(facts.genre).reports_adoption:
        return
    reports = Document.objects.filter(genre=facts.genre, session__number=facts.session)
    if other := reports.exclude(symbol=facts.symbol).first():
        raise ImportRejected(message(SESSION_REPORTED, other=other, session=facts.session))


def new_session_rows(document: SourceDocument) -> Iterator[Row]:
    """Yield the meeting that a report is of, as it prints it, if that is not known yet.

    Of one that is known second-hand alone, what the report prints joins what others reported.
    """
    number, meeting = document.facts.session, document.parsed.meeting
    printed = meeting if meeting and meeting.session == number else None
    if number is None:
        return
    if WorkingGroupSession.objects.filter(number=number).exists():
        yield from completed_session_rows(number, document.facts.symbol, printed)
        return
    yield row(
        WorkingGroupSession,
        number=number,
        publication="draft",
        start=(printed and printed.start) or None,
        end=(printed and printed.end) or None,
        city=printed.city if printed else "",
        evidence=f"{document.facts.symbol}#{printed.anchor}" if printed else "",
    )


def completed_session_rows(number: int, symbol: str, printed: Meeting | None) -> Iterator[Row]:
    """Yield a meeting of which no document told the days, with those that its report prints."""
    known = WorkingGroupSession.objects.filter(number=number, start=None)
    if printed is None or not printed.start or not known.exists():
        return
    told = {"start": printed.start, "end": printed.end, "city": printed.city}
    told["evidence"] = f"{symbol}#{printed.anchor}"
    for each in rows_in_database({f"session {number}"}):
        is_session = row_model(each) is WorkingGroupSession
        yield {**each, "fields": {**each["fields"], **told}} if is_session else each


def passage_anchors(document: ParsedDocument) -> set[str]:
    return {passage.anchor for passage in document.passages}


def fixture_rows() -> list[Row]:
    """Return all rows of the fixtures, from the sources and the editorial files.

    Needs no database. Raises ``ImportRejected`` where editors left a language out.
    """
    editorial = read_editorial_data(fixtures.EDITORIAL)
    if missing := list(missing_wordings(editorial)):
        raise ImportRejected("\n".join(missing))
    documents = [read_listed_document(facts, editorial) for facts in editorial.listed_documents()]
    parsed = {each.facts.symbol: each.parsed for each in documents}
    builder = RowBuilder(
        editorial,
        anchors={symbol: passage_anchors(each) for symbol, each in parsed.items()},
        stages=None,
        subjects=subject_slugs(editorial),
    )
    rows = [
        *session_rows(editorial),
        *theme_rows(editorial),
        *subject_index_rows(editorial),
        *theme_synonym_rows(editorial),
        *instrument_rows(editorial),
    ]
    for each in documents:
        rows += rows_of_document(builder, each)
    translated = [
        each
        for translations in editorial.translations
        for each in translation_rows(
            translations, rows, names=builder.names, resolver=builder.resolver
        )
    ]
    return [*rows, *translated, *note_rows(editorial, parsed), *relation_rows(editorial)]
