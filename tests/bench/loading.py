"""Loads the records into the database that the environment names, as rows of the site's models.

Run by ``databases`` as a program, ``python -m tests.bench.loading 270000``. Prints, as JSON, how
long the rows took: making and writing them, with every constraint, index and trigger of the site
in place, each batch of records in a transaction of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING

import django

from tests.bench import records
from tests.bench.records import Record

if TYPE_CHECKING:
    from tests.bench.writing import Row

#: Records that are written at a time.
BATCH = 2000
#: Passages under one heading of a generated document.
SECTIONS = 20

LANGUAGES = (records.CHINESE, records.ENGLISH)
CHAPEAU = "缔约国应当："


@dataclass
class Loaded:
    """What was written, and in how many seconds."""

    records: int = 0
    rows: int = 0
    seconds: float = 0.0


def main(count: int) -> None:
    """Bring the database up to date, with the fixtures, and load generated records beside them."""
    from django.core.management import call_command

    from tests.bench.writing import quicken

    call_command("migrate", verbosity=0)
    call_command("load_fixtures", verbosity=0, stdout=sys.stderr)
    load_documents()
    quicken()
    loaded = load(records.every(count))
    settle()
    json.dump(asdict(loaded), sys.stdout)


def load_documents() -> None:
    """The documents that generated records are read from, in both languages, with sections."""
    from sessions.models import Document, DocumentTitle, LanguageVersion, Section

    symbols = [
        (f"CTOC/COP/WG.7/{year}/{records.FIRST_DOCUMENT + place}", year)
        for year in records.YEARS
        for place in range(records.DOCUMENTS_A_YEAR)
    ]
    documents = Document.objects.bulk_create(
        Document(symbol=symbol, symbol_origin="printed", genre="report", year=year)
        for symbol, year in symbols
    )
    DocumentTitle.objects.bulk_create(
        DocumentTitle(
            document=document,
            language=language,
            title=title(document.symbol, language),
            origin="editor",
        )
        for document in documents
        for language in LANGUAGES
    )
    versions = LanguageVersion.objects.bulk_create(
        LanguageVersion(
            document=document,
            language=language,
            file_name=f"{document.symbol}.{language}.txt",
            sha256=hashlib.sha256(f"{document.symbol}.{language}".encode()).hexdigest(),
        )
        for document in documents
        for language in LANGUAGES
    )
    Section.objects.bulk_create(
        Section(
            version=version,
            position=place,
            level=1,
            label=f"{place}.",
            anchor=f"s{place}",
            heading="建议",
        )
        for version in versions
        for place in range(1, SECTIONS + 1)
    )


def title(symbol: str, language: str) -> str:
    return {records.CHINESE: f"会议报告 {symbol}", records.ENGLISH: f"Report {symbol}"}[language]


def load(every: Iterable[Record]) -> Loaded:
    """Write all of them that are not the fixtures' own, with all that belongs to them."""
    loader = Loader()
    new = (record for record in every if not record.real)
    loaded = Loaded()
    while batch := list(islice(new, BATCH)):
        start = perf_counter()
        loaded.rows += loader.write(batch)
        loaded.seconds += perf_counter() - start
        loaded.records += len(batch)
    return loaded


