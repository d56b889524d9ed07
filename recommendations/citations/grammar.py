"""Citations in the Chinese of United Nations texts: where they stand and what they cite.

    citation    = provision | treaty | document | resolution | work | ibid | here | address
    provision   = treaty 第 N、N 和 N 条 [第 N 款] [第㈤项] | treaty 第 N 章
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
    passages    = 第 7 段、第 9-10 段和第 26 段 | 第 8(a)-(k)段 | 第 3 至 4 段
    here        = 第三.B 节 | 议程项目 N 和 N         a section of the document, an agenda item
    address     = https://… | www.…                 as printed; after 可查阅 also that of a work
    part        = 第 N 页 | 第 N 章 | 第 N 部分 | 工具 N | 第 N 卷，第 N 号
                | 目标 N [下的具体目标 N] | 在指导原则 N 下
    N           = 16 | 十六

What a name or title means may depend on texts before: a ``Context`` carries that on. Citations
never overlap. Of a range of articles (第 6 至 8 条) the first and the last are found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from sessions import symbols

NUMERAL = r"(?:\d+|[〇零一二三四五六七八九十百]+)"
ITEM = r"(?:\([a-z]\)|[㈠-㈩]|（[一二三四五六七八九十]）)"
ARTICLE = re.compile(
    rf"\s*第\s*(?P<numbers>{NUMERAL}(?:\s*[、和及至–-]\s*(?:第\s*)?{NUMERAL})*)\s*(?P<letter>{ITEM})?"
    rf"\s*条(?!约)(?:\s*第\s*(?P<paragraph>{NUMERAL})\s*(?P<part>{ITEM})?\s*款)?"
    rf"(?:\s*第?\s*(?P<item>{ITEM})\s*项)?"
)
CHAPTER = re.compile(rf"\s*第\s*(?P<number>{NUMERAL})\s*章")

PASSAGES = r"(?P<passages>第\s*\d[\d\s第段、和至()a-z.–-]*段)"
ANNEX = re.compile(rf"[，,\s]*附件(?:\s*{NUMERAL})?")
ANNEXED = re.compile(rf"{ANNEX.pattern}[，,\s]*{PASSAGES}")
LOCATED = re.compile(rf"(?:{ANNEX.pattern}|\s*号文件)?[，,\s]*{PASSAGES}")

PART = (
    r"(?:第\s*(?P<pages>\d[\d\s、和至–-]*)页|第\s*(?P<chapter>\d+)\s*章"
    rf"|第\s*(?P<division>{NUMERAL})\s*部分|工具\s*(?P<tool>[\d.]*\d)(?:，“[^”]*”)?"
    r"|第\s*(?P<volume>\d+)\s*卷，第\s*(?P<entry>\d+)\s*号)"
)
#: In a footnote the author's, publisher's and sales particulars may stand before the part.
PART_IN_TEXT = re.compile(rf"\s*{PART}")
PART_IN_NOTE = re.compile(rf"[^。；《》“”]*?{PART}")

#: Of an agenda or of principles: what they number instead of articles.
GOAL = re.compile(
    r"\s*(?:的?目标\s*(?P<goal>\d+)(?:\s*下的具体目标\s*(?P<target>\d+))?"
    r"|在指导原则\s*(?P<principle>\d+)\s*下)"
)

#: Organs whose resolutions have symbols, and what stands before the number there.
ORGANS = {"大会": "A/RES/", "经济及社会理事会": "E/RES/", "人权理事会": "A/HRC/RES/"}
#: Named anywhere in the text, the Conference is meant by a number without an organ.
CONFERENCE = "缔约方会议"
RESOLUTION_NUMBER = r"\d+/\d+"
RESOLUTION = (
    rf"(?:(?P<organ>{'|'.join(ORGANS)})\s*)?(?:题为“[^”]*”的)?"
    rf"第\s*(?P<numbers>{RESOLUTION_NUMBER}(?:\s*[、和]\s*(?:第\s*)?{RESOLUTION_NUMBER})*)\s*号决议"
)
IMO_RESOLUTION = r"(?P<imo>[A-Z]+\.\d+\(\d+\))\s*号决议"

#: Titles that end so are of texts that bind or guide States; a forum is no text at all.
NORMATIVE = ("公约", "议定书", "协定", "条约", "宣言", "契约", "议程", "原则", "准则")
FORUM = "进程"
#: The Conference is called after the Convention, and the Protocols' titles begin with its name.
NOT_A_NAME = r"(?!缔约[方国]会议|关于)"
#: 《议定书》 after these means several protocols, or one that is not said.
SEVERAL = ("各项", "两项", "及其")

#: The article or the paragraph of it that the sentence before named; 该条约 and 该款项 are neither.
SAME_PROVISION = r"该(?:条(?![约例件款])|款(?!项))"
SECTION = r"(?<!》)第\s*(?P<chapter>[一二三四五六七八九十]+)(?:\s*[.．]\s*(?P<letter>[A-Z]))?\s*节"
AGENDA = r"(?P<provisional>临时)?议程项目\s*(?P<items>\d+(?:\s*[、和]\s*\d+)*)"
ADDRESS = r"(?:https?://|www\.)[A-Za-z0-9./%~?=&#_-]*[A-Za-z0-9/]"
#: What stands between a work and the address where it can be read.
AVAILABLE = re.compile(r"[^《》；]{0,20}可查阅[：:]?\s*")

QUOTED_IN_TEXT = r"(?<=题为)“[^“”]+”(?=的(?:报告|研究|出版物|手册|指南|文件))"
QUOTED_IN_NOTE = r"(?:^|(?<=[，,])|(?<=[，,]\s))“[^“”]+”(?!项目)"
IBID = r"^同上"


@dataclass(frozen=True)
class ParsedCitation:
    """Words that cite something."""

    start: int
    end: int
    #: ``article``, ``instrument``, ``document``, ``resolution`` or ``publication``
    kind: str
    #: The slug of a provision or of an instrument held, a symbol, a resolution's number, a title.
    reference: str
    #: The part cited, as numbers: ``5``, ``1(e)``, ``7, 9-10``, a page, volume/entry.
    pinpoint: str = ""
    #: Of an article or an instrument; empty if the names do not hold it.
    instrument_slug: str = ""
    #: ``article`` or ``chapter``
    provision_kind: str = ""
    number: int | None = None
    #: Who adopted a resolution, in the words of the text; empty if it does not say.
    body: str = ""
    as_written: str = ""
    #: What ``pinpoint`` counts, if not paragraphs: ``section``, ``item`` of the agenda that the
    #: document itself prints, or ``provisional`` of the one that its footnote names.
    part: str = ""
    #: Where it can be read, as printed beside it.
    url: str = ""

    @property
    def anchor(self) -> str:
        """The anchor of the first paragraph cited, ``p8a`` for ``8(a)-(k)``."""
        if self.part:
            return ""
        first = re.match(r"(\d+)(?:\(([a-z])\))?", self.pinpoint)
        return f"p{first[1]}{first[2] or ''}" if first else ""


class Names:
    """The Chinese names of treaties, with or without 《》, by slug."""

    def __init__(self, by_slug: Mapping[str, Iterable[str]]) -> None:
        self.slugs = {name.strip("《》"): slug for slug, names in by_slug.items() for name in names}
        #: Names that also end other treaties' names, such as 公约.
        self.generic = {
            name
            for name, slug in self.slugs.items()
            if any(other.endswith(name) for other in self.slugs if self.slugs[other] != slug)
        }
        self.in_text = self._heads(QUOTED_IN_TEXT)
        self.in_notes = self._heads(QUOTED_IN_NOTE, rf"(?P<ibid>{IBID})")

    def _heads(self, quoted: str, *more: str) -> re.Pattern[str]:
        """What citations begin with; the name of the outer group says which kind."""
        specific = sorted(self.slugs.keys() - self.generic, key=len, reverse=True)
        return re.compile(
            "|".join(
                (
                    *more,
                    rf"(?P<address>{ADDRESS})",
                    rf"(?P<section>{SECTION})",
                    rf"(?P<agenda>{AGENDA})",
                    rf"(?P<same>{SAME_PROVISION})",
                    rf"(?P<resolution>{RESOLUTION}|{IMO_RESOLUTION})",
                    rf"(?P<document>(?a:{symbols.PATTERN.pattern}))",
                    r"(?P<title>《[^《》]+》)",
                    rf"(?P<quoted>{quoted})",
                    rf"(?P<name>(?:{any_of(specific)}){NOT_A_NAME})",
                    rf"(?P<anaphor>该(?:{any_of(self.generic)}))",
                    r"(?P<article>(?<=[（(、和及])第(?=[^。，；第]*条))",
                )
            )
        )


class Treaty(NamedTuple):
    """A treaty named in a text; its slug is empty if it is not held."""

    name: str
    slug: str

    @property
    def reference(self) -> str:
        return self.slug or self.name

    def provision(self, start: int, end: int, kind: str, numeral: str) -> ParsedCitation:
        """The citation of an article or a chapter."""
        number = to_int(numeral)
        part = f"chapter-{number}" if kind == "chapter" else str(number)
        return ParsedCitation(
            start,
            end,
            "article",
            f"{self.reference}-{part}",
            instrument_slug=self.slug,
            provision_kind=kind,
            number=number,
        )


@dataclass(frozen=True)
class Context:
    """What is known before a text is read."""

    names: Names
    in_note: bool = False
    #: Titles of works named in full before; later ones may be short for them.
    works: tuple[str, ...] = ()
    #: What the footnote before cites.
    previous: ParsedCitation | None = None
    #: The document's own symbol; without it, its sections and its agenda cannot be cited.
    symbol: str = ""

    def after(self, found: list[ParsedCitation]) -> Context:
        """The context of the next text of the same kind in the document."""
        found = [each for each in found if each.kind != "address"]
        titles = (each.reference for each in found if is_work(each))
        works = tuple(dict.fromkeys((*self.works, *titles)))
        return replace(self, works=works, previous=found[-1] if found else None)


def find(text: str, context: Context) -> list[ParsedCitation]:
    """Every citation in a paragraph or footnote, in its order."""
    return _Reading(text, context).found


def find_in_order(texts: Iterable[str], context: Context) -> Iterator[list[ParsedCitation]]:
    """The citations of the paragraphs, or of the footnotes, of one document."""
    for text in texts:
        found = find(text, context)
        yield found
        context = context.after(found)


class _Reading:
    """One text being read from its beginning to its end."""

    def __init__(self, text: str, context: Context) -> None:
        self.text = text
        self.context = context
        self.names = context.names
        self.treaties: list[Treaty] = []
        self.found: list[ParsedCitation] = []
        self.part_of_work = PART_IN_NOTE if context.in_note else PART_IN_TEXT
        heads = self.names.in_notes if context.in_note else self.names.in_text
        position = 0
        while head := heads.search(text, position):
            found = self.citations(head)
            self.found += [replace(each, as_written=text[each.start : each.end]) for each in found]
            position = found[-1].end if found else head.end()
        self.found = list(self.with_addresses())

    def citations(self, head: re.Match[str]) -> list[ParsedCitation]:
        """What begins with a head."""
        match head.lastgroup:
            case "resolution":
                return self.resolutions(head)
            case "document":
                return [self.document(head)]
            case "title" | "name" | "anaphor":
                return self.titled(head)
            case "quoted":
                return [self.work(head, head[0].strip("“”"))]
            case "ibid":
                return self.ibid(head)
            case "address":
                return [address(head)]
            case "section":
                return self.section(head)
            case "agenda":
                return self.agenda(head)
            case "same":
                return self.same_provision(head)
            case _:
                return self.lone_articles(head)

    # Treaties and their provisions

    def titled(self, head: re.Match[str]) -> list[ParsedCitation]:
        """A treaty, if the title or name is one's; else another text."""
        name = head[0].strip("《》").removeprefix("该")
        if name in self.names.generic:
            treaty = self.treaty_meant(head, name)
        elif name in self.names.slugs:
            treaty = Treaty(name, self.names.slugs[name])
        elif name.partition("：")[0].endswith(NORMATIVE):
            treaty = Treaty(self.full_title(name), "")
        else:
            return [] if name.endswith(FORUM) else [self.work(head, name)]
        return self.provisions(head, treaty) if treaty else []

    def treaty_meant(self, head: re.Match[str], name: str) -> Treaty | None:
        """The treaty that a generic name stands for, if that is certain."""
        if self.text.endswith(SEVERAL, 0, head.start()):
            return None
        named = (treaty for treaty in reversed(self.treaties) if treaty.name.endswith(name))
        default = None if head.lastgroup == "anaphor" else Treaty(name, self.names.slugs[name])
        return next(named, default)

    def provisions(self, head: re.Match[str], treaty: Treaty) -> list[ParsedCitation]:
        """The provisions of a treaty that follow its name; without any, the treaty itself."""
        self.treaties.append(treaty)
        if articles := ARTICLE.match(self.text, head.end()):
            return self.articles(head.start(), articles, treaty)
        if chapter := CHAPTER.match(self.text, head.end()):
            return [treaty.provision(head.start(), chapter.end(), "chapter", chapter["number"])]
        if annexed := ANNEXED.match(self.text, head.end()):
            end, pinpoint = annexed.end(), as_pinpoint(annexed["passages"])
        elif goal := GOAL.match(self.text, head.end()):
            end, pinpoint = goal.end(), "/".join(filter(None, goal.groups()))
        else:
            end, pinpoint = self.part(head.end(), PART_IN_TEXT)
        return [
            ParsedCitation(head.start(), end, "instrument", treaty.reference, pinpoint, treaty.slug)
        ]

    def lone_articles(self, head: re.Match[str]) -> list[ParsedCitation]:
        """Articles without a treaty's name are of the one named last."""
        match = ARTICLE.match(self.text, head.start())
        if match is None or not self.treaties:
            return []
        return self.articles(head.start(), match, self.treaties[-1])

    def articles(self, start: int, match: re.Match[str], treaty: Treaty) -> list[ParsedCitation]:
        """One citation for each number; a paragraph is of the last."""
        each = [
            treaty.provision(first, last, "article", number)
            for first, last, number in spread(start, match, NUMERAL)
        ]
        letter = match["letter"] or match["part"] or match["item"]
        each[-1] = replace(each[-1], pinpoint=paragraph_of_article(match["paragraph"], letter))
        return each

    def same_provision(self, head: re.Match[str]) -> list[ParsedCitation]:
        """The article cited last, or the paragraph of it that was."""
        last = next((each for each in reversed(self.found) if each.kind == "article"), None)
        if last is None:
            return []
        pinpoint = last.pinpoint if head[0].endswith("款") else ""
        return [replace(last, start=head.start(), end=head.end(), pinpoint=pinpoint)]

    # The document itself

    def section(self, head: re.Match[str]) -> list[ParsedCitation]:
        """A section of the document: ``三.B``."""
        if not self.context.symbol:
            return []
        number = ".".join(filter(None, (head["chapter"], head["letter"])))
        return [
            ParsedCitation(*head.span(), "document", self.context.symbol, number, part="section")
        ]

    def agenda(self, head: re.Match[str]) -> list[ParsedCitation]:
        """Items of the agenda, one citation for each."""
        if not self.context.symbol:
            return []
        part = "provisional" if head["provisional"] else "item"
        return [
            ParsedCitation(start, end, "document", self.context.symbol, number, part=part)
            for start, end, number in spread(head.start(), head, r"\d+", "items")
        ]

    # Documents and resolutions

    def document(self, head: re.Match[str]) -> ParsedCitation:
        """A symbol, and the paragraphs cited of it."""
        kind = "resolution" if "/RES/" in head[0] else "document"
        end, pinpoint = self.location(head.end())
        return ParsedCitation(head.start(), end, kind, head[0], pinpoint)

    def resolutions(self, head: re.Match[str]) -> list[ParsedCitation]:
        """One citation for each number; the passages are of the last."""
        if head["imo"]:
            numbers, body, prefix = [(*head.span(), head["imo"])], "", ""
        else:
            numbers = spread(head.start(), head, RESOLUTION_NUMBER)
            body = head["organ"] or (CONFERENCE if CONFERENCE in self.text else "")
            prefix = ORGANS.get(body, "")
        each = [
            ParsedCitation(start, end, "resolution", prefix + number, body=body)
            for start, end, number in numbers
        ]
        end, pinpoint = self.location(head.end())
        each[-1] = replace(each[-1], end=end, pinpoint=pinpoint)
        return each

    def location(self, position: int) -> tuple[int, str]:
        """Where the passages cited end, and which they are."""
        if located := LOCATED.match(self.text, position):
            return located.end(), as_pinpoint(located["passages"])
        annex = ANNEX.match(self.text, position)
        return annex.end() if annex else position, ""

    # Works

    def work(self, head: re.Match[str], title: str) -> ParsedCitation:
        """A work by its title, or by a title short for one named before."""
        end, pinpoint = self.part(head.end(), self.part_of_work)
        return ParsedCitation(head.start(), end, "publication", self.full_title(title), pinpoint)

    def full_title(self, title: str) -> str:
        """The last title named before that this one is short for; else this one."""
        works = self.context.after(self.found).works
        if title in works:
            return title
        return next((work for work in reversed(works) if is_short_for(title, work)), title)

    def part(self, position: int, pattern: re.Pattern[str]) -> tuple[int, str]:
        """Where the part of a work that follows its title ends, and which it is."""
        match = pattern.match(self.text, position)
        if match is None:
            return position, ""
        if match["division"]:
            return match.end(), str(to_int(match["division"]))
        return match.end(), as_pinpoint("/".join(filter(None, match.groups())))

    def with_addresses(self) -> Iterator[ParsedCitation]:
        """What was found, works with the address that is printed behind them."""
        for each, following in pairwise([*self.found, None]):
            assert each is not None  # noqa: S101 - only the last is None
            if each.kind == "publication" and following and following.kind == "address":
                between = self.text[each.end : following.start]
                yield replace(each, url=following.url if AVAILABLE.search(between) else "")
            else:
                yield each

    def ibid(self, head: re.Match[str]) -> list[ParsedCitation]:
        """What the footnote before cites, perhaps another part of it."""
        previous = self.context.previous
        if previous is None:
            return []
        end, pinpoint = self.part(head.end(), self.part_of_work)
        pinpoint = pinpoint or previous.pinpoint
        return [replace(previous, start=head.start(), end=end, pinpoint=pinpoint)]


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words; for none of none."""
    return "|".join(map(re.escape, words)) or "(?!)"


def address(head: re.Match[str]) -> ParsedCitation:
    """A printed address, which may lack what browsers want before it."""
    url = head[0] if "://" in head[0] else f"https://{head[0]}"
    return ParsedCitation(*head.span(), "address", head[0], url=url)


def spread(
    start: int, match: re.Match[str], number: str, group: str = "numbers"
) -> list[tuple[int, int, str]]:
    """Shares a match out among its numbers: the first begins it, the last ends it."""
    numbers = list(re.compile(number).finditer(match.string, *match.span(group)))
    starts = [start, *(each.start() for each in numbers[1:])]
    ends = [*(each.end() for each in numbers[:-1]), match.end()]
    return list(zip(starts, ends, (each[0] for each in numbers), strict=True))


def to_int(numeral: str) -> int:
    """The value of ``16``, ``十六``, ``一百零五`` or ``㈤``."""
    total = ones = 0
    for value in (int(unicodedata.numeric(character)) for character in numeral):
        if value in (10, 100):
            total, ones = total + (ones or 1) * value, 0
        else:
            ones = ones * 10 + value
    return total + ones


def paragraph_of_article(paragraph: str | None, item: str | None) -> str:
    """``5``, ``1(e)``, or ``a`` for an item of an article without paragraphs."""
    letter = item.strip("()（）") if item else ""
    if letter and not letter.isascii():
        letter = chr(ord("a") + to_int(letter) - 1)
    number = str(to_int(paragraph)) if paragraph else ""
    return f"{number}({letter})" if number and letter else number or letter


def as_pinpoint(printed: str) -> str:
    """``第 7 段、第 9 至 10 段和第 26 段`` as ``7, 9-10, 26``."""
    bare = re.sub(r"[第段\s]", "", printed)
    return re.sub(r"[、和]", ", ", re.sub(r"[至–]", "-", bare))


def is_work(found: ParsedCitation) -> bool:
    """Whether what is cited goes by its title, not by a name or number held."""
    return found.kind == "publication" or (found.kind == "instrument" and not found.instrument_slug)


def is_short_for(title: str, work: str) -> bool:
    """Whether a title only leaves characters out of another."""
    rest = iter(work)
    return all(character in rest for character in title)
