"""Citations are found wherever the documents cite, and nowhere else.

``tests/documents/citations.tsv`` holds what a person found in the five documents: the place, the
words (whole footnotes, the sentences that cite of paragraphs, and sentences that only seem to)
and what they cite, each as ``kind reference @ part``.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from recommendations.citations.context import CitationContext, TreatyNames
from recommendations.citations.grammar import parse_citations, parse_in_order
from recommendations.citations.numerals import cited_anchors
from recommendations.citations.parsed_citation import ParsedCitation
from recommendations.texts.numerals import to_int
from smuggling_kb.languages import INTERFACE

ROOT = Path(settings.BASE_DIR)
INSTRUMENTS = tomllib.loads(
    (ROOT / "fixtures/editorial/instruments.toml").read_text(encoding="utf-8")
)["instrument"]
NAMES = TreatyNames(
    {
        instrument["slug"]: [
            name["name"] for name in instrument["names"] if name["language"] == "zh-hans"
        ]
        for instrument in INSTRUMENTS
    }
)
READINGS = [
    line.split("\t")
    for line in (ROOT / "tests/documents/citations.tsv").read_text(encoding="utf-8").splitlines()
][1:]
TEXT, NOTE = CitationContext(NAMES), CitationContext(NAMES, in_note=True)


def said(found: list[ParsedCitation]) -> str:
    """Citations as the table writes them."""
    return " | ".join(
        f"{each.kind} {each.reference}" + (f" @ {each.pinpoint}" if each.pinpoint else "")
        for each in found
    )


def passages(document: str, *, notes: bool) -> list[list[str]]:
    return [
        reading
        for reading in READINGS
        if reading[0].startswith(f"{document}#") and ("#fn" in reading[0]) is notes
    ]


@pytest.mark.parametrize("notes", [False, True], ids=["text", "notes"])
@pytest.mark.parametrize("document", sorted({row[0].partition("#")[0] for row in READINGS}))
def test_a_document_cites_what_a_person_found_in_it(document: str, *, notes: bool) -> None:
    rows = passages(document, notes=notes)
    found = parse_in_order([text for _place, text, _cited in rows], NOTE if notes else TEXT)
    for (place, text, cited), each in zip(rows, found, strict=True):
        assert (place, said(each)) == (place, cited)
        assert [text[one.start : one.end] for one in each] == [one.as_written for one in each]
        spans = [end for one in each for end in (one.start, one.end)]
        assert spans == sorted(spans)


SENTENCES = {
    # treaty articles
    "《公约》第16条": "article untoc-16",
    "《公约》第\n16 条第\n5 款": "article untoc-16 @ 5",
    "《公约》第 6 条第 1 款(a)项": "article untoc-6 @ 1(a)",
    "《公约》第 6 条第 1(b)款": "article untoc-6 @ 1(b)",
    "《公约》第六条第一款（二）项": "article untoc-6 @ 1(b)",
    "《公约》第 5、6 和 8 条第 2 款": "article untoc-5 | article untoc-6 | article untoc-8 @ 2",
    "《公约》第 6 条和第 7 条": "article untoc-6 | article untoc-7",
    "《公约》第 6 至 8 条": "article untoc-6 | article untoc-7 | article untoc-8",
    "《公约》第五条至第八条": (
        "article untoc-5 | article untoc-6 | article untoc-7 | article untoc-8"
    ),
    "《公约》第 31 和 32 条": "article untoc-31 | article untoc-32",
    "《公约》第 5 条第 3 款至第 7 条第 2 款": (
        "article untoc-5 @ 3 | article untoc-6 | article untoc-7 @ 2"
    ),
    "《公约》第 3、第 5 到第 7 和第 9 条": (
        "article untoc-3 | article untoc-5 | article untoc-6 | article untoc-7 | article untoc-9"
    ),
    "《公约》第 9 至 9 条": "article untoc-9 | article untoc-9",
    "《公约》第 8 至 6 条": "article untoc-8 | article untoc-6",
    "《公约》第 1 至 999 条": "article untoc-1 | article untoc-999",
    "《公约》第 8 条第 1 至 3 款": (
        "article untoc-8 @ 1 | article untoc-8 @ 2 | article untoc-8 @ 3"
    ),
    "《公约》第八条第一款和第三款(a)、(c)项": (
        "article untoc-8 @ 1 | article untoc-8 @ 3(a) | article untoc-8 @ 3(c)"
    ),
    "《公约》第 6 条第 1 款㈠至㈢项": (
        "article untoc-6 @ 1(a) | article untoc-6 @ 1(b) | article untoc-6 @ 1(c)"
    ),
    "《公约》第 6 条、第 8 款": "article untoc-6",
    "《公约》第二十八和三十条": "article untoc-28 | article untoc-30",
    "《联合国海洋法公约》第一百零五条": "article unclos-105",
    "《议定书》第 2 章": "article som-protocol-chapter-2",
    "（第 6 条）": "",
    "《公约》和议事规则第 6 条、刑法第 7 条": "instrument untoc",
    "其《议定书》所称各项《议定书》第 6 条": "instrument som-protocol",
    "《公约》第 3 条约定": "instrument untoc",
    # names of treaties
    "加入联合国打击跨国有组织犯罪公约的国家": "instrument untoc",
    "根据偷运移民议定书第 8 条": "article som-protocol-8",
    "根据联合国打击跨国有组织犯罪公约缔约方会议的决定": "",
    "根据联合国打击跨国有组织犯罪公约关于打击陆、海、空偷运移民的补充议定书第 8 条": (
        "article som-protocol-8"
    ),
    "《禁止酷刑公约》第 3 条和《公约》第 4 条": "article 禁止酷刑公约-3 | article 禁止酷刑公约-4",
    "《人口贩运议定书》第 5 条；《议定书》第 6 条；该公约第 7 条": (
        "article tip-protocol-5 | article tip-protocol-6"
    ),
    "《公约》及其《议定书》和两项《议定书》": "instrument untoc",
    "公约和议定书": "",
    # resolutions and documents
    "缔约方会议第 5/3、7/1 和 10/2 号决议": "resolution 5/3 | resolution 7/1 | resolution 10/2",
    "大会第55/25号决议，附件二": "resolution A/RES/55/25",
    "经济及社会理事会第 2013/40 号决议第 3 段": "resolution E/RES/2013/40 @ 3",
    "A/RES/73/195，第 25(f)段": "resolution A/RES/73/195 @ 25(f)",
    "CTOC/COP/WG.7/2020/4 号文件第 3、5 和 7–9 段": "document CTOC/COP/WG.7/2020/4 @ 3, 5, 7-9",
    "CTOC/COP/WG.7/2020/4，建议 1、2和5": "document CTOC/COP/WG.7/2020/4 @ r1, r2, r5",
    "CTOC/COP/WG.7/2020/4 号文件，第 5 至 7 项建议": "document CTOC/COP/WG.7/2020/4 @ r5-7",
    "CTOC/COP/WG.7/2020/4, paras. 3–7 and 9": "document CTOC/COP/WG.7/2020/4 @ 3-7, 9",
    "CTOC/COP/WG.7/2020/4 提出三项建议": "document CTOC/COP/WG.7/2020/4",
    # addresses
    "见http://undocs.org/ch/A/RES/73/195。": "address http://undocs.org/ch/A/RES/73/195",
    "网站（www.unodc.org）上": "address www.unodc.org",
    "www.，https://": "",
    # what was cited before, and the document itself
    "《公约》第 6 条第 1 款；该款规定，该条又规定": (
        "article untoc-6 @ 1 | article untoc-6 @ 1 | article untoc-6"
    ),
    "《公约》第 6 条；该条约、该条件、该条款和该款项": "article untoc-6",
    "该条规定": "",
    "本文件第三.B 节和议程项目 2": "",
    "《2030 年可持续发展议程》目标 17 下的具体目标 17": (
        "instrument 2030 年可持续发展议程 @ 17/17"
    ),
    "《工商企业与人权指导原则》在指导原则 14 下": "instrument 工商企业与人权指导原则 @ 14",
    # titles
    "《公约〉": "",
    "题为“打击偷运移民”的项目和称为“交流”的门户": "",
    "（第 2 次会议）第三方条件": "",
    "": "",
}


@pytest.mark.parametrize(("sentence", "cited"), SENTENCES.items())
def test_other_ways_of_citing_are_read_too(sentence: str, cited: str) -> None:
    assert said(parse_citations(sentence, TEXT)) == cited


def test_an_article_says_its_treaty_its_number_and_whether_it_is_a_chapter() -> None:
    article, chapter = parse_citations("《公约》第 32 条和《议定书》第二章", TEXT)
    assert (article.instrument_slug, article.provision_kind, article.number) == (
        "untoc",
        "article",
        32,
    )
    assert (chapter.instrument_slug, chapter.provision_kind, chapter.number) == (
        "som-protocol",
        "chapter",
        2,
    )


def test_what_the_names_do_not_hold_has_no_slug() -> None:
    assert [each.instrument_slug for each in parse_citations("《禁止酷刑公约》第 3 条", TEXT)] == [
        ""
    ]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("大会第 73/195 号决议", "大会"),
        ("缔约方会议通过的第 5/3 号决议", "缔约方会议"),
        ("第 5/3 号决议", ""),
        ("MSC.167(78)号决议", ""),
    ],
)
def test_a_resolution_says_who_adopted_it_if_the_text_does(text: str, body: str) -> None:
    assert [each.body for each in parse_citations(text, TEXT)] == [body]


@given(members=st.lists(st.integers(1, 99), min_size=1, max_size=6), data=st.data())
def test_every_member_of_a_list_with_ranges_is_cited(
    members: list[int], data: st.DataObject
) -> None:
    """Numbers in any way of writing: Arabic or Chinese, ranges by any sign, spaces anywhere."""
    is_chinese = data.draw(st.booleans())
    space = data.draw(st.sampled_from(["", " "]))
    printed = ""
    cited: list[int] = []
    for number in members:
        joint = data.draw(st.sampled_from([*"、和及至到–—-"])) if printed else ""
        again = data.draw(st.sampled_from(["", "第"])) if printed else ""
        is_range = joint in set("至到–—-") and bool(joint)
        if is_range and cited[-1] < number:
            cited += range(cited[-1] + 1, number)
        cited.append(number)
        numeral = chinese_numeral(number) if is_chinese else str(number)
        printed += f"{space}{joint}{space}{again}{space}{numeral}"
    found = parse_citations(f"根据《公约》第{printed}{space}条的规定", TEXT)
    assert sorted(each.number or 0 for each in found) == sorted(cited)


@given(ranges=st.lists(st.tuples(st.integers(1, 90), st.integers(0, 9)), min_size=1, max_size=6))
def test_every_paragraph_and_recommendation_of_a_list_with_ranges_is_cited(
    ranges: list[tuple[int, int]],
) -> None:
    parts = [f"{first} 至 {first + more}" if more else str(first) for first, more in ranges]
    numbers = [number for first, more in ranges for number in range(first, first + more + 1)]
    for printed, kind in (
        (f"第 {'、'.join(parts)} 段", "p"),
        (f"建议 {'、'.join(parts)}", "r"),
        (f"第 {' 和 '.join(parts)} 项建议", "r"),
    ):
        [found] = parse_citations(f"见 CTOC/COP/WG.7/2020/4，{printed}。", TEXT)
        assert cited_anchors(found.pinpoint) == [f"{kind}{number}" for number in numbers]
        assert found.anchor == f"{kind}{numbers[0]}"


def chinese_numeral(number: int) -> str:
    """Return a number up to 99 as treaties write it: ``二十一``."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return (digits[tens] if tens > 1 else "") + "十" + (digits[ones] if ones else "")


