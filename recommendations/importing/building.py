"""From a parsed document and what editors know of it to the rows that hold it.

Pure but for the models' labels: nothing here reads or writes the database.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Set

from recommendations.citations import grammar
from recommendations.importing.editorial import Editorial, Facts, Table
from recommendations.importing.groups import Row, row
from recommendations.importing.parsed import Kind, ParsedDocument, ParsedRecommendation
from recommendations.importing.resolving import Resolver, citation_row, found_in, provisions
from recommendations.importing.subject_rules import rules, suggested
from recommendations.models import (
    Instrument,
    InstrumentName,
    Occurrence,
    Provision,
    ProvisionKind,
    ProvisionName,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    Relation,
    RelationNote,
    Theme,
    ThemeAssignment,
    ThemeAssignmentReason,
    ThemeName,
)
from recommendations.names.collation import reading
from recommendations.texts import modality
from sessions.genres import genre_by_slug
from sessions.models import (
    Document,
    DocumentTitle,
    EditorialNote,
    EditorialNoteText,
    Footnote,
    LanguageVersion,
    Paragraph,
    Resource,
    Section,
    WorkingGroupSession,
)


class Builder:
    """Builds the rows of documents, given what editors know and the instruments' names."""

    def __init__(
        self,
        editorial: Editorial,
        *,
        held: Mapping[str, Set[str]],
        publications: Mapping[str, str] | None,
        subjects: Container[str],
    ) -> None:
        """``held`` are the anchors of each document that citations can lead to, by its symbol;
        ``publications`` the stage of each record already held (others are drafts), ``None`` to
        publish all; ``subjects`` the entries of the subject index that there are."""
        self.editorial = editorial
        self.held = held
        self.publications = publications
        self.names = grammar.Names(instrument_names(editorial))
        self.provisions = provisions(editorial)
        self.of_texts = Resolver(editorial, held=held, provisions=self.provisions)
        self.subjects = subjects
        self.rules = list(rules(editorial.of("subject")))
        self.restated = {table["place"]: table["record"] for table in editorial.of("restatement")}

    def document_rows(
        self, facts: Facts, parsed: ParsedDocument, file_name: str, sha256: str
    ) -> Iterator[Row]:
        """A document with its titles, its language version and every passage of it."""
        session = [facts.session] if facts.session else None
        yield row(
            Document,
            symbol=facts.symbol,
            symbol_origin=facts.symbol_origin,
            genre=facts.genre,
            year=facts.year,
            issued=facts.issued,
            session=session,
        )
        for language, title in facts.titles.items():
            yield row(
                DocumentTitle,
                document=[facts.symbol],
                language=language,
                title=title,
                origin="document" if language == facts.language else "editor",
            )
        yield row(
            LanguageVersion,
            document=[facts.symbol],
            language=facts.language,
            text_status="official",
            file_name=file_name,
            sha256=sha256,
        )
        yield from passage_rows(facts, parsed)
        yield from self.resource_rows(facts, parsed)
        yield from self.document_citation_rows(facts, parsed)

    def resource_rows(self, facts: Facts, parsed: ParsedDocument) -> Iterator[Row]:
        """What the document lists for others to use; a question's title is its own text."""
        for table in self.editorial.of("resource"):
            if table["document"] != facts.symbol:
                continue
            for anchor in table.get("anchors") or [table["anchor"]]:
                yield row(
                    Resource,
                    paragraph=[facts.symbol, facts.language, anchor],
                    kind=table["kind"],
                    title=table.get("title") or parsed.passage(anchor).text,
                    url=table.get("url", ""),
                )

    def document_citation_rows(self, facts: Facts, parsed: ParsedDocument) -> Iterator[Row]:
        """What paragraphs, footnotes and headings of a document cite, each read in their order."""
        version = (facts.symbol, facts.language)
        found = found_in(facts, parsed, self.names, self.editorial)
        resolver = Resolver(
            self.editorial, held=self.held, provisions=self.provisions, parsed=parsed, facts=facts
        )
        for (place, anchor), cited in found.items():
            for each in cited:
                key = [*version, anchor]
                yield citation_row(place, key, each, resolver.fields(each, anchor, found))

    def publication(self, code: str) -> str:
        """The stage of the workflow that a record is in, or enters."""
        if self.publications is None:
            return "published"
        return self.publications.get(code, "draft")

    def recommendation_rows(self, facts: Facts, parsed: ParsedDocument) -> Iterator[Row]:
        """The records of a document with all that belongs to them."""
        for found in parsed.recommendations:
            place = f"{facts.symbol}#{found.passage}"
            if place not in self.restated:
                yield from self.record_rows(facts, found)

    def record_rows(self, facts: Facts, found: ParsedRecommendation) -> Iterator[Row]:
        """One record: its text, strength, addressees, themes, places and citations."""
        year = found.year or facts.year
        code = f"{year}/{found.number}{found.letter}"
        adopted_there = genre_by_slug(facts.genre).reports_adoption
        session = found.session or (facts.session if adopted_there else None)
        reading = self.reading(code, found)
        yield row(
            Recommendation,
            code=code,
            year=year,
            number=found.number,
            letter=found.letter,
            publication=self.publication(code),
            status=found.status,
            session=[session] if session else None,
            strength=reading["strength"],
            strength_origin="editor" if "reason" in reading else "document",
            strength_reason=reading.get("reason", ""),
            successor=None,
        )
        yield row(
            RecommendationText,
            recommendation=[code],
            language=facts.language,
            text_status="official",
            chapeau=found.chapeau,
            text=found.text,
            modal=reading["modal"],
            source=[facts.symbol, facts.language, found.passage],
        )
        for cited in grammar.find(found.text, grammar.Context(self.names)):
            leads = self.of_texts.fields(cited)
            yield citation_row("text", [code, facts.language], cited, leads)
        yield from self.addressee_rows(code, reading["addressees"])
        yield from self.theme_rows(code, found.chapter)
        yield from self.subject_rows(code, found.text)
        yield row(
            Occurrence,
            recommendation=[code],
            document=[facts.symbol],
            anchor=found.passage,
            relation="source",
        )

    def reading(self, code: str, found: ParsedRecommendation) -> Table:
        """Strength, modal word and addressees as the words say; what an editor says goes before."""
        read = modality.read(found.text, found.chapeau)
        words = {
            "strength": read.strength,
            "modal": read.modal,
            "addressees": list(read.addressees),
        }
        return words | (self.editorial.for_code("strength", code) or {})

    def addressee_rows(self, code: str, read: list[str]) -> Iterator[Row]:
        """Whom a record speaks to: an editor's word goes before the wording's."""
        table = self.editorial.for_code("addressee", code)
        for addressee in table["addressees"] if table else read:
            yield row(
                RecommendationAddressee,
                recommendation=[code],
                addressee=addressee,
                origin="editor" if table else "document",
                reason=table["reason"] if table else "",
            )

    def theme_rows(self, code: str, chapter: str) -> Iterator[Row]:
        """The theme of the chapter, or what an editor assigned."""
        for theme in self.editorial.of("theme"):
            if chapter and theme["chapter"] == chapter:
                yield assignment_row(code, theme["slug"], "document")
        table = self.editorial.for_code("assignment", code)
        for slug in table["themes"] if table else []:
            yield assignment_row(code, slug, "editor")
            yield from reason_rows(code, slug, table["reasons"] if table else {})

    def subject_rows(self, code: str, text: str) -> Iterator[Row]:
        """The entries of the subject index: as read, or else as the rules suggest.

        The reason of what a rule suggests is the words that it found.
        """
        found = suggested(text, self.rules)
        table = self.editorial.for_code("subject_assignment", code) or {"rule": list(found)}
        reasons = {slug: {"zh-hans": "、".join(words)} for slug, words in found.items()}
        reasons |= table.get("reasons", {})
        for origin in ("rule", "editor"):
            for slug in table.get(origin, ()):
                if slug in self.subjects:
                    yield assignment_row(code, slug, origin)
                    yield from reason_rows(code, slug, reasons.get(slug, {}))


