"""What editors know that the documents do not say: small TOML files under ``fixtures/editorial``.

file               says
=================  ================================================================================
sessions.toml      when and where the meetings were, and which passages say so
documents.toml     the file, genre, meeting and titles of each document; how its symbol is known
themes.toml        the themes' names; the themes of records that the compilation does not classify
instruments.toml   the treaties and all the names under which they are cited
wording.toml       strengths and addressees that the wording alone does not give, with the reason
relations.toml     restatements and other relations between records
resources.toml     which passages describe questions, mechanisms, tools and guides
citations.toml     works under all their titles; citations that the wording alone does not give
notes.toml         editorial notes
=================  ================================================================================
=======
========================  =========================================================================
file                      says
========================  =========================================================================
sessions.toml             when and where the meetings were, and which passages say so
documents.toml            file, genre, meeting and titles of each document; how its symbol is known
themes.toml               the themes' names; the themes of records that no chapter classifies
subjects.toml             the entries of the subject index, and the words that suggest each
subject_assignments.toml  the entries that each record stands under, as read
instruments.toml          the treaties and all the names under which they are cited
wording.toml              strengths and addressees that the wording alone does not give
relations.toml            restatements and other relations between records
resources.toml            which passages describe questions, mechanisms, tools and guides
citations.toml            works under all their titles; citations the wording alone does not give
notes.toml                editorial notes
========================  =========================================================================
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sessions.symbols import parse as parse_symbol

Table = dict[str, Any]

FILES = (
    "sessions",
    "documents",
    "themes",
    "subjects",
    "subject_assignments",
    "instruments",
    "wording",
    "relations",
    "resources",
    "citations",
    "notes",
)


@dataclass(frozen=True)
class Facts:
    """What is known of a document beside its text."""

    symbol: str
    language: str
    genre: str
    year: int
    symbol_origin: str
    file: str = ""
    issued: str | None = None
    session: int | None = None
    titles: dict[str, str] = field(default_factory=dict)


@dataclass
class Editorial:
    """The editorial files, each as its tables."""

    tables: dict[str, list[Table]]

    def of(self, kind: str) -> list[Table]:
        """All tables of a kind, e.g. ``of("theme")`` for every ``[[theme]]``."""
        return self.tables.get(kind, [])

    def for_code(self, kind: str, code: str) -> Table | None:
        """The table of a kind that speaks of one record."""
        return next((table for table in self.of(kind) if table["code"] == code), None)

    def facts(self, symbol: str) -> Facts | None:
        """What is known of a document; ``None`` if no file speaks of it."""
        for table in self.of("document"):
            if table["symbol"] == symbol:
                return facts_of(table)
        return None

    def documents(self) -> list[Facts]:
        """What is known of every document."""
        return [facts_of(table) for table in self.of("document")]


def facts_of(table: Table) -> Facts:
    """A ``[[document]]`` as facts, its date in ISO form."""
    issued = table.get("issued")
    return Facts(**{**table, "issued": issued.isoformat() if issued else None})


def facts_from_symbol(symbol: str, language: str, genre: str, session: int | None) -> Facts:
    """What is known of a document that no editorial file speaks of; raises ``ValueError``."""
    year = parse_symbol(symbol).year
    if year is None:
        raise ValueError(f"{symbol} does not tell its year: list it in documents.toml first.")
    return Facts(symbol, language, genre, year, "inferred", session=session)


def read(folder: Path) -> Editorial:
    """Read every editorial file of a folder; a file that is not there has nothing to say."""
    tables: dict[str, list[Table]] = {}
    for name in FILES:
        path = folder / f"{name}.toml"
        if path.exists():
            tables |= tomllib.loads(path.read_text(encoding="utf-8"))
    return Editorial(tables)