@pytest.mark.parametrize(
    ("pinpoint", "anchors"),
    [
        ("3-7", ["p3", "p4", "p5", "p6", "p7"]),
        ("r1, r2, r5", ["r1", "r2", "r5"]),
        ("r1-3", ["r1", "r2", "r3"]),
        ("8(a)-(c), 9", ["p8a", "p8b", "p8c", "p9"]),
        ("8(c)-10(a)", ["p8c", "p9", "p10a"]),
        ("1-99999", ["p1", "p99999"]),
        ("7-3", ["p7", "p3"]),
        ("三.B", []),
    ],
)
def test_every_passage_cited_has_an_anchor(pinpoint: str, anchors: list[str]) -> None:
    assert cited_anchors(pinpoint) == anchors


@pytest.mark.parametrize(
    ("pinpoint", "anchor"),
    [("51", "p51"), ("7, 9-10", "p7"), ("8(a)-(k)", "p8a"), ("3-4", "p3"), ("", "")],
)
def test_the_first_paragraph_cited_has_an_anchor(pinpoint: str, anchor: str) -> None:
    assert ParsedCitation(0, 1, "document", "A/CONF.213/7", pinpoint).anchor == anchor


def test_quoted_words_are_titles_in_footnotes_only() -> None:
    words = "移民组织，“农民联手开办工厂”，2020 年。"
    assert said(parse_citations(words, NOTE)) == "publication 农民联手开办工厂"
    assert parse_citations(words, TEXT) == []


