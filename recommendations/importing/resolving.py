"""What citations lead to: what is held here, what is printed beside them, or why they do not.

Pure: nothing here reads or writes the database.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import replace
from functools import cached_property
from typing import Any

from recommendations.citations import grammar
from recommendations.citations.grammar import Found
from recommendations.importing.editorial import Editorial, Facts, Table
from recommendations.importing.groups import Row, row
from recommendations.importing.parsed import Kind, ParsedDocument
from recommendations.models import Citation
from sessions import symbols

#: By the kind of place (``paragraph``, ``footnote``, ``section``) and the anchor of each.
FoundIn = dict[tuple[str, str], list[Found]]
Provisions = Mapping[tuple[str, str, int | None], None]

#: What is printed in front of the items of the agenda that a meeting adopted.
AGENDA_ADOPTED = re.compile(r"通过了以下议程[：:]$")
#: What titles of the same work may differ in: marks, spaces, the year of publication behind.
NOT_OF_A_TITLE = re.compile(r"（\d{4}\s*年）$|[《》〈〉<>“”‘’\s]")


def found_in(
    facts: Facts, parsed: ParsedDocument, names: grammar.Names, editorial: Editorial
) -> FoundIn:
    """What each passage cites: paragraphs, then footnotes, then headings, each in their order."""
    paragraphs = [each for each in parsed.passages if each.kind != Kind.SECTION]
    headings = [each for each in parsed.passages if each.kind == Kind.SECTION]
    found: FoundIn = {}
    for place, passages, in_note in (
        ("paragraph", [(each.anchor, each.text) for each in paragraphs], False),
        ("footnote", [(each.anchor, each.text) for each in parsed.footnotes], True),
        ("section", [(each.anchor, printed_heading(each)) for each in headings], False),
    ):
        context = grammar.Context(names, in_note=in_note, symbol=facts.symbol)
        cited = grammar.find_in_order((text for _anchor, text in passages), context)
        for (anchor, text), each in zip(passages, cited, strict=True):
            told = told_by_editors(editorial, f"{facts.symbol}#{anchor}", text)
            found[place, anchor] = sorted([*each, *told], key=lambda one: one.start)
    return found


def told_by_editors(editorial: Editorial, place: str, text: str) -> list[Found]:
    """The citations in a text that editors know of; ``ValueError`` if their words are not there."""
    found = []
    for table in editorial.of("citation"):
        if table["place"] != place:
            continue
        words = table["words"]
        starts = [match.start() for match in re.finditer(re.escape(words), text)]
        if not starts:
            raise ValueError(f"“{words}” is not in {place}")
        found += [
            Found(
                start,
                start + len(words),
                table["kind"],
                table["reference"],
                table.get("pinpoint", ""),
                as_written=words,
            )
            for start in starts
        ]
    return found


def printed_heading(passage: Any) -> str:
    """A heading as pages print it, with its number; citations count their characters in that."""
    label = passage.printed_label
    gap = "" if label.endswith("、") else " "
    return f"{label}{gap}{passage.text}".lstrip()


def citation_row(place: str, key: list[str], found: Found, leads: Row) -> Row:
    """The row of a citation, with where it leads."""
    return row(
        Citation,
        **{each: key if each == place else None for each in Citation.PLACES},
        start=found.start,
        as_written=found.as_written,
        kind=found.kind,
        **leads,
    )


class Resolver:
    """Says where the citations of one document lead, or those of records' texts."""

    def __init__(
        self,
        editorial: Editorial,
        *,
        held: Mapping[str, Set[str]],
        provisions: Provisions,
        parsed: ParsedDocument | None = None,
        facts: Facts | None = None,
    ) -> None:
        self.held = held
        self.provisions = provisions
        self.parsed = parsed or ParsedDocument()
        self.symbol = facts.symbol if facts else ""
        self.language = facts.language if facts else ""
        self.works = works_by_title(editorial)
        self.resources = resources_by_title(editorial, held, self.symbol)

    def fields(self, found: Found, anchor: str = "", others: FoundIn | None = None) -> Row:
        """What a row says of what is cited, and of where that is."""
        found = self.named(self.provisional(found, anchor, others or {}))
        slug = found.instrument_slug
        provision = (slug, found.provision_kind, found.number)
        anchors = self.held.get(found.reference) if found.kind == "document" else None
        is_work = found.kind == "publication"
        resource = self.resources.get(plain(found.reference)) if is_work else None
        symbol = self.symbol_of(found) if anchors is None else ""
        resolved = slug or anchors is not None or resource or found.url
        return {
            "reference": found.reference,
            "pinpoint": found.pinpoint,
            "instrument": [slug] if slug else None,
            "provision": list(provision) if provision in self.provisions else None,
            "document": [found.reference] if anchors is not None else None,
            "anchor": self.anchor(found, anchors or set()),
            "resource": resource,
            "url": found.url,
            "symbol": symbol,
            "unresolved": "" if resolved else self.reason(found, symbol),
        }

    def provisional(self, found: Found, anchor: str, others: FoundIn) -> Found:
        """Items of a provisional agenda are of the document that the footnote there names."""
        if found.part != "provisional":
            return found
        named = [
            cited.reference
            for footnote in self.parsed.footnotes
            if footnote.passage == anchor
            for cited in others.get(("footnote", footnote.anchor), [])
            if cited.kind == "document"
        ]
        return replace(found, reference=named[0] if len(named) == 1 else "")

    def named(self, found: Found) -> Found:
        """A work under the title that it is held by, whichever the text uses."""
        work = self.works.get(plain(found.reference)) if not found.instrument_slug else None
        return replace(found, reference=work["title"]) if work else found

    def symbol_of(self, found: Found) -> str:
        """The symbol that the United Nations publish it under; empty if that is not known."""
        if found.kind in ("document", "resolution"):
            return found.reference if is_whole(found.reference) else ""
        work = self.works.get(plain(found.reference))
        return str(work.get("symbol", "")) if work else ""

    def reason(self, found: Found, symbol: str) -> str:
        """Why it leads nowhere: a document whose symbol is broken could be any."""
        broken = found.kind == "document" and not symbol
        return "not-identified" if broken else "not-held"

    def anchor(self, found: Found, anchors: Set[str]) -> str:
        """The anchor of the first passage cited, if there is such a passage."""
        if found.part == "section":
            return self.sections.get(found.pinpoint, "")
        if found.part == "item":
            return self.agenda.get(found.pinpoint, "")
        return found.anchor if found.anchor in anchors else ""

    @cached_property
    def sections(self) -> dict[str, str]:
        """The anchors of the document's sections by their numbers: ``三`` and ``三.B``."""
        found, above = {}, ""
        for each in self.parsed.passages:
            if each.kind != Kind.SECTION or not each.printed_label:
                continue
            number = each.printed_label.rstrip(".、")
            if each.level == 1:
                above = number
                found[number] = each.anchor
            elif each.level == 2:
                found[f"{above}.{number}"] = each.anchor
        return found

    @cached_property
    def agenda(self) -> dict[str, str]:
        """The anchors of the items of the agenda that the document prints, by their numbers."""
        adopted = {each.anchor for each in self.parsed.passages if AGENDA_ADOPTED.search(each.text)}
        return {each.label: each.anchor for each in self.parsed.passages if each.parent in adopted}


