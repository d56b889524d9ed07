"""Loads the records into the database that the environment names, by the site's own models.

Run by ``databases`` as a program, ``python -m tests.bench.loading 270000``. Prints, as JSON, how
long the rows took: making their instances and writing them, with every constraint, index and
trigger of the site in place, each batch of records in a transaction of its own.
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
from typing import TYPE_CHECKING, Any

import django

from tests.bench import records
from tests.bench.records import Record

if TYPE_CHECKING:
    from django.db.models import Model

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

    call_command("migrate", verbosity=0)
    call_command("load_fixtures", verbosity=0, stdout=sys.stderr)
    load_documents()
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
            each.slug: each for each in Provision.objects.select_related("instrument")
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
        self.items: dict[str, int] = {}
        self.pks: dict[str, int] = {}

    def write(self, batch: Sequence[Record]) -> int:
        """Write them; the number of rows."""
        from django.db import transaction

        with transaction.atomic():
            return sum(len(rows) for rows in self.written(batch))

    def written(self, batch: Sequence[Record]) -> Iterator[Sequence[Any]]:
        """The rows of every model, once they are written, each after those it refers to."""
        from recommendations import models

        yield (rows := self.create(self.recommendation(each) for each in batch))
        self.pks |= {row.code: row.pk for row in rows}
        yield (chapeaux := self.create(self.chapeaux(batch)))
        self.items |= {f"{row.version_id}#{row.number}": row.pk for row in chapeaux}
        yield (passages := self.create(self.passage(each) for each in batch))
        yield (texts := self.create(map(self.text, batch, passages)))
        yield self.create(self.occurrence(each) for each in batch)
        yield self.create(
            models.ThemeAssignment(
                recommendation_id=self.pks[each.code], theme_id=self.themes[slug], origin="document"
            )
            for each in batch
            for slug in each.themes
        )
        yield self.create(
            models.RecommendationAddressee(
                recommendation_id=self.pks[each.code], addressee=slug, origin="document"
            )
            for each in batch
            for slug in each.addressees
        )
        yield self.create(
            self.citation(text, cited)
            for each, text in zip(batch, texts, strict=True)
            for cited in each.cited
        )
        yield self.create(self.relation(each) for each in batch if each.extends)

    def create(self, instances: Iterable[Any]) -> Sequence[Any]:
        """The instances of one model, once they are written."""
        made = list(instances)
        model: type[Model] | None = type(made[0]) if made else None
        return model._default_manager.bulk_create(made) if model else []

    def recommendation(self, record: Record) -> Any:
        from recommendations.models import Recommendation

        return Recommendation(
            code=record.code,
            year=record.year,
            number=record.number,
            letter=record.letter,
            publication="published",
            status=record.status,
            session_id=record.session and self.sessions[record.session],
            strength=record.strength,
        )

    def version(self, record: Record) -> int:
        return self.versions[record.document, record.language]

    def place(self, version: int) -> int:
        """The next free position in a version of a document."""
        self.positions[version] += 1
        return self.positions[version]

    def section(self, version: int, number: int) -> int:
        return self.sections[version][number % SECTIONS]

    def chapeaux(self, batch: Sequence[Record]) -> Iterator[Any]:
        """The paragraphs whose items are among the records, unless a batch before had them."""
        from sessions.models import Paragraph

        new = {(self.version(each), each.number) for each in batch if each.letter}
        for version, number in sorted(new):
            if f"{version}#{number}" not in self.items:
                yield Paragraph(
                    version_id=version,
                    section_id=self.section(version, number),
                    position=self.place(version),
                    kind="paragraph",
                    number=number,
                    anchor=f"p{number}",
                    text=CHAPEAU,
                )

    def passage(self, record: Record) -> Any:
        """The passage that a record was read from."""
        from sessions.models import Paragraph

        version = self.version(record)
        kind = (
            {
                "kind": "item",
                "label": record.letter,
                "parent_id": self.items[f"{version}#{record.number}"],
            }
            if record.letter
            else {"kind": "paragraph", "number": record.number}
        )
        return Paragraph(
            version_id=version,
            section_id=self.section(version, record.number),
            position=self.place(version),
            anchor=f"p{record.number}{record.letter}",
            text=record.text,
            **kind,
        )

    def text(self, record: Record, passage: Any) -> Any:
        from recommendations.models import RecommendationText

        return RecommendationText(
            recommendation_id=self.pks[record.code],
            language=record.language,
            text_status="official",
            text=record.text,
            modal=record.modal,
            source=passage,
        )

    def occurrence(self, record: Record) -> Any:
        from recommendations.models import Occurrence

        return Occurrence(
            recommendation_id=self.pks[record.code],
            document_id=self.documents[record.document],
            anchor=f"p{record.number}{record.letter}",
            relation="source",
        )

    def citation(self, text: Any, cited: records.Cited) -> Any:
        from recommendations.models import Citation

        provision = self.provisions[cited.provision]
        return Citation(
            text=text,
            start=cited.start,
            as_written=cited.as_written,
            kind="article",
            reference=cited.provision,
            provision=provision,
            instrument=provision.instrument,
        )

    def relation(self, record: Record) -> Any:
        from recommendations.models import Relation

        return Relation(
            recommendation_id=self.pks[record.code],
            type="extends",
            target_id=self.pks[record.extends],
            origin="curator",
        )


def settle() -> None:
    """What happens after a load by itself, in time: PostgreSQL learns what its tables hold.

    The marks that every record was touched go, so that the server does not begin by writing down
    270,000 states as history; nothing that is measured reads it.
    """
    from django.db import connection

    from recommendations.versions.models import Touched

    Touched.objects.all().delete()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "smuggling_kb.settings"
    django.setup()
    main(int(sys.argv[1]))