def test_a_work_has_the_address_printed_behind_it() -> None:
    words = (
        "《研究》（2020 年），可查阅：www.unodc.org/study。另见《指南》，载于 https://unodc.org/。"
    )
    found = parse_citations(words, NOTE)
    assert [(each.kind, each.url) for each in found] == [
        ("publication", "https://www.unodc.org/study"),
        ("address", "https://www.unodc.org/study"),
        ("publication", ""),
        ("address", "https://unodc.org/"),
    ]


def test_ibid_reaches_over_an_address_to_the_work() -> None:
    notes = ["《研究》，可查阅 www.unodc.org/study。", "同上，第 8 页。"]
    assert said(list(parse_in_order(notes, NOTE))[1]) == "publication 研究 @ 8"


def test_a_document_cites_its_own_sections_and_the_items_of_an_agenda() -> None:
    words = "临时议程项目 6。第三.B 节；第四节；在议程项目 2 和 3 下。《框架》第二节。"
    found = parse_citations(words, replace(TEXT, symbol="A/CONF.213/7"))
    assert [(each.part, each.pinpoint, each.as_written) for each in found] == [
        ("provisional", "6", "临时议程项目 6"),
        ("section", "三.B", "第三.B 节"),
        ("section", "四", "第四节"),
        ("item", "2", "议程项目 2"),
        ("item", "3", "3"),
        ("", "", "《框架》"),
    ]
    assert {each.anchor for each in found} == {""}


