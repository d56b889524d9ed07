"""The rows of a document, from what was parsed and what editors know; without the database."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Set

from recommendations.citations.context import CitationContext, TreatyNames
from recommendations.citations.grammar import parse_citations
from recommendations.importing.editorial_data import DocumentFacts, EditorialData, Table
from recommendations.importing.reading.parsed_document import (
    ParsedDocument,
    ParsedRecommendation,
    PassageKind,
)
from recommendations.importing.rows.citation_resolution import (
    CitationResolver,
    citation_row,
    citations_by_place,
    known_provisions,
)
from recommendations.importing.rows.groups import Row, row
from recommendations.importing.rows.subject_rules import (
    SuggestedSubject,
    subject_rules,
    suggested_subjects,
)
from recommendations.models import (
    Occurrence,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    ThemeAssignment,
    ThemeAssignmentReason,
)
from recommendations.texts.modality import read_modality
from sessions.genres import genre_by_slug
from sessions.models import (
    Document,
    DocumentTitle,
    Footnote,
    LanguageVersion,
    Paragraph,
    Resource,
    Section,
)


class RowBuilder:
    """Builds the rows of documents, given what editors know and the instruments' names."""

    def __init__(
        self,
        editorial: EditorialData,
        *,
        anchors: Mapping[str, Set[str]],
        stages: Mapping[str, str] | None,
        subjects: Container[str],
    ) -> None:
        """``anchors`` are those of each document that citations can lead to, by its symbol;
        ``stages`` the workflow stage of each record in the database (others are drafts, as is a
        new document), ``None`` to publish all; ``subjects`` the entries of the subject index that
        there are.
        """
        self.editorial = editorial
        self.anchors = anchors
        self.stages = stages
        self.names = TreatyNames(editorial.treaty_names("zh-hans"))
        self.provisions = known_provisions(editorial)
        self.resolver = CitationResolver(editorial, anchors=anchors, provisions=self.provisions)
        self.subjects = subjects
        self.rules = list(subject_rules(editorial.tables("subject")))
        self.restatements = {table["place"] for table in editorial.tables("restatement")}

    def document_rows(
        self, facts: DocumentFacts, parsed: ParsedDocument, file_name: str, sha256: str
    ) -> Iterator[Row]:
        """Yield a document with its titles, its language version and its passages."""
        yield row(
            Document,
            symbol=facts.symbol,
            symbol_origin=facts.symbol_origin,
            genre=facts.genre,
            year=facts.year,
            issued=facts.issued,
            job_number=parsed.job_number,
            session=[facts.session] if facts.session else None,
            **({} if self.stages is None else {"publication": "draft"}),
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

    def resource_rows(self, facts: DocumentFacts, parsed: ParsedDocument) -> Iterator[Row]:
        """Yield what the document lists for others to use; a question's title is its own text."""
        for table in self.editorial.tables("resource"):
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

    def document_citation_rows(self, facts: DocumentFacts, parsed: ParsedDocument) -> Iterator[Row]:
        """Yield the citations of a document's paragraphs, then footnotes, then headings."""
        version = (facts.symbol, facts.language)
        citations = citations_by_place(facts, parsed, self.names, self.editorial)
        resolver = CitationResolver(
            self.editorial,
            anchors=self.anchors,
            provisions=self.provisions,
            parsed=parsed,
            facts=facts,
        )
        for (place, anchor), cited in citations.items():
            for each in cited:
                fields = resolver.fields(each, anchor, citations)
                yield citation_row(place, [*version, anchor], each, fields)

    def workflow_stage(self, code: str) -> str:
        """Return the stage that a record is in, or enters."""
        if self.stages is None:
            return "published"
        return self.stages.get(code, "draft")

    def recommendation_rows(self, facts: DocumentFacts, parsed: ParsedDocument) -> Iterator[Row]:
        """Yield the records of a document with all that belongs to them."""
        for parsed_record in parsed.recommendations:
            place = f"{facts.symbol}#{parsed_record.passage}"
            if place not in self.restatements:
                yield from self.record_rows(facts, parsed_record)

    def record_rows(self, facts: DocumentFacts, parsed: ParsedRecommendation) -> Iterator[Row]:
        """Yield one record: its text, strength, addressees, themes, places and citations."""
        year, code = parsed.year or facts.year, record_code(facts, parsed)
        adopted_there = genre_by_slug(facts.genre).reports_adoption
        session = parsed.session or (facts.session if adopted_there else None)
        wording = self.wording(code, parsed, facts.language)
        yield row(
            Recommendation,
            code=code,
            year=year,
            number=parsed.number,
            letter=parsed.letter,
            publication=self.workflow_stage(code),
            status=parsed.status,
            session=[session] if session else None,
            strength=wording["strength"],
            strength_origin="editor" if "reason" in wording else "document",
            strength_reason=wording.get("reason", ""),
            successor=None,
        )
        source = [facts.symbol, facts.language, parsed.passage]
        yield from self.text_rows(code, parsed, wording["modal"], source)
        yield from self.addressee_rows(code, wording["addressees"])
        yield from self.theme_rows(code, parsed.chapter)
        yield from self.subject_rows(code, parsed.text)
        yield row(
            Occurrence,
            recommendation=[code],
            document=[facts.symbol],
            anchor=parsed.passage,
            relation="source",
        )

    def text_rows(
        self, code: str, parsed: ParsedRecommendation, modal: str, source: list[str]
    ) -> Iterator[Row]:
        """Yield the text of a record with what it cites; ``source`` is the key of its passage."""
        _symbol, language, _anchor = source
        yield row(
            RecommendationText,
            recommendation=[code],
            language=language,
            text_status="official",
            chapeau=parsed.chapeau,
            text=parsed.text,
            modal=modal,
            source=source,
        )
        context = CitationContext(self.names, language=language)
        for cited in parse_citations(parsed.text, context):
            fields = self.resolver.fields(cited)
            yield citation_row("text", [code, language], cited, fields)

    def wording(self, code: str, parsed: ParsedRecommendation, language: str) -> Table:
        """Return strength, modal word and addressees; an editor goes before the rules."""
        read = read_modality(parsed.text, parsed.chapeau, language)
        by_rules = {
            "strength": read.strength,
            "modal": read.modal,
            "addressees": list(read.addressees),
        }
        return by_rules | (self.editorial.table_for_record("strength", code) or {})

    def addressee_rows(self, code: str, by_rules: list[str]) -> Iterator[Row]:
        """Yield whom a record speaks to; an editor goes before the rules."""
        table = self.editorial.table_for_record("addressee", code)
        for addressee in table["addressees"] if table else by_rules:
            yield row(
                RecommendationAddressee,
                recommendation=[code],
                addressee=addressee,
                origin="editor" if table else "document",
                reason=table["reason"] if table else "",
            )

    def theme_rows(self, code: str, chapter: str) -> Iterator[Row]:
        """Yield the theme of the chapter and the themes that an editor assigned."""
        for theme in self.editorial.tables("theme"):
            if chapter and theme["chapter"] == chapter:
                yield assignment_row(code, theme["slug"], "document")
        table = self.editorial.table_for_record("assignment", code)
        for slug in table["themes"] if table else []:
            yield assignment_row(code, slug, "editor")
            yield from reason_rows(code, slug, table["reasons"] if table else {})

    def subject_rows(self, code: str, text: str) -> Iterator[Row]:
        """Yield the entries of the subject index as read by an editor.

        The reason of what a rule suggested and the editor confirmed is the words that it found.
        """
        table = self.editorial.table_for_record("subject_assignment", code)
        if table is None:
            return
        suggested = suggested_subjects(text, self.rules)
        reasons = {slug: {"zh-hans": "、".join(words)} for slug, words in suggested.items()}
        reasons |= table.get("reasons", {})
        for origin in ("rule", "editor"):
            for slug in table.get(origin, ()):
                if slug in self.subjects:
                    yield assignment_row(code, slug, origin)
                    yield from reason_rows(code, slug, reasons.get(slug, {}))

    def subject_suggestions(
        self, facts: DocumentFacts, parsed: ParsedDocument
    ) -> Iterator[SuggestedSubject]:
        """Yield what the rules suggest for the records of a document that no editor has read."""
        for each in parsed.recommendations:
            code = record_code(facts, each)
            if self.editorial.table_for_record("subject_assignment", code):
                continue
            for slug, words in suggested_subjects(each.text, self.rules).items():
                if slug in self.subjects:
                    yield SuggestedSubject(code, slug, "、".join(words))


def record_code(facts: DocumentFacts, parsed: ParsedRecommendation) -> str:
    """Return the code of a record: the year of the meeting, or else of the document, and number."""
    return f"{parsed.year or facts.year}/{parsed.number}{parsed.letter}"


def reason_rows(code: str, theme: str, reasons: Mapping[str, str]) -> Iterator[Row]:
    """Yield why a record belongs to a theme, by language."""
    for language, text in reasons.items():
        yield row(ThemeAssignmentReason, assignment=[code, theme], language=language, text=text)


def assignment_row(code: str, theme: str, origin: str) -> Row:
    return row(ThemeAssignment, recommendation=[code], theme=[theme], origin=origin)


def passage_rows(facts: DocumentFacts, parsed: ParsedDocument) -> Iterator[Row]:
    """Yield the sections, paragraphs and footnotes of a language version."""
    version = [facts.symbol, facts.language]
    for position, passage in enumerate(parsed.passages, start=1):
        parent = [*version, passage.parent] if passage.parent else None
        if passage.kind == PassageKind.SECTION:
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
                label=passage.label if passage.kind == PassageKind.ITEM else "",
                anchor=passage.anchor,
                text=passage.text,
            )
    yield from footnote_rows(version, parsed)


def footnote_rows(version: list[str], parsed: ParsedDocument) -> Iterator[Row]:
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
