"""Resolves citations to what is held here or printed beside them, or says why they lead nowhere.

Pure: nothing here reads or writes the database.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import replace
from functools import cached_property

from recommendations.citations.context import CitationContext, TreatyNames
from recommendations.citations.grammar import parse_in_order
from recommendations.citations.parsed_citation import ParsedCitation
from recommendations.importing.editorial_data import DocumentFacts, EditorialData, Table
from recommendations.importing.reading.parsed_document import (
    ParsedDocument,
    ParsedPassage,
    PassageKind,
)
from recommendations.importing.rows.groups import Row, row
from recommendations.models import Citation
from sessions import symbols
from sessions.models import Section

#: By the kind of place (``paragraph``, ``footnote``, ``section``) and the anchor of each.
CitationsByPlace = dict[tuple[str, str], list[ParsedCitation]]
Provisions = Mapping[tuple[str, str, int | None], None]

#: What is printed in front of the items of the agenda that a meeting adopted.
AGENDA_ADOPTED = re.compile(r"通过了以下议程[：:]$")
#: What titles of the same work may differ in: marks, spaces, the year of publication behind.
NOT_OF_A_TITLE = re.compile(r"（\d{4}\s*年）$|[《》〈〉<>“”‘’\s]")


def citations_by_place(
    facts: DocumentFacts, parsed: ParsedDocument, names: TreatyNames, editorial: EditorialData
) -> CitationsByPlace:
    """Return the citations of paragraphs, then footnotes, then headings, each in their order."""
    paragraphs = [each for each in parsed.passages if each.kind != PassageKind.SECTION]
    headings = [each for each in parsed.passages if each.kind == PassageKind.SECTION]
    citations: CitationsByPlace = {}
    for place, passages, in_note in (
        ("paragraph", [(each.anchor, each.text) for each in paragraphs], False),
        ("footnote", [(each.anchor, each.text) for each in parsed.footnotes], True),
        ("section", [(each.anchor, printed_heading(each)) for each in headings], False),
    ):
        context = CitationContext(
            names, in_note=in_note, language=facts.language, symbol=facts.symbol
        )
        cited = parse_in_order((text for _anchor, text in passages), context)
        for (anchor, text), each in zip(passages, cited, strict=True):
            known = editorial_citations(editorial, f"{facts.symbol}#{anchor}", text)
            citations[place, anchor] = sorted([*each, *known], key=lambda one: one.start)
    return citations


def editorial_citations(editorial: EditorialData, place: str, text: str) -> list[ParsedCitation]:
    """Return the citations in a text that editors list.

    Raises ``ValueError`` if the words that they quote are not there.
    """
    citations = []
    for table in editorial.tables("citation"):
        if table["place"] != place:
            continue
        words = table["words"]
        starts = [match.start() for match in re.finditer(re.escape(words), text)]
        if not starts:
            raise ValueError(f"“{words}” is not in {place}")
        citations += [
            ParsedCitation(
                start,
                start + len(words),
                table["kind"],
                table["reference"],
                table.get("pinpoint", ""),
                as_written=words,
            )
            for start in starts
        ]
    return citations


def printed_heading(passage: ParsedPassage) -> str:
    """Return a heading as pages print it; citations count their characters in that."""
    return Section(label=passage.printed_label, heading=passage.text).printed_heading


def citation_row(place: str, key: list[str], cited: ParsedCitation, target: Row) -> Row:
    """Return the row of a citation; ``target`` are the fields that say where it leads."""
    return row(
        Citation,
        **{each: key if each == place else None for each in Citation.PLACES},
        start=cited.start,
        as_written=cited.as_written,
        kind=cited.kind,
        **target,
    )


class CitationResolver:
    """Finds where the citations of one document lead, or those of records' texts."""

    def __init__(
        self,
        editorial: EditorialData,
        *,
        anchors: Mapping[str, Set[str]],
        provisions: Provisions,
        parsed: ParsedDocument | None = None,
        facts: DocumentFacts | None = None,
    ) -> None:
        """``anchors`` are those of each document that citations can lead to, by its symbol."""
        self.anchors = anchors
        self.provisions = provisions
        self.parsed = parsed or ParsedDocument()
        self.works = works_by_title(editorial)
        self.resources = resources_by_title(editorial, anchors, facts.symbol if facts else "")

    def fields(
        self, cited: ParsedCitation, anchor: str = "", others: CitationsByPlace | None = None
    ) -> Row:
        """Return the fields of a citation that say what is cited, and where that is."""
        cited = self.with_held_title(self.with_agenda_document(cited, anchor, others or {}))
        slug = cited.instrument_slug
        provision = (slug, cited.provision_kind, cited.number)
        anchors = self.anchors.get(cited.reference) if cited.kind == "document" else None
        is_work = cited.kind == "publication"
        resource = self.resources.get(title_key(cited.reference)) if is_work else None
        symbol = self.united_nations_symbol(cited) if anchors is None else ""
        resolved = slug or anchors is not None or resource or cited.url
        return {
            "reference": cited.reference,
            "pinpoint": cited.pinpoint,
            "instrument": [slug] if slug else None,
            "provision": list(provision) if provision in self.provisions else None,
            "document": [cited.reference] if anchors is not None else None,
            "anchor": self.cited_anchor(cited, anchors or set()),
            "resource": resource,
            "url": cited.url,
            "symbol": symbol,
            "unresolved": "" if resolved else unresolved_reason(cited, symbol),
        }

    def with_agenda_document(
        self, cited: ParsedCitation, anchor: str, others: CitationsByPlace
    ) -> ParsedCitation:
        """Refer items of a provisional agenda to the document that the footnote there names."""
        if cited.part != "provisional":
            return cited
        documents = [
            other.reference
            for footnote in self.parsed.footnotes
            if footnote.passage == anchor
            for other in others.get(("footnote", footnote.anchor), [])
            if other.kind == "document"
        ]
        return replace(cited, reference=documents[0] if len(documents) == 1 else "")

    def with_held_title(self, cited: ParsedCitation) -> ParsedCitation:
        """Refer to a work by the title that it is held by, whichever the text uses."""
        work = self.works.get(title_key(cited.reference)) if not cited.instrument_slug else None
        return replace(cited, reference=work["title"]) if work else cited

    def united_nations_symbol(self, cited: ParsedCitation) -> str:
        """Return the symbol that the United Nations publish it under; empty if not known."""
        if cited.kind in ("document", "resolution"):
            return cited.reference if is_complete_symbol(cited.reference) else ""
        work = self.works.get(title_key(cited.reference))
        return str(work.get("symbol", "")) if work else ""

    def cited_anchor(self, cited: ParsedCitation, anchors: Set[str]) -> str:
        """Return the anchor of the first passage cited, if there is such a passage."""
        if cited.part == "section":
            return self.section_anchors.get(cited.pinpoint, "")
        if cited.part == "item":
            return self.agenda_anchors.get(cited.pinpoint, "")
        return cited.anchor if cited.anchor in anchors else ""

    @cached_property
    def section_anchors(self) -> dict[str, str]:
        """The anchors of the document's sections by their numbers: ``三`` and ``三.B``."""
        anchors, chapter = {}, ""
        for each in self.parsed.passages:
            if each.kind != PassageKind.SECTION or not each.printed_label:
                continue
            number = each.printed_label.rstrip(".、")
            if each.level == 1:
                chapter = number
                anchors[number] = each.anchor
            elif each.level == 2:
                anchors[f"{chapter}.{number}"] = each.anchor
        return anchors

    @cached_property
    def agenda_anchors(self) -> dict[str, str]:
        """The anchors of the items of the agenda that the document prints, by their numbers."""
        adopted = {each.anchor for each in self.parsed.passages if AGENDA_ADOPTED.search(each.text)}
        return {each.label: each.anchor for each in self.parsed.passages if each.parent in adopted}


