"""The citations of a text in a language that sets spaces between words."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from recommendations.citations.context import CitationContext
from recommendations.citations.grammars.citation_grammar import (
    RESOLUTION_NUMBER,
    CitationGrammar,
)
from recommendations.citations.numerals import (
    article_pinpoints,
    recommendations_pinpoint,
    split_by_number,
)
from recommendations.citations.parsed_citation import NamedTreaty, ParsedCitation
from recommendations.texts.numerals import range_members
from recommendations.texts.plain_text import plain_text

#: The treaties that generic names stand for where none was named before.
DEFAULTS = {"protocol": "som-protocol", "convention": "untoc"}
#: The generic name in the name of a treaty: the first, as protocols supplement conventions.
GENERIC_NAME = re.compile(
    r"(?P<protocol>protoc|протокол|بروتوكول)|conven|конвенц|اتفاقية", re.IGNORECASE
)
#: An article without a treaty is of the one named last after this.
CLAUSE_START = re.compile(r"(?:[(\[,،.;:؛\n])\s*\w{0,4}$|(?:^|\W)(?:and|et|y|и|و)\s*$")
#: What leads from a treaty to its articles behind it.
TO_ARTICLES = re.compile(r"\s*[(,،]\s*")


class LanguageCitationParser:
    """Reads one text from its beginning to its end."""

    def __init__(self, text: str, context: CitationContext, grammar: CitationGrammar) -> None:
        self.printed = text
        self.plain = plain_text(text)
        self.text = self.plain.text
        self.context = context
        self.grammar = grammar
        self.heads = grammar.heads_in_notes if context.in_note else grammar.heads
        self.upcoming: dict[str, re.Match[str] | None] = {}
        self.treaties: list[tuple[str, NamedTreaty]] = []
        self.citations: list[ParsedCitation] = []

    def parse(self) -> list[ParsedCitation]:
        position = 0
        while (found := self.next_head(position)) is not None:
            kind, head = found
            new = self.citations_at(kind, head)
            self.citations += new
            ends = [each.end for each in new]
            position = max([*ends, head.end("whole"), head.start("whole") + 1])
        return [self.in_print(each) for each in self.citations]

    def next_head(self, position: int) -> tuple[str, re.Match[str]] | None:
        """Return the next beginning of a citation; of several at one place the first kind."""
        nearest = None
        for kind, pattern in self.heads.items():
            match = self.upcoming.get(kind)
            if kind not in self.upcoming or (match and match.start("whole") < position):
                match = self.upcoming[kind] = pattern.search(self.text, position)
            if match and (nearest is None or match.start("whole") < nearest[1].start("whole")):
                nearest = kind, match
        return nearest

    def in_print(self, cited: ParsedCitation) -> ParsedCitation:
        """Return a citation with its place and its words in the printed text."""
        start, end = self.plain.printed_span(cited.start, cited.end)
        return replace(cited, start=start, end=end, as_written=self.printed[start:end])

    def citations_at(self, kind: str, head: re.Match[str]) -> list[ParsedCitation]:
        """Return what begins with a head."""
        start, end = head.span("whole")
        match kind:
            case "address":
                url = head["whole"] if "://" in head["whole"] else f"https://{head['whole']}"
                return [ParsedCitation(start, end, "address", head["whole"], url=url)]
            case "provision":
                return self.provisions_at(start) or self.passages_at(start)
            case "chapter":
                return self.chapter(head)
            case "resolution":
                return self.with_passages(self.resolutions(head))
            case "document":
                return self.with_passages([self.document(head)])
            case "treaty":
                return self.treaty_at(head)
            case "same":
                last = next((one for one in reversed(self.citations) if one.number), None)
                return [replace(last, start=start, end=end, pinpoint="")] if last else []
            case "ibid":
                return self.ibid(head)
            case _:
                return []

    # Treaties and their provisions

    def named_treaty(self, match: re.Match[str]) -> NamedTreaty | None:
        """Return the treaty that a name stands for, if that is certain, and keep it in mind."""
        group = next(name for name in match.re.groupindex if self.is_treaty(match, name))
        if group in DEFAULTS:
            return self.treaty_by_generic_name(match, group)
        words = match[group]
        if group.startswith("held_"):
            treaty = NamedTreaty(words, group.removeprefix("held_").replace("_", "-"))
        else:
            title = list(self.grammar.other_treaties)[int(group.removeprefix("other_"))]
            treaty = NamedTreaty(title, "")
        self.treaties.append((generic_name(words), treaty))
        return treaty

    def is_treaty(self, match: re.Match[str], group: str) -> bool:
        """Return whether a group of a match is that of a treaty which is named there."""
        is_name = group in DEFAULTS or group.startswith(("held_", "other_"))
        return is_name and match[group] is not None

    def treaty_by_generic_name(self, match: re.Match[str], kind: str) -> NamedTreaty | None:
        """Return the treaty of a kind that was named last, or else the one that is meant alone."""
        named = next((one for each, one in reversed(self.treaties) if each == kind), None)
        before = self.words_before(match.start(kind))
        if named or re.search(rf"(?:{self.grammar.anaphor})\s+$", before, re.IGNORECASE):
            return named
        treaty = NamedTreaty(match[kind], DEFAULTS[kind])
        self.treaties.append((kind, treaty))
        return treaty

    def treaty_at(self, head: re.Match[str]) -> list[ParsedCitation]:
        """Return the articles that follow a treaty; without any, the treaty."""
        treaty = self.named_treaty(head)
        if treaty is None:
            return []
        start, end = head.span("whole")
        lead = TO_ARTICLES.match(self.text, end)
        units = self.units_from(lead.end()) if lead else []
        if units and not self.grammar.of_whole.match(self.text, units[-1].end()):
            return self.provisions(start, units, units[-1].end(), treaty)
        return [
            ParsedCitation(start, end, "instrument", treaty.reference, instrument_slug=treaty.slug)
        ]

    def chapter(self, head: re.Match[str]) -> list[ParsedCitation]:
        """Return a chapter of the treaty whose name follows."""
        name = self.grammar.treaty_start.match(self.text, head.end("whole"))
        treaty = self.named_treaty(name) if name else None
        if name is None or treaty is None:
            return []
        printed = {key.lower(): number for key, number in self.grammar.chapter_numbers.items()}
        number = printed[head["number"].lower()]
        return [treaty.provision(head.start("whole"), name.end(), "chapter", str(number))]

    def units_from(self, position: int) -> list[re.Match[str]]:
        """Return the articles, with their paragraphs, that are listed from a place on."""
        units: list[re.Match[str]] = []
        at: int | None = position
        while at is not None and (unit := self.unit_at(at) or self.further_articles_at(at, units)):
            units.append(unit)
            joint = self.grammar.unit_joint.match(self.text, unit.end())
            at = joint.end() if joint else None
        return units

    def unit_at(self, position: int) -> re.Match[str] | None:
        forward = self.grammar.unit.match(self.text, position)
        return forward or self.grammar.reversed_unit.match(self.text, position)

    def further_articles_at(
        self, position: int, units: Collection[re.Match[str]]
    ) -> re.Match[str] | None:
        """Return the last articles of a list that began with others; None where it did not."""
        return self.grammar.further_articles.match(self.text, position) if units else None

    def provisions_at(self, start: int) -> list[ParsedCitation]:
        """Return articles of the treaty that is named behind them, or of the one named last."""
        units = self.units_from(start)
        if not units:
            return []
        end = units[-1].end()
        if of_treaty := self.grammar.of_treaty.match(self.text, end):
            treaty = self.named_treaty(of_treaty)
            return self.provisions(start, units, of_treaty.end(), treaty) if treaty else []
        if not self.treaties:
            return []
        if thereof := self.grammar.of_named_treaty.match(self.text, end):
            return self.provisions(start, units, thereof.end(), self.treaties[-1][1])
        is_of_other = self.grammar.of_whole.match(self.text, end)
        if is_of_other or not CLAUSE_START.search(self.words_before(start)):
            return []
        return self.provisions(start, units, end, self.treaties[-1][1])

    def provisions(
        self, start: int, units: list[re.Match[str]], end: int, treaty: NamedTreaty
    ) -> list[ParsedCitation]:
        """Return a citation for each article; paragraphs are of the last, one citation for each."""
        found: list[ParsedCitation] = []
        for at, unit in enumerate(units):
            cited = self.unit_provisions(unit, unit.start("unit") if at else start, treaty)
            if at and self.grammar.range_word.match(self.text[units[at - 1].end() : unit.start()]):
                members = range_members(found[-1].number or 0, cited[0].number or 0)[1:-1]
                found += [
                    treaty.provision(found[-1].start, cited[0].end, "article", str(number))
                    for number in members
                ]
            found += cited
        last = units[-1].end()
        return [replace(each, end=end) if each.end == last else each for each in found]

    def unit_provisions(
        self, unit: re.Match[str], start: int, treaty: NamedTreaty
    ) -> list[ParsedCitation]:
        """Return the articles of one unit."""
        grammar, groups = self.grammar, unit.groupdict()
        *each, last = [
            treaty.provision(first, end, "article", number)
            for first, end, number in split_by_number(start, unit, r"\d+", to=grammar.in_range)
        ]
        paragraphs = groups["paragraphs"] or groups.get("bracketed")
        items = groups.get("parts") or groups["items"]
        pinpoints = article_pinpoints(grammar.plain_numbers(paragraphs), grammar.plain_items(items))
        return [*each, *(replace(last, pinpoint=pinpoint) for pinpoint in pinpoints)]

    # Documents and resolutions

    def document(self, head: re.Match[str]) -> ParsedCitation:
        """Return a symbol."""
        kind = "resolution" if "/RES/" in head["whole"] else "document"
        return ParsedCitation(*head.span("whole"), kind, head["whole"])

    def resolutions(self, head: re.Match[str]) -> list[ParsedCitation]:
        """Return a citation for each number."""
        grammar = self.grammar
        organ = head["organ_before"] or head["organ_within"] or head["organ_after"] or ""
        if not organ and re.search(rf"(?:{grammar.own_resolution})", self.own_words(head)):
            named = list(grammar.organ.finditer(self.text, 0, head.start("whole")))
            organ = re.sub(rf"^{grammar.proclitics}", "", named[-1][0]) if named else ""
        prefix = grammar.organ_prefix(organ)
        *others, last = split_by_number(
            head.start("whole"), head, RESOLUTION_NUMBER, to=re.compile(r"(?!)")
        )
        return [
            ParsedCitation(start, end, "resolution", f"{prefix}{_bare(number)}", body=organ)
            for start, end, number in (*others, (last[0], head.end("whole"), last[2]))
        ]

    def own_words(self, head: re.Match[str]) -> str:
        """Return the word for a resolution with the one before it."""
        before = self.words_before(head.start("whole")).rstrip().rpartition(" ")[2]
        return f"{before} {head['word']}"

    def words_before(self, position: int) -> str:
        """Return the few words before a place; a line break where the text begins."""
        start = max(0, position - 40)
        return ("" if start else "\n") + self.text[start:position]

    def with_passages(self, cited: list[ParsedCitation]) -> list[ParsedCitation]:
        """Return citations with the passages that are printed behind the last."""
        *others, last = cited
        if match := self.grammar.passages.match(self.text, last.end):
            last = replace(last, end=match.end(), pinpoint=self.pinpoint(match))
        elif annex := self.grammar.annex_after.match(self.text, last.end):
            last = replace(last, end=annex.end())
        return [*others, last]

    def passages_at(self, start: int) -> list[ParsedCitation]:
        """Return the document or the resolution whose passages are named before it."""
        head = self.grammar.passages_of_document.match(self.text, start)
        if head is None:
            return []
        for kind in ("resolution", "document"):
            match = self.heads[kind].match(self.text, head.end())
            if match:
                cited = self.resolutions(match) if kind == "resolution" else [self.document(match)]
                first = replace(cited[0], start=head.start("whole"), pinpoint=self.pinpoint(head))
                return [first, *cited[1:]]
        return []

    def pinpoint(self, match: re.Match[str]) -> str:
        """Return the passages in a match: ``7, 9-10``, ``r1, r2``."""
        if match["passages"]:
            return self.grammar.plain_numbers(match["passages"])
        return recommendations_pinpoint(self.grammar.plain_numbers(match["recommendations"]))

    def ibid(self, head: re.Match[str]) -> list[ParsedCitation]:
        """Return what the footnote before cites, perhaps other passages of it."""
        previous = self.context.previous
        if previous is None:
            return []
        start, end = head.span("whole")
        match = self.grammar.passages.match(self.text, end)
        pinpoint = self.pinpoint(match) if match else previous.pinpoint
        return [
            replace(previous, start=start, end=match.end() if match else end, pinpoint=pinpoint)
        ]


def generic_name(treaty: str) -> str:
    """Return the generic name in a treaty's own: it may stand for the treaty later."""
    found = GENERIC_NAME.search(treaty)
    return "protocol" if found and found["protocol"] else "convention"


def _bare(number: str) -> str:
    return re.sub(r"\s", "", number)
