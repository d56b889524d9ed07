"""What each recommendation asks, and of whom, is read as a person read it.

``tests/documents/wording.tsv`` holds a person's reading of all 129 records. Their words are
taken straight from the sources, without white space and without the importer.
"""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from recommendations.models import Addressee, Strength
from recommendations.texts.modality import read_modality, zh_hans

ROOT = Path(settings.BASE_DIR)
CHINESE = "zh-hans"
READINGS = list(
    csv.DictReader(
        (ROOT / "tests/documents/wording.tsv").read_text(encoding="utf-8").splitlines(),
        delimiter="\t",
    )
)
OVERRIDES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (ROOT / "fixtures/editorial/wording.toml").read_text(encoding="utf-8")
)

SOURCES = {
    "2010": "A-CONF.213-7.zh-hans.txt",
    "2012": "CTOC-COP-WG.7-2015-5.zh-hans.txt",
    "2013": "CTOC-COP-WG.7-2015-5.zh-hans.txt",
    "2019": "CTOC-COP-WG.7-2019-2.zh-hans.txt",
    "2020": "CTOC-COP-WG.7-2020-4.zh-hans.md",
    "2022": "CTOC-COP-WG.7-2022-2.zh-hans.txt",
}
PASSAGE_END = r"\n\s*(?:\d+\.|\([a-z]\)|[A-E]\.|[一二三四五六七八]\s*[、.]|#|_|\*|- A)|\Z"
FOOTNOTE_MARK_IN_CHAPEAU = ("建议60强调", "建议强调")


@cache
def source(year: str) -> str:
    return (ROOT / "fixtures/sources" / SOURCES[year]).read_text(encoding="utf-8")


def passage(text: str, start: str) -> str:
    """The words from a printed number or letter to the next, without white space."""
    match = re.search(rf"\n\s*{start}\s(.*?)(?={PASSAGE_END})", text, re.DOTALL)
    assert match, start
    return "".join(match[1].split()).replace(*FOOTNOTE_MARK_IN_CHAPEAU)


def words_of(code: str) -> tuple[str, str]:
    """The text and the chapeau of a record."""
    match = re.fullmatch(r"(\d+)/(\d+)([a-z]?)", code)
    assert match, code
    year, number, letter = match.groups()
    if not letter:
        return passage(source(year), rf"#+ 建议 {number}" if year == "2020" else rf"{number}\."), ""
    after = re.split(rf"\n\s*(?={number}\.\s)", source(year), maxsplit=1)[1]
    return passage(after, rf"\({letter}\)"), passage("\n" + after, rf"{number}\.")


@pytest.mark.parametrize("reading", READINGS, ids=lambda reading: reading["code"])
def test_a_record_is_read_as_a_person_read_it(reading: dict[str, str]) -> None:
    text, chapeau = words_of(reading["code"])
    read = read_modality(text, chapeau, CHINESE)
    assert read.strength == reading["strength"]
    assert read.modal == reading["modal"]
    assert list(read.addressees) == reading["addressees"].split()
    assert (chapeau if read.in_chapeau else text)[read.start : read.end] == read.modal


def test_a_person_read_every_record() -> None:
    assert len({reading["code"] for reading in READINGS}) == 129


def test_every_class_and_addressee_is_one_that_records_can_have() -> None:
    assert {*zh_hans.STRENGTHS.values(), "request", "none"} == set(Strength.values)
    assert set(zh_hans.PARTIES) == set(Addressee.values)


SENTENCES = {
    # the words of the codebook
    "缔约国应采取措施。": "should 应 states-parties",
    "各国应考虑加入。": "should-consider 应考虑 states",
    "工作组吁请各会员国提供资源。": "call-upon 吁请 member-states",
    "缔约方会议促请各国合作。": "urge 促请 states",
    "缔约国可让媒体参与。": "may 可 states-parties",
    "缔约国可请秘书处协助。": "may 可请 states-parties",
    "缔约国可酌情请国际组织协助。": "may 可 states-parties",
    "请会员国提供资源。": "invite 请 member-states",
    "请缔约方会议第十一届会议审议本报告。": "request 请 conference",
    "请秘书处和毒品和犯罪问题办公室编写指南。": "request 请 secretariat unodc",
    "为此，应确保及时交流信息。": "should 应 ",
    "运输公司应当核实证件。": "should 应当 ",
    # whom a phrase asks
    "缔约国不妨请秘书处编写指南。": "may-wish 不妨 states-parties",
    "工作组不妨鼓励缔约国合作。": "may-wish 不妨 working-group",
    "虽然情况各异，但缔约国应当合作。": "should 应当 states-parties",
    "各国和国际组织应当合作。": "should 应当 states international-organizations",
    "鼓励缔约国合作。请秘书处协助。请缔约国支持秘书处。": (
        "encourage 鼓励 states-parties secretariat"
    ),
    "尚未加入《公约》的国家应当考虑加入。": "should-consider 应当考虑 states-not-party",
    # words that only look modal
    "缔约国应当考虑到移民的权利。": "should 应当 states-parties",
    "缔约国应考虑到移民的权利。": "should 应 states-parties",
    "缔约国应要求运输公司核实证件。": "should 应 states-parties",
    "应缔约国请求，秘书处提供协助。": "none  ",
    "秘书处应各国的请求提供协助。": "none  ",
    "由毒品和犯罪问题办公室应《巴厘进程》的请求开发的系统。": "none  ",
    "相应当局响应请求，供应、适应和应急对应当局有益。": "none  ",
    "在不妨碍诉讼的情况下，建立机制可有助于预防。": "none  ",
    "缔约国可能需要援助，并请求许可、申请签证，以便鼓励其予以合作。": "none  ",
    "证据在起诉中可否采信，可疑交易可让人注意。": "none  ",
    "考虑到各区域筹备会议的建议，大会似宜审议以下建议。": "none  ",
    "": "none  ",
}


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES.items())
def test_modal_words_and_addressees_are_told_from_their_look_alikes(
    sentence: str, expected: str
) -> None:
    read = read_modality(sentence, "", CHINESE)
    assert f"{read.strength} {read.modal} {' '.join(read.addressees)}" == expected


def test_an_item_goes_on_with_a_chapeau_that_asks_those_who_act() -> None:
    read = read_modality(
        "考虑采用多学科方法。各国还应当合作。", "工作组以往建议强调，缔约国应当：", CHINESE
    )
    assert (read.strength, read.modal, read.in_chapeau) == ("should", "应当", True)
    assert read.addressees == ("states-parties", "states")


def test_an_item_takes_only_its_addressee_from_a_chapeau_that_asks_somebody_else() -> None:
    read = read_modality("推广最佳做法；", "工作组不妨建议缔约国采取以下可能的行动：", CHINESE)
    assert (read.strength, read.modal, read.in_chapeau) == ("none", "", False)
    assert read.addressees == ("states-parties",)


def test_an_item_with_a_modal_word_of_its_own_keeps_it_under_a_chapeau_that_asks_nobody() -> None:
    read = read_modality("促请各缔约国合作；", "各国应当合作。在该决议中，缔约方会议：", CHINESE)
    assert (read.strength, read.addressees) == ("urge", ("states-parties",))


@pytest.mark.parametrize("kind", ["strength", "addressee"])
def test_an_editors_reading_has_a_reason_and_differs_from_the_rules(kind: str) -> None:
    for override in OVERRIDES.get(kind, []):
        read = read_modality(*words_of(override["code"]), CHINESE)
        assert override["reason"]
        if kind == "strength":
            assert (read.strength, read.modal) != (override["strength"], override["modal"])
        else:
            assert list(read.addressees) != override["addressees"]