class Loader:
    """Writes batches of records, knowing the rows that all of them refer to."""

    def __init__(self) -> None:
        from recommendations.models import Provision, Theme
        from sessions.models import Document, LanguageVersion, Section, WorkingGroupSession

        self.sessions = {each.number: each.pk for each in WorkingGroupSession.objects.all()}
        self.themes = {each.slug: each.pk for each in Theme.objects.all()}
        self.provisions = {
            each.slug: (each.pk, each.instrument_id) for each in Provision.objects.all()
        }
        self.documents = {each.symbol: each.pk for each in Document.objects.all()}
        versions = LanguageVersion.objects.select_related("document")
        self.versions: dict[tuple[str, str], int] = {
            (each.document.symbol, each.language): each.pk for each in versions
        }
        self.sections: dict[int, list[int]] = {}
        for version, pk in Section.objects.order_by("position").values_list("version", "pk"):
            self.sections.setdefault(version, []).append(pk)
        self.positions = dict.fromkeys(self.versions.values(), SECTIONS)
        self.items: dict[tuple[int, int], int] = {}
        self.pks: dict[str, int] = {}
        self.tables = Tables()

    def write(self, batch: Sequence[Record]) -> int:
        """Write them; the number of rows."""
        from django.db import transaction

        with transaction.atomic():
            return sum(map(len, self.written(batch)))

    def written(self, batch: Sequence[Record]) -> Iterator[range]:
        """The keys of the rows of every table, once written, each after those they refer to."""
        tables = self.tables
        yield (own := tables.recommendations.write(map(self.recommendation, batch)))
        self.pks.update(zip((each.code for each in batch), own, strict=True))
        new = self.chapeaux(batch)
        yield (chapeaux := tables.paragraphs.write(map(self.chapeau, new)))
        self.items.update(zip(new, chapeaux, strict=True))
        yield (passages := tables.paragraphs.write(map(self.passage, batch)))
        yield (texts := tables.texts.write(map(self.text, batch, own, passages)))
        yield tables.occurrences.write(map(self.occurrence, batch, own))
        yield tables.themes.write(
            (pk, self.themes[slug])
            for pk, each in zip(own, batch, strict=True)
            for slug in each.themes
        )
        yield tables.addressees.write(
            (pk, slug) for pk, each in zip(own, batch, strict=True) for slug in each.addressees
        )
        yield tables.citations.write(
            self.citation(text, cited)
            for text, each in zip(texts, batch, strict=True)
            for cited in each.cited
        )
        yield tables.relations.write(
            (pk, self.pks[each.extends])
            for pk, each in zip(own, batch, strict=True)
            if each.extends
        )

    def recommendation(self, record: Record) -> Row:
        session = record.session and self.sessions[record.session]
        return (
            *(record.code, record.year, record.number, record.letter),
            *(record.status, session, record.strength),
        )

    def version(self, record: Record) -> int:
        return self.versions[record.document, record.language]

    def place(self, version: int) -> int:
        """The next free position in a version of a document."""
        self.positions[version] += 1
        return self.positions[version]

    def section(self, version: int, number: int) -> int:
        return self.sections[version][number % SECTIONS]

    def chapeaux(self, batch: Sequence[Record]) -> list[tuple[int, int]]:
        """The paragraphs whose items are among the records, unless a batch before had them."""
        named = {(self.version(each), each.number) for each in batch if each.letter}
        return sorted(named - self.items.keys())

    def chapeau(self, paragraph: tuple[int, int]) -> Row:
        version, number = paragraph
        place = (version, self.section(version, number), self.place(version))
        return (*place, "paragraph", number, "", None, f"p{number}", CHAPEAU)

    def passage(self, record: Record) -> Row:
        """The passage that a record was read from."""
        version, number, letter = self.version(record), record.number, record.letter
        place = (version, self.section(version, number), self.place(version))
        if letter:
            parent = self.items[version, number]
            return (*place, "item", None, letter, parent, f"p{number}{letter}", record.text)
        return (*place, "paragraph", number, "", None, f"p{number}", record.text)

    def text(self, record: Record, own: int, passage: int) -> Row:
        return (
            own,
            record.language,
            CHAPEAU if record.letter else "",
            record.text,
            record.modal,
            passage,
        )

    def occurrence(self, record: Record, own: int) -> Row:
        return own, self.documents[record.document], f"p{record.number}{record.letter}"

    def citation(self, text: int, cited: records.Cited) -> Row:
        provision, instrument = self.provisions[cited.provision]
        return text, cited.start, cited.as_written, cited.provision, provision, instrument


class Tables:
    """The tables that records go into, with what is the same in every row."""

    def __init__(self) -> None:
        from recommendations import models
        from sessions.models import Paragraph
        from tests.bench.writing import Table

        self.recommendations = Table(
            models.Recommendation,
            *("code", "year", "number", "letter", "status", "session", "strength"),
            publication="published",
        )
        self.paragraphs = Table(
            Paragraph,
            *("version", "section", "position", "kind", "number", "label"),
            *("parent", "anchor", "text"),
        )
        self.texts = Table(
            models.RecommendationText,
            *("recommendation", "language", "chapeau", "text", "modal", "source"),
            text_status="official",
        )
        self.occurrences = Table(
            models.Occurrence, "recommendation", "document", "anchor", relation="source"
        )
        self.themes = Table(models.ThemeAssignment, "recommendation", "theme", origin="document")
        self.addressees = Table(
            models.RecommendationAddressee, "recommendation", "addressee", origin="document"
        )
        self.citations = Table(
            models.Citation,
            *("text", "start", "as_written", "reference", "provision", "instrument"),
            kind="article",
        )
        self.relations = Table(
            models.Relation, "recommendation", "target", type="extends", origin="curator"
        )


def settle() -> None:
    """What happens after a load by itself, in time: PostgreSQL cleans its tables.

    The marks that every record was touched go, so that the server does not begin by writing down
    270,000 states as history; nothing that is measured reads it. The digests are computed.
    """
    from django.db import connection

    from recommendations.editions.data_version import refresh_data_version
    from recommendations.history.models import Touched
    from smuggling_kb.database.statistics import refresh_statistics

    Touched.objects.all().delete()
    refresh_data_version()
    refresh_statistics()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "smuggling_kb.settings"
    django.setup()
    main(int(sys.argv[1]))