def reason_rows(code: str, theme: str, reasons: Mapping[str, str]) -> Iterator[Row]:
    """Why a record belongs to a theme, by language."""
    for language, text in reasons.items():
        yield row(ThemeAssignmentReason, assignment=[code, theme], language=language, text=text)


def assignment_row(code: str, theme: str, origin: str) -> Row:
    """That a record belongs to a theme."""
    return row(ThemeAssignment, recommendation=[code], theme=[theme], origin=origin)


def passage_rows(facts: Facts, parsed: ParsedDocument) -> Iterator[Row]:
    """Sections, paragraphs and footnotes of a language version."""
    version = [facts.symbol, facts.language]
    for position, passage in enumerate(parsed.passages, start=1):
        parent = [*version, passage.parent] if passage.parent else None
        if passage.kind == Kind.SECTION:
            yield row(
                Section,
                version=version,
                parent=parent,
                position=position,
                level=passage.level,
                label=passage.printed_label,
                heading=passage.text,
                anchor=passage.anchor,
            )
        else:
            yield row(
                Paragraph,
                version=version,
                section=[*version, passage.section] if passage.section else None,
                parent=parent,
                position=position,
                kind=passage.kind.value,
                number=passage.number,
                label=passage.label if passage.kind == Kind.ITEM else "",
                anchor=passage.anchor,
                text=passage.text,
            )
    for position, footnote in enumerate(parsed.footnotes, start=1):
        yield row(
            Footnote,
            version=version,
            paragraph=[*version, footnote.passage],
            offset=footnote.offset,
            position=position,
            mark=footnote.mark,
            anchor=footnote.anchor,
            text=footnote.text,
        )