def unresolved_reason(cited: ParsedCitation, symbol: str) -> str:
    """Return why a citation leads nowhere: a document whose symbol is broken could be any."""
    is_broken = cited.kind == "document" and not symbol
    return "not-identified" if is_broken else "not-held"


def is_complete_symbol(symbol: str) -> bool:
    """Return whether it is a symbol, and not one that lacks the number behind the year."""
    try:
        parts = symbols.parse_symbol(symbol)
    except ValueError:
        return False
    return parts.number is not None


def title_key(title: str) -> str:
    """Return a title without what may differ between two prints of it."""
    return NOT_OF_A_TITLE.sub("", title)


def works_by_title(editorial: EditorialData) -> dict[str, Table]:
    """Return what editors know of works, by every title that they are cited under."""
    return {
        title_key(title): work
        for work in editorial.tables("work")
        for title in (work["title"], *work.get("short", []))
    }


def resources_by_title(
    editorial: EditorialData, anchors: Mapping[str, Set[str]], symbol: str
) -> dict[str, list[str]]:
    """Return the keys of the tools that documents held describe, by title.

    Where several documents describe a tool, the document of ``symbol`` goes first.
    """
    languages = {facts.symbol: facts.language for facts in editorial.listed_documents()}
    tools = [
        each
        for each in editorial.tables("resource")
        if each["kind"] == "tool" and each["document"] in anchors and each["document"] in languages
    ]
    keys: dict[str, list[str]] = {}
    for each in sorted(tools, key=lambda each: each["document"] != symbol):
        document = each["document"]
        key = [document, languages[document], each["anchor"], each["title"]]
        keys.setdefault(title_key(each["title"]), key)
    return keys


def known_provisions(editorial: EditorialData) -> dict[tuple[str, str, int | None], None]:
    """Return every article and chapter of the treaties whose extent is known, in order."""
    return {
        (table["slug"], kind, number): None
        for table in editorial.tables("instrument")
        for kind in ("article", "chapter")
        for number in range(1, table.get(f"{kind}s", 0) + 1)
    }
