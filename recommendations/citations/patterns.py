"""The patterns of citations: those that printed and typed citations share, and the printed ones.

``grammar.py`` reads printed citations, ``lookup/`` those that people type, in its own folded way of
writing; the patterns of that alone are in ``lookup/patterns.py``.
"""

from __future__ import annotations

import re

from recommendations.texts.numerals import HAN_NUMERALS

# Printed and typed

NUMERAL = rf"(?:\d{{1,3}}(?!\d)|[{HAN_NUMERALS}]+)"
ITEM = r"(?:\([a-z]\)|[㈠-㈩]|（[一二三四五六七八九十]）)"
#: The paragraph and the item that follow an article: 第 5 款, 第 1(e) 款, 第 5 款(a)项, (e) 项.
PARAGRAPH_AND_ITEM = (
    rf"(?:\s*第?\s*\(?(?P<paragraph>{NUMERAL})\)?\s*(?P<part>{ITEM})?\s*款)?"
    rf"(?:\s*第?\s*(?P<item>{ITEM})\s*[项款])?"
)
CHAPTER_PATTERN = rf"第\s*(?P<number>{NUMERAL})\s*章"

# Printed alone

AND = r"\s*[、和]\s*(?:第\s*)?"
#: What joins the first and the last number of a range, and what joins two of a list or a range.
TO = r"[至到~～–—－‐‑-]"
JOINT = rf"\s*(?:[、和及]|{TO})\s*(?:第\s*)?"
NUMERALS = rf"{NUMERAL}(?:{JOINT}{NUMERAL})*"
ITEMS = rf"{ITEM}(?:{JOINT}{ITEM})*"
ARTICLE = re.compile(
    rf"\s*第\s*(?P<numbers>{NUMERALS})\s*(?P<letter>{ITEM})?\s*条(?!约)"
    rf"(?:\s*第?\s*\(?(?P<paragraphs>{NUMERAL}\)?(?:(?:\s*款)?{JOINT}{NUMERAL})*)"
    rf"\s*(?P<parts>{ITEMS})?\s*款)?"
    rf"(?:\s*第?\s*(?P<items>{ITEMS})\s*[项款])?"
)
#: Between articles, each of which is called one, of a range: 第五条至第八条.
RANGE = re.compile(rf"\s*{TO}(?=\s*第)")
CHAPTER = re.compile(rf"\s*{CHAPTER_PATTERN}")

_LISTED = r"\d[\d\s第段、和及至到()a-z~～–—－‐‑.-]*"
#: Paragraphs, or recommendations, of a document: 第 7 段和第 9-10 段, 建议 1、2 和 5, paras. 3–7.
PASSAGES = (
    rf"(?:第\s*(?P<recommendations>\d[\d\s、和及至到~～–—－‐‑-]*)[号项]建议"
    r"|建议\s*(?P<numbered>\d+(?:\s*[、和及至到~～–—－‐‑-]\s*(?:建议\s*)?\d+)*)"
    rf"|(?P<passages>第\s*{_LISTED}段|paras?\.?\s*\d+(?:(?:,\s*|\s*and\s*|[–-])\d+)*))"
)
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

#: The numbers that an agenda or principles have instead of articles.
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
    rf"第\s*(?P<numbers>{RESOLUTION_NUMBER}(?:{AND}{RESOLUTION_NUMBER})*)\s*号决议"
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
AGENDA = r"(?P<provisional>临时)?议程项目\s*(?P<items>\d+(?:\s*[、和及至到–-]\s*\d+)*)"
ADDRESS = r"(?:https?://|www\.)[A-Za-z0-9./%~?=&#_-]*[A-Za-z0-9/]"
#: What stands between a work and the address where it can be read.
AVAILABLE = re.compile(r"[^《》；]{0,20}可查阅[：:]?\s*")

QUOTED_IN_TEXT = r"(?<=题为)“[^“”]+”(?=的(?:报告|研究|出版物|手册|指南|文件))"
QUOTED_IN_NOTE = r"(?:^|(?<=[，,])|(?<=[，,]\s))“[^“”]+”(?!项目)"
IBID = r"^同上"
