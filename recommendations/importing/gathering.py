"""A file becomes rows: read, parse, compare with what is known of the document, build."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from recommendations.importing import editorial as editorial_files
from recommendations.importing import expectations, fixtures, parsers, reading
from recommendations.importing.building import (
    Builder,
    instrument_rows,
    note_rows,
    relation_rows,
    session_rows,
    subject_index_rows,
    subject_slugs,
    theme_rows,
)
from recommendations.importing.editorial import Editorial, Facts
from recommendations.importing.groups import Row, group_of, model_of, row
from recommendations.importing.held import Anchors, Publications
from recommendations.importing.parsed import ParsedDocument, Problem
from recommendations.importing.reading import Unreadable
from recommendations.models import Occurrence, Recommendation, Theme
from sessions.models import LanguageVersion, WorkingGroupSession
from sessions.symbols import from_file_form

#: The languages whose printed grammar the parsers know.
READABLE = ("zh-hans",)

#: The language and the type of a file in its name, as in ``CTOC-COP-WG.7-2020-4.zh-hans.md``.
FILE_ENDING = re.compile(r"(?:\.(?P<language>[a-z]{2}(?:-[a-z]+)?))?\.[a-z]+$")


@dataclass
class Reading:
    """A file as a document: what was found, what is known of it, and what speaks against it."""

    path: Path
    sha256: str
    facts: Facts
    parsed: ParsedDocument

    @property
    def file_name(self) -> str:
        """The name under which the file is known."""
        return self.facts.file or self.path.name

    @property
    def problems(self) -> list[Problem]:
        """Everything that forbids the import, in the order of the file."""
        found = self.parsed.problems + expectations.unexpected(self.facts.symbol, self.parsed)
        return sorted(found, key=lambda problem: problem.line)


def read(
    path: Path, editorial: Editorial, symbol: str | None = None, language: str | None = None
) -> Reading:
    """Read a file as a document; raises ``Unreadable`` with a message that says what to do."""
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    source = reading.read(content)
    parsed = parsers.parse(source)
    language = language or language_of(path)
    if language not in READABLE:
        raise Unreadable(
            f"Documents in the language “{language}” cannot be read yet. Readable:"
            f" {', '.join(READABLE)}."
        )
    known = symbol_known(sha256, source)
    if symbol and known and symbol != known:
        raise Unreadable(f"The file is {known}, not {symbol}. Leave --symbol out, or correct it.")
    symbol = symbol or known or symbol_in_name(path)
    facts = editorial.facts(symbol) or facts_told_by(symbol, language, parsed)
    return of_one_genre(Reading(path, sha256, facts, parsed))


def read_listed(facts: Facts) -> Reading:
    """Read a file that the editorial files list, without a look at the database."""
    path = fixtures.SOURCES / facts.file
    content = path.read_bytes()
    parsed = parsers.parse(reading.read(content))
    found = of_one_genre(Reading(path, hashlib.sha256(content).hexdigest(), facts, parsed))
    if found.problems:
        raise Unreadable(f"{facts.file}: {found.problems[0]}")
    return found


def of_one_genre(found: Reading) -> Reading:
    """The same; ``Unreadable`` if the file does not read as what its symbol is known for."""
    if found.facts.genre != found.parsed.genre:
        raise Unreadable(
            f"{found.facts.symbol} is known as a {found.facts.genre}, but the file reads as a"
            f" {found.parsed.genre}. Check that the symbol is the file's own."
        )
    return found


def facts_told_by(symbol: str, language: str, parsed: ParsedDocument) -> Facts:
    """What symbol and text tell of a document that no editorial file lists."""
    try:
        return editorial_files.facts_from_symbol(symbol, language, parsed.genre, parsed.session)
    except ValueError as error:
        raise Unreadable(f"“{symbol}” cannot be used: {error}") from error


def language_of(path: Path) -> str:
    """The language that the file's name gives, as in ``….zh-hans.txt``; else the readable one."""
    match = FILE_ENDING.search(path.name)
    return match["language"] if match and match["language"] else READABLE[0]


def symbol_known(sha256: str, source: reading.Source) -> str:
    """The symbol of the same file imported before, or of the running header; else empty."""
    version = LanguageVersion.objects.filter(sha256=sha256).select_related("document").first()
    if version:
        return str(version.document)
    for dropped in source.dropped:
        if dropped.reason == "running header" and "/" in dropped.text.partition(" ")[0]:
            return dropped.text
    return ""


def symbol_in_name(path: Path) -> str:
    """The symbol that the file's name gives; ``Unreadable`` if it gives none."""
    try:
        return from_file_form(FILE_ENDING.sub("", path.name))
    except ValueError as error:
        raise Unreadable(
            "The file does not say which document it is. Give its symbol, e.g."
            " --symbol CTOC/COP/WG.7/2020/4."
        ) from error


def document_rows(found: Reading, editorial: Editorial) -> list[Row]:
    """All rows that an import of the document writes; records not yet held are drafts.

    Raises ``Unreadable`` if a record's code is taken by one that another document is the source of.
    """
    builder = Builder(
        editorial,
        held=Anchors({found.facts.symbol: anchors_of(found.parsed)}),
        publications=Publications(),
        subjects=set(Theme.objects.subjects().values_list("slug", flat=True)),
    )
    rows = [
        *new_session_rows(found.facts),
        *builder.document_rows(found.facts, found.parsed, found.file_name, found.sha256),
        *builder.recommendation_rows(found.facts, found.parsed),
    ]
    groups = {group_of(each) for each in rows}
    codes = [each["fields"]["code"] for each in rows if model_of(each) is Recommendation]
    taken = (
        Occurrence.objects.sources()
        .filter(recommendation__code__in=codes)
        .exclude(document__symbol=found.facts.symbol)
        .values_list("recommendation__code", "document__symbol")
    )
    for code, symbol in taken:
        raise Unreadable(f"{code} is held already, read from {symbol}. Check the symbol.")
    return rows + [each for each in relation_rows(editorial) if group_of(each) in groups]


def new_session_rows(facts: Facts) -> Iterator[Row]:
    """The meeting that a document reports on, if it is not known yet: its number alone."""
    number = facts.session
    if number and not WorkingGroupSession.objects.filter(number=number).exists():
        yield row(WorkingGroupSession, number=number, start=None, end=None, city="", evidence="")


def anchors_of(document: ParsedDocument) -> set[str]:
    """The anchors of a document's passages."""
    return {passage.anchor for passage in document.passages}


def fixture_rows() -> list[Row]:
    """All rows of the fixtures, from the sources and the editorial files; needs no database."""
    editorial = editorial_files.read(fixtures.EDITORIAL)
    found = [read_listed(facts) for facts in editorial.documents()]
    documents = {each.facts.symbol: each.parsed for each in found}
    held = {symbol: anchors_of(parsed) for symbol, parsed in documents.items()}
    builder = Builder(editorial, held=held, publications=None, subjects=subject_slugs(editorial))
    rows = [
        *session_rows(editorial),
        *theme_rows(editorial),
        *subject_index_rows(editorial),
        *instrument_rows(editorial),
    ]
    for each in found:
        rows += builder.document_rows(each.facts, each.parsed, each.file_name, each.sha256)
        rows += builder.recommendation_rows(each.facts, each.parsed)
    return [*rows, *note_rows(editorial, documents), *relation_rows(editorial)]
