"""Citations in United Nations texts: where they stand and what they cite.

The grammars of other languages are in ``grammars/``; this is that of Chinese:

    citation    = provision | treaty | document | resolution | work | ibid | here | address
    provision   = treaty 第 N、N 和 N 至 N 条 [第 N 至 N 款] [第㈤项] [至第 N 条 …]
                | treaty 第 N 章
                | treaty，附件，passages
                | （第 N 条） | 和第 N 条           an article of the treaty named last
                | 该条 | 该款                       the article, or paragraph of one, cited last
    treaty      = 《name》 | name                  names are data, and not read inside titles
                | 《公约》 | 《议定书》 | 该公约 …   the treaty named last whose name ends so
    document    = symbol [，passages]
    resolution  = [大会] [题为“…”的] 第 N/N 号决议 [，附件] [，passages] | MSC.167(78)号决议
    work        = 《title》 [part]                    publications and other texts with a title
                | 题为“title”的报告 …; in footnotes ，“title” [part]
    ibid        = 同上 [part]                         a footnote that cites what the last one cited
    passages    = 第 7 段、第 9-10 段和第 26 段 | 第 8(a)-(k)段 | 第 3 至 4 段 | paras. 3–7
                | 建议 1、2 和 5 | 第 5 项建议
    here        = 第三.B 节 | 议程项目 N 和 N         a section of the document, an agenda item
    address     = https://… | www.…                 as printed; after 可查阅 also that of a work
    part        = 第 N 页 | 第 N 章 | 第 N 部分 | 工具 N | 第 N 卷，第 N 号
                | 目标 N [下的具体目标 N] | 在指导原则 N 下
    N           = 16 | 十六

What a name or title means may depend on texts before: a ``CitationContext`` carries that on.
Of a list or a range of articles, or of their paragraphs, each member is a citation. Citations
overlap only there: members that are not printed have the words of the range, several paragraphs of
one article the same. The patterns are in ``patterns.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from recommendations.citations import patterns
from recommendations.citations.context import CitationContext
from recommendations.citations.grammars import ar, en, es, fr, ru
from recommendations.citations.grammars.parser import LanguageCitationParser
from recommendations.citations.numerals import (
    article_pinpoints,
    passages_pinpoint,
    recommendations_pinpoint,
    split_by_number,
)
from recommendations.citations.parsed_citation import NamedTreaty, ParsedCitation
from recommendations.texts.numerals import range_members, to_int

#: The grammars of the other languages.
GRAMMARS = {
    "ar": ar.GRAMMAR,
    "en": en.GRAMMAR,
    "fr": fr.GRAMMAR,
    "ru": ru.GRAMMAR,
    "es": es.GRAMMAR,
}


def parse_citations(text: str, context: CitationContext) -> list[ParsedCitation]:
    """Return every citation in a paragraph or footnote, in its order."""
    if grammar := GRAMMARS.get(context.language):
        return LanguageCitationParser(text, context, grammar).parse()
    return CitationParser(text, context).parse()


def parse_in_order(
    texts: Iterable[str], context: CitationContext
) -> Iterator[list[ParsedCitation]]:
    """Yield the citations of each of the paragraphs, or of the footnotes, of one document."""
    for text in texts:
        citations = parse_citations(text, context)
        yield citations
        context = context.with_citations(citations)


class CitationParser:
    """Reads one text from its beginning to its end."""

    def __init__(self, text: str, context: CitationContext) -> None:
        self.text = text
        self.context = context
        self.names = context.names
        self.treaties: list[NamedTreaty] = []
        self.citations: list[ParsedCitation] = []
        self.part_of_work = patterns.PART_IN_NOTE if context.in_note else patterns.PART_IN_TEXT

    def parse(self) -> list[ParsedCitation]:
        position = 0
        while head := self.context.heads.search(self.text, position):
            new = self.citations_at(head)
            self.citations += [
                replace(each, as_written=self.text[each.start : each.end]) for each in new
            ]
            position = new[-1].end if new else head.end()
        return list(self.with_addresses())

    def citations_at(self, head: re.Match[str]) -> list[ParsedCitation]:
        """Return what begins with a head."""
        match head.lastgroup:
            case "resolution":
                return self.resolutions(head)
            case "document":
                return [self.document(head)]
            case "title" | "name" | "anaphor":
                return self.titled_text(head)
            case "quoted":
                return [self.work(head, head[0].strip("“”"))]
            case "ibid":
                return self.ibid(head)
            case "address":
                return [printed_address(head)]
            case "section":
                return self.own_section(head)
            case "agenda":
                return self.agenda_items(head)
            case "same":
                return self.same_provision(head)
            case _:
                return self.articles_of_last_treaty(head)

    # Treaties and their provisions

    def titled_text(self, head: re.Match[str]) -> list[ParsedCitation]:
        """Return a treaty, if the title or name is one's; else another text."""
        name = head[0].strip("《》").removeprefix("该")
        if name in self.names.generic:
            treaty = self.treaty_by_generic_name(head, name)
        elif name in self.names.slugs:
            treaty = NamedTreaty(name, self.names.slugs[name])
        elif name.partition("：")[0].endswith(patterns.NORMATIVE):
            treaty = NamedTreaty(self.full_title(name), "")
        else:
            return [] if name.endswith(patterns.FORUM) else [self.work(head, name)]
        return self.provisions(head, treaty) if treaty else []

    def treaty_by_generic_name(self, head: re.Match[str], name: str) -> NamedTreaty | None:
        """Return the treaty that a generic name stands for, if that is certain."""
        if self.text.endswith(patterns.SEVERAL, 0, head.start()):
            return None
        named = (treaty for treaty in reversed(self.treaties) if treaty.name.endswith(name))
        is_anaphor = head.lastgroup == "anaphor"
        default = None if is_anaphor else NamedTreaty(name, self.names.slugs[name])
        return next(named, default)

    def provisions(self, head: re.Match[str], treaty: NamedTreaty) -> list[ParsedCitation]:
        """Return the provisions of a treaty that follow its name; without any, the treaty."""
        self.treaties.append(treaty)
        if articles := patterns.ARTICLE.match(self.text, head.end()):
            return self.articles(head.start(), articles, treaty)
        if chapter := patterns.CHAPTER.match(self.text, head.end()):
            return [treaty.provision(head.start(), chapter.end(), "chapter", chapter["number"])]
        if annexed := patterns.ANNEXED.match(self.text, head.end()):
            end, pinpoint = annexed.end(), passages_pinpoint(annexed["passages"] or "")
        elif goal := patterns.GOAL.match(self.text, head.end()):
            end, pinpoint = goal.end(), "/".join(filter(None, goal.groups()))
        else:
            end, pinpoint = self.part_after(head.end(), patterns.PART_IN_TEXT)
        reference, slug = treaty.reference, treaty.slug
        return [ParsedCitation(head.start(), end, "instrument", reference, pinpoint, slug)]

    def articles_of_last_treaty(self, head: re.Match[str]) -> list[ParsedCitation]:
        """Return articles without a treaty's name: they are of the one named last."""
        match = patterns.ARTICLE.match(self.text, head.start())
        if match is None or not self.treaties:
            return []
        return self.articles(head.start(), match, self.treaties[-1])

    def articles(
        self, start: int, match: re.Match[str], treaty: NamedTreaty
    ) -> list[ParsedCitation]:
        """Return a citation for each article; paragraphs are of the last, one citation for each."""
        *each, last = [
            treaty.provision(first, end, "article", number)
            for first, end, number in split_by_number(start, match, patterns.NUMERAL)
        ]
        pinpoints = article_pinpoints(
            match["paragraphs"], match["letter"] or match["parts"] or match["items"]
        )
        each += [replace(last, pinpoint=pinpoint) for pinpoint in pinpoints]
        to = patterns.RANGE.match(self.text, match.end())
        end = patterns.ARTICLE.match(self.text, to.end()) if to else None
        return [*each, *self.rest_of_range(each[-1], end, treaty)] if end else each

    def rest_of_range(
        self, first: ParsedCitation, end: re.Match[str], treaty: NamedTreaty
    ) -> list[ParsedCitation]:
        """Return the articles after the first of a range, whose last is called one by itself."""
        later = self.articles(end.start("numbers"), end, treaty)
        members = range_members(first.number or 0, later[0].number or 0)
        between = [
            treaty.provision(first.start, later[0].end, "article", str(number))
            for number in members[1:-1]
        ]
        return [*between, *later]

    def same_provision(self, head: re.Match[str]) -> list[ParsedCitation]:
        """Return the article cited last, or the paragraph of it that was."""
        last = next((each for each in reversed(self.citations) if each.kind == "article"), None)
        if last is None:
            return []
        pinpoint = last.pinpoint if head[0].endswith("款") else ""
        return [replace(last, start=head.start(), end=head.end(), pinpoint=pinpoint)]

    # The document itself

    def own_section(self, head: re.Match[str]) -> list[ParsedCitation]:
        """Return a section of the document: ``三.B``."""
        symbol = self.context.symbol
        if not symbol:
            return []
        number = ".".join(filter(None, (head["chapter"], head["letter"])))
        return [ParsedCitation(*head.span(), "document", symbol, number, part="section")]

    def agenda_items(self, head: re.Match[str]) -> list[ParsedCitation]:
        """Return items of the agenda, one citation for each."""
        symbol = self.context.symbol
        if not symbol:
            return []
        part = "provisional" if head["provisional"] else "item"
        return [
            ParsedCitation(start, end, "document", symbol, number, part=part)
            for start, end, number in split_by_number(head.start(), head, r"\d+", "items")
        ]

    # Documents and resolutions

    def document(self, head: re.Match[str]) -> ParsedCitation:
        """Return a symbol, and the paragraphs cited of it."""
        kind = "resolution" if "/RES/" in head[0] else "document"
        end, pinpoint = self.passages_after(head.end())
        return ParsedCitation(head.start(), end, kind, head[0], pinpoint)

    def resolutions(self, head: re.Match[str]) -> list[ParsedCitation]:
        """Return a citation for each number; the passages are of the last."""
        if head["imo"]:
            numbers, body, prefix = [(*head.span(), head["imo"])], "", ""
        else:
            numbers = split_by_number(head.start(), head, patterns.RESOLUTION_NUMBER)
            conference = patterns.CONFERENCE if patterns.CONFERENCE in self.text else ""
            body = head["organ"] or conference
            prefix = patterns.ORGANS.get(body, "")
        each = [
            ParsedCitation(start, end, "resolution", prefix + number, body=body)
            for start, end, number in numbers
        ]
        end, pinpoint = self.passages_after(head.end())
        each[-1] = replace(each[-1], end=end, pinpoint=pinpoint)
        return each

    def passages_after(self, position: int) -> tuple[int, str]:
        """Return where the passages cited end, and which they are."""
        if located := patterns.LOCATED.match(self.text, position):
            if located["passages"]:
                return located.end(), passages_pinpoint(located["passages"])
            numbers = located["recommendations"] or located["numbered"]
            return located.end(), recommendations_pinpoint(numbers)
        annex = patterns.ANNEX.match(self.text, position)
        return annex.end() if annex else position, ""

    # Works

    def work(self, head: re.Match[str], title: str) -> ParsedCitation:
        """Return a work by its title, or by a title short for one named before."""
        end, pinpoint = self.part_after(head.end(), self.part_of_work)
        title = self.full_title(title)
        return ParsedCitation(head.start(), end, "publication", title, pinpoint)

    def full_title(self, title: str) -> str:
        return self.context.with_citations(self.citations).full_title(title)

    def part_after(self, position: int, pattern: re.Pattern[str]) -> tuple[int, str]:
        """Return where the part of a work that follows its title ends, and which it is."""
        match = pattern.match(self.text, position)
        if match is None:
            return position, ""
        if match["division"]:
            return match.end(), str(to_int(match["division"]))
        return match.end(), passages_pinpoint("/".join(filter(None, match.groups())))

    def with_addresses(self) -> Iterator[ParsedCitation]:
        """Yield what was found, works with the address that is printed behind them."""
        for each, following in pairwise([*self.citations, None]):
            assert each is not None  # noqa: S101 - only the last is None
            if each.kind == "publication" and following and following.kind == "address":
                between = self.text[each.end : following.start]
                yield replace(each, url=following.url if patterns.AVAILABLE.search(between) else "")
            else:
                yield each

    def ibid(self, head: re.Match[str]) -> list[ParsedCitation]:
        """Return what the footnote before cites, perhaps another part of it."""
        previous = self.context.previous
        if previous is None:
            return []
        end, pinpoint = self.part_after(head.end(), self.part_of_work)
        pinpoint = pinpoint or previous.pinpoint
        return [replace(previous, start=head.start(), end=end, pinpoint=pinpoint)]


def printed_address(head: re.Match[str]) -> ParsedCitation:
    """Return a printed address, which may lack what browsers want before it."""
    url = head[0] if "://" in head[0] else f"https://{head[0]}"
    return ParsedCitation(*head.span(), "address", head[0], url=url)