def session_rows(editorial: Editorial) -> Iterator[Row]:
    """The meetings, each with what its dates are known from."""
    for table in editorial.of("session"):
        yield row(
            WorkingGroupSession,
            number=table["number"],
            start=iso(table, "start"),
            end=iso(table, "end"),
            city=table.get("city", ""),
            evidence=" ".join(table.get("evidence", [])),
        )


def iso(table: Table, name: str) -> str | None:
    """A TOML date as fixtures write it."""
    return table[name].isoformat() if name in table else None


def theme_rows(editorial: Editorial) -> Iterator[Row]:
    """The chapters of the compilation as themes."""
    for table in editorial.of("theme"):
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
                reading=reading(name, language),
                description=table["descriptions"].get(language, ""),
            )


def subject_index_rows(editorial: Editorial) -> Iterator[Row]:
    """The entries of the subject index, each after the one that it stands under."""
    for position, table in enumerate(editorial.of("subject"), start=1):
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
                reading=reading(name, language),
                description=table["definitions"][language],
            )


def subject_slugs(editorial: Editorial) -> set[str]:
    """The entries of the subject index that the editorial files know."""
    return {table["slug"] for table in editorial.of("subject")}


def instrument_rows(editorial: Editorial) -> Iterator[Row]:
    """The treaties, their names, and every article and chapter that they are known to have."""
    for table in editorial.of("instrument"):
        yield row(Instrument, slug=table["slug"], position=table["position"])
        for name in table["names"]:
            yield row(InstrumentName, instrument=[table["slug"]], **name)
    for instrument, kind, number in provisions(editorial):
        part = f"chapter-{number}" if kind == "chapter" else str(number)
        yield row(
            Provision,
            instrument=[instrument],
            kind=kind,
            number=number,
            slug=f"{instrument}-{part}",
        )
    yield from provision_name_rows(editorial)


def provision_name_rows(editorial: Editorial) -> Iterator[Row]:
    """The titles that the treaties give their articles and chapters, where they are known."""
    for table in editorial.of("instrument"):
        for kind in ProvisionKind.values:
            for number, names in table.get(f"{kind}_titles", {}).items():
                for language, name in names.items():
                    yield row(
                        ProvisionName,
                        provision=[table["slug"], kind, int(number)],
                        language=language,
                        name=name,
                    )


def instrument_names(editorial: Editorial) -> dict[str, list[str]]:
    """The Chinese names of each treaty, by its slug."""
    return {
        table["slug"]: [name["name"] for name in table["names"] if name["language"] == "zh-hans"]
        for table in editorial.of("instrument")
    }


def note_rows(editorial: Editorial, documents: dict[str, ParsedDocument]) -> Iterator[Row]:
    """Editorial notes; one on a heading is given by the heading's words."""
    for table in editorial.of("note"):
        anchor = table.get("anchor", "")
        if "heading" in table:
            anchor = anchor_of_heading(documents[table["document"]], table["heading"])
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


def anchor_of_heading(document: ParsedDocument, heading: str) -> str:
    """The anchor of the one section under that heading; ``ValueError`` if there is not just one."""
    anchors = [
        passage.anchor
        for passage in document.passages
        if passage.kind == Kind.SECTION and heading == passage.text
    ]
    if len(anchors) != 1:
        raise ValueError(f"{len(anchors)} sections are called “{heading}”")
    return anchors[0]


def relation_rows(editorial: Editorial) -> Iterator[Row]:
    """Relations between records, and the places that restate one."""
    for table in editorial.of("relation"):
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
    for table in editorial.of("restatement"):
        symbol, _separator, anchor = table["place"].partition("#")
        yield row(
            Occurrence,
            recommendation=[table["record"]],
            document=[symbol],
            anchor=anchor,
            relation="restatement",
        )