def test_ibid_without_a_footnote_before_cites_nothing() -> None:
    assert parse_citations("同上，第 8 页。", NOTE) == []


def test_ibid_does_not_reach_over_a_footnote_that_cites_nothing() -> None:
    notes = ["《研究》，第 3 页。", "见移民组织的项目。", "同上，第 8 页。"]
    assert [said(found) for found in parse_in_order(notes, NOTE)] == [
        "publication 研究 @ 3",
        "",
        "",
    ]


def test_a_short_title_stands_for_the_last_work_named_in_full() -> None:
    texts = ["《基本培训手册》和《深度培训手册》。", "该《手册》和《示范法》。"]
    assert said(list(parse_in_order(texts, TEXT))[1]) == (
        "publication 深度培训手册 | publication 示范法"
    )


def test_without_names_treaties_are_cited_by_their_titles() -> None:
    assert (
        said(parse_citations("《公约》第 3 条，该公约", CitationContext(TreatyNames({}))))
        == "article 公约-3"
    )


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("16", 16),
        ("七", 7),
        ("十", 10),
        ("十六", 16),
        ("二十", 20),
        ("二十七", 27),
        ("九十八", 98),
        ("一百", 100),
        ("一百零五", 105),
        ("三百二十", 320),
        ("㈤", 5),
        ("㈩", 10),
    ],
)
def test_chinese_numerals_have_values(numeral: str, value: int) -> None:
    assert to_int(numeral) == value


def test_every_treaty_has_one_short_name_in_each_language_of_the_site() -> None:
    for instrument in INSTRUMENTS:
        short = [name["language"] for name in instrument["names"] if name["kind"] == "short"]
        assert sorted(short) == sorted(INTERFACE), instrument["slug"]


def test_no_name_is_given_to_two_treaties() -> None:
    names = [name["name"] for instrument in INSTRUMENTS for name in instrument["names"]]
    assert len(names) == len(set(names))
