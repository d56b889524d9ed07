"""The rows that the editorial files alone give: meetings, themes, treaties, notes and relations.

Pure but for the models' labels: nothing here reads or writes the database.
"""

from __future__ import annotations

from collections.abc import Iterator

from recommendations.importing.editorial_data import EditorialData, Table
from recommendations.importing.reading.parsed_document import ParsedDocument, PassageKind
from recommendations.importing.rows.citation_resolution import known_provisions
from recommendations.importing.rows.groups import Row, row
from recommendations.models import (
    Instrument,
    InstrumentName,
    Occurrence,
    Provision,
    ProvisionKind,
    ProvisionName,
    Relation,
    RelationNote,
    Theme,
    ThemeName,
    ThemeSynonym,
)
from recommendations.names.collation import name_reading
from sessions.models import (
    EditorialNote,
    EditorialNoteText,
    ReportedTopics,
    SessionSymbol,
    WorkingGroupSession,
)


def session_rows(editorial: EditorialData) -> Iterator[Row]:
    """Yield the meetings: what documents held tell of each, and apart from that what others do."""
    for table in editorial.tables("session"):
        reported = table.get("reported", {})
        yield row(
            WorkingGroupSession,
            number=table["number"],
            start=iso_date(table, "start"),
            end=iso_date(table, "end"),
            city=table.get("city", ""),
            evidence=" ".join(table.get("evidence", [])),
            reported_by=" ".join(reported.get("by", [])),
            reported_year=reported.get("year"),
            reported_start=iso_date(reported, "start"),
            reported_end=iso_date(reported, "end"),
            reported_day=iso_date(reported, "day"),
            reported_city=reported.get("city", ""),
            reported_recommendations=reported.get("recommendations"),
            reported_participants=reported.get("participants"),
        )
        for language, text in reported.get("topics", {}).items():
            yield row(ReportedTopics, session=[table["number"]], language=language, text=text)
        for symbol in table.get("symbols", []):
            yield row(SessionSymbol, session=[table["number"]], **symbol)


def iso_date(table: Table, name: str) -> str | None:
    """Return a TOML date as fixtures write it."""
    return table[name].isoformat() if name in table else None


def theme_rows(editorial: EditorialData) -> Iterator[Row]:
    """Yield the chapters of the compilation as themes."""
    for table in editorial.tables("theme"):
        yield row(
            Theme,
            slug=table["slug"],
            scheme="chapters",
            parent=None,
            position=table["position"],
        )
        for language, name in table["names"].items():
            yield row(
                ThemeName,
                theme=[table["slug"]],
                language=language,
                name=name,
                reading=name_reading(name, language),
                description=table["descriptions"].get(language, ""),
            )


def subject_index_rows(editorial: EditorialData) -> Iterator[Row]:
    """Yield the entries of the subject index, each after the one that it stands under."""
    for position, table in enumerate(editorial.tables("subject"), start=1):
        slug, parent = table["slug"], table.get("parent")
        yield row(
            Theme,
            slug=slug,
            scheme="subjects",
            parent=[parent] if parent else None,
            position=position,
        )
        for language, name in table["names"].items():
            yield row(
                ThemeName,
                theme=[slug],
                language=language,
                name=name,
                reading=name_reading(name, language),
                description=table["definitions"][language],
            )


def theme_synonym_rows(editorial: EditorialData) -> Iterator[Row]:
    """Yield the words by which searches find themes beside their names."""
    for table in editorial.tables("theme_synonyms"):
        for language, words in table["words"].items():
            for word in words:
                yield row(ThemeSynonym, theme=[table["theme"]], language=language, word=word)


def subject_slugs(editorial: EditorialData) -> set[str]:
    return {table["slug"] for table in editorial.tables("subject")}


def instrument_rows(editorial: EditorialData) -> Iterator[Row]:
    """Yield the treaties, their names and every article and chapter that they are known to have."""
    for table in editorial.tables("instrument"):
        yield row(
            Instrument,
            slug=table["slug"],
            position=table["position"],
            treaty_collection=table.get("treaty_collection", ""),
        )
        for name in table["names"]:
            yield row(InstrumentName, instrument=[table["slug"]], **name)
    for instrument, kind, number in known_provisions(editorial):
        part = f"chapter-{number}" if kind == "chapter" else str(number)
        yield row(
            Provision,
            instrument=[instrument],
            kind=kind,
            number=number,
            slug=f"{instrument}-{part}",
        )
    yield from provision_name_rows(editorial)


def provision_name_rows(editorial: EditorialData) -> Iterator[Row]:
    """Yield the titles that the treaties give their articles and chapters, where known."""
    for table in editorial.tables("instrument"):
        for kind in ProvisionKind.values:
            for number, names in table.get(f"{kind}_titles", {}).items():
                for language, name in names.items():
                    yield row(
                        ProvisionName,
                        provision=[table["slug"], kind, int(number)],
                        language=language,
                        name=name,
                    )


def note_rows(editorial: EditorialData, documents: dict[str, ParsedDocument]) -> Iterator[Row]:
    """Yield editorial notes; the files name a heading by its words."""
    for table in editorial.tables("note"):
        anchor = table.get("anchor", "")
        if "heading" in table:
            anchor = section_anchor_by_heading(documents[table["document"]], table["heading"])
        note = [table["document"], anchor, table["kind"], table.get("quote", "")]
        yield row(
            EditorialNote,
            document=[table["document"]],
            anchor=anchor,
            kind=table["kind"],
            quote=table.get("quote", ""),
        )
        for language, text in table["texts"].items():
            yield row(EditorialNoteText, note=note, language=language, text=text)


def section_anchor_by_heading(document: ParsedDocument, heading: str) -> str:
    """Return the anchor of the one section of that heading; else raise ``ValueError``."""
    anchors = [
        passage.anchor
        for passage in document.passages
        if passage.kind == PassageKind.SECTION and heading == passage.text
    ]
    if len(anchors) != 1:
        raise ValueError(f"{len(anchors)} sections are called “{heading}”")
    return anchors[0]


def relation_rows(editorial: EditorialData) -> Iterator[Row]:
    """Yield relations between records, and the places that restate one."""
    for table in editorial.tables("relation"):
        yield row(
            Relation,
            recommendation=[table["record"]],
            type=table["type"],
            target=[table["target"]],
            origin=table["origin"],
            confidence=table["confidence"],
        )
        for language, text in table["notes"].items():
            yield row(
                RelationNote,
                relation=[table["record"], table["type"], table["target"]],
                language=language,
                text=text,
            )
    for table in editorial.tables("restatement"):
        symbol, _separator, anchor = table["place"].partition("#")
        yield row(
            Occurrence,
            recommendation=[table["record"]],
            document=[symbol],
            anchor=anchor,
            relation="restatement",
        )
