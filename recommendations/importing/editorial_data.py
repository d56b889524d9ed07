"""The knowledge of editors beside the documents: small TOML files under ``fixtures/editorial``.

========================  =========================================================================
file                      content
========================  =========================================================================
sessions.toml             when and where the meetings were, and which passages say so
documents.toml            file, genre, meeting and titles of each document; how its symbol is known
deviations.toml           what the reading of a document asks, and what editors answered
themes.toml               the themes' names; the themes of records that no chapter classifies
subjects.toml             the entries of the subject index, and the words that suggest each
synonyms.toml             other words by which searches find the entries of the subject index
subject_assignments.toml  the entries that each record stands under, as read
instruments.toml          the treaties and all the names under which they are cited
wording.toml              strengths and addressees that the wording alone does not give
relations.toml            restatements and other relations between records
resources.toml            which passages describe questions, mechanisms, tools and guides
citations.toml            works under all their titles; citations the wording alone does not give
notes.toml                editorial notes
concordance.toml          footnotes that cite reports by paragraph; read by the concordance alone
translations/…/           by language: what the documents print, as editors translated it
========================  =========================================================================
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Table = dict[str, Any]

FILES = (
    "sessions",
    "documents",
    "deviations",
    "themes",
    "subjects",
    "synonyms",
    "subject_assignments",
    "instruments",
    "wording",
    "relations",
    "resources",
    "citations",
    "notes",
)


#: The files of each language.
TRANSLATED = ("records.toml", "documents.toml")


@dataclass(frozen=True)
class DocumentFacts:
    """The facts of a document beside its text."""

    symbol: str
    language: str
    genre: str
    year: int
    symbol_origin: str
    file: str = ""
    issued: str | None = None
    session: int | None = None
    titles: dict[str, str] = field(default_factory=dict)


#: The kinds of tables that name words of a listed file, or what stands in it.
QUOTING = frozenset(("citation", "deviation", "resource", "strength"))


@dataclass(frozen=True)
class Translations:
    """The translations of editors into one language of what the documents print."""

    language: str
    #: The words before a list whose items are records, by year and paragraph: ``2022/61``.
    chapeau: dict[str, str]
    #: The texts of records, by code.
    text: dict[str, str]
    #: The titles of documents, by symbol.
    title: dict[str, str]
    #: Headings, by symbol and anchor.
    heading: dict[str, str]
    #: The titles of the resources that a passage lists, in their order, by symbol and anchor.
    resource: dict[str, list[str]]


@dataclass
class EditorialData:
    """The tables of all editorial files, by their kind."""

    tables_by_kind: dict[str, list[Table]]
    translations: list[Translations] = field(default_factory=list)

    def tables(self, kind: str) -> list[Table]:
        """Return all tables of a kind: ``tables("theme")`` is every ``[[theme]]``."""
        return self.tables_by_kind.get(kind, [])

    def table_for_record(self, kind: str, code: str) -> Table | None:
        """Return the table of a kind that speaks of one record."""
        return next((table for table in self.tables(kind) if table["code"] == code), None)

    def document_facts(self, symbol: str) -> DocumentFacts | None:
        """Return what is known of a document; ``None`` if no file speaks of it."""
        for table in self.tables("document"):
            if table["symbol"] == symbol:
                return facts_from_table(table)
        return None

    def without_quotations(self) -> EditorialData:
        """Return what editors know beside the words of the files that they list.

        A document in another language has not these words.
        """
        return EditorialData(
            {kind: each for kind, each in self.tables_by_kind.items() if kind not in QUOTING}
        )

    def listed_documents(self) -> list[DocumentFacts]:
        return [facts_from_table(table) for table in self.tables("document")]

    def treaty_names(self, language: str) -> dict[str, list[str]]:
        """Return the names of each treaty in one language, by its slug."""
        return {
            table["slug"]: [each["name"] for each in table["names"] if each["language"] == language]
            for table in self.tables("instrument")
        }


def facts_from_table(table: Table) -> DocumentFacts:
    """Return a ``[[document]]`` as facts, its date in ISO form."""
    issued = table.get("issued")
    return DocumentFacts(**{**table, "issued": issued.isoformat() if issued else None})


def read_editorial_data(folder: Path) -> EditorialData:
    """Read every editorial file of a folder; a file that is not there adds nothing."""
    tables: dict[str, list[Table]] = {}
    for name in FILES:
        path = folder / f"{name}.toml"
        if path.exists():
            tables |= tomllib.loads(path.read_text(encoding="utf-8"))
    return EditorialData(tables, list(read_translations(folder / "translations")))


def read_translations(folder: Path) -> Iterator[Translations]:
    """Yield the translations of each language that there is a folder of, in the order of names."""
    for path in sorted(folder.glob("*/")):
        tables = {
            key: table
            for name in TRANSLATED
            for key, table in tomllib.loads((path / name).read_text(encoding="utf-8")).items()
        }
        listed = tables.pop("resource")
        resource = {
            place: [titles] if isinstance(titles, str) else titles
            for place, titles in listed.items()
        }
        yield Translations(path.name, resource=resource, **tables)