def is_whole(symbol: str) -> bool:
    """Whether it is a symbol, and not one that lacks the number behind the year."""
    try:
        parts = symbols.parse(symbol)
    except ValueError:
        return False
    return parts.number is not None


def plain(title: str) -> str:
    """A title without what may differ between two prints of it."""
    return NOT_OF_A_TITLE.sub("", title)


def works_by_title(editorial: Editorial) -> dict[str, Table]:
    """What editors know of works, by every title that they are cited under."""
    return {
        plain(title): work
        for work in editorial.of("work")
        for title in (work["title"], *work.get("short", []))
    }


def resources_by_title(
    editorial: Editorial, held: Mapping[str, Set[str]], symbol: str
) -> dict[str, list[str]]:
    """The keys of the tools that documents held describe, by title; the document's own first."""
    languages = {facts.symbol: facts.language for facts in editorial.documents()}
    tools = [
        each
        for each in editorial.of("resource")
        if each["kind"] == "tool" and each["document"] in held and each["document"] in languages
    ]
    found: dict[str, list[str]] = {}
    for each in sorted(tools, key=lambda each: each["document"] != symbol):
        document = each["document"]
        key = [document, languages[document], each["anchor"], each["title"]]
        found.setdefault(plain(each["title"]), key)
    return found


def provisions(editorial: Editorial) -> dict[tuple[str, str, int | None], None]:
    """Every article and chapter of the treaties whose extent is known, in order."""
    return {
        (table["slug"], kind, number): None
        for table in editorial.of("instrument")
        for kind in ("article", "chapter")
        for number in range(1, table.get(f"{kind}s", 0) + 1)
    }
