"""Where two wordings differ."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from recommendations.texts.diff import WordingChange, wording_changes
from smuggling_kb.languages import LanguageCode

FIXTURES = Path(settings.BASE_DIR, "fixtures")


def written(was: str, now: str) -> str:
    """``stayed[-went-]{+came+}``."""
    return "".join(
        (f"[-{each.removed}-]" if each.removed else "")
        + (f"{{+{each.added}+}}" if each.added else "")
        + each.unchanged
        for each in wording_changes(was, now)
    )


def texts(language: str) -> dict[str, str]:
    """The real texts of records by their codes, and of paragraphs of the paper of 2022."""
    records = {
        row["fields"]["recommendation"][0]: row["fields"]["text"]
        for row in json.loads((FIXTURES / "05_recommendations.json").read_text())
        if row["model"] == "recommendations.recommendationtext"
        and row["fields"]["language"] == language
    }
    passages = {
        row["fields"]["anchor"]: row["fields"]["text"]
        for row in json.loads((FIXTURES / "04_documents.json").read_text())
        if row["model"] == "wg_sessions.paragraph"
        and row["fields"]["version"] == ["CTOC/COP/WG.7/2022/2", language]
    }
    return records | passages


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("", "", ""),
        ("合作", "合作", "合作"),
        ("", "合作", "{+合作+}"),
        ("合作", "", "[-合作-]"),
        ("缔约国应当合作", "缔约国应当立即合作", "缔约国应当{+立即+}合作"),
        ("States should act", "States may act", "States [-should-]{+may+} act"),
        ("at 16 and 17", "at 16 and 18", "at 16 and [-17-]{+18+}"),
        ("见第 6/3 号", "见第 6/4 号", "见第 6/[-3-]{+4+} 号"),
        ("各方", "各方。", "各方{+。+}"),
        ("(a) 甲\n(b) 乙", "(a) 甲\n(c) 乙", "(a) 甲\n([-b-]{+c+}) 乙"),
    ],
)
def test_what_differs_is_told_word_by_word(was: str, now: str, expected: str) -> None:
    assert written(was, now) == expected


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("trata y el delito", "robo y el fraude", "[-trata-]{+robo+} y el [-delito-]{+fraude+}"),
        ("меры и о розыске", "акты и о торговле", "[-меры-]{+акты+} и о [-розыске-]{+торговле+}"),
        ("agir à la mer", "lutter à la côte", "[-agir-]{+lutter+} à la [-mer-]{+côte+}"),
    ],
)
def test_a_short_word_beside_other_unchanged_ones_is_no_change(
    was: str, now: str, expected: str
) -> None:
    assert written(was, now) == expected


def test_words_of_latin_script_stay_whole() -> None:
    assert written("regional", "region") == "[-regional-]{+region+}"
    assert written("使用 Interpol 数据库", "使用 Interpols 数据库") == (
        "使用 [-Interpol-]{+Interpols+} 数据库"
    )


def test_a_single_character_between_two_changes_is_part_of_them() -> None:
    assert written("开展交流活动", "开展信息交换行动") == "开展[-交流活-]{+信息交换行+}动"
    assert written("act, now", "go, later") == "[-act, now-]{+go, later+}"


def test_what_both_begin_and_end_with_is_kept_however_short() -> None:
    assert written("请缔约国合作。", "请各方协助。") == "请[-缔约国合作-]{+各方协助+}。"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "2012/52",
            "2019/22a",
            (
                "{+促请各+}缔约国[-应当-]考虑[-必须进行-]双边和多边合作{+的重要性+}，包括区域[-一级-]"
                "{+级别的+}合作[-以及-]{+和+}与邻[-国-]{+近国家+}的合作，以[-便-]加强边境管制"
                "[-，进行-]{+、开展+}联合[-侦查，非正式交流实-]{+调查、交换业+}务信息和情报[-，以及-]"
                "{+并针对相关行为者+}制定培训方案[-来提高相关行动者的认识。-]{+；+}"
            ),
        ),
        (
            "2013/92",
            "p61a",
            (
                "[-请各缔约国-]在预防和打击偷运移民[-行为时依照本国立法酌情顾及相关利益攸关方的经验，"
                "包括国际组织和区域组织、-]{+活动时，考虑到+}私营部门、学术界和民间社会"
                "{+等相关利益攸关方+}的经验[-。-]{+；+}"
            ),
        ),
        (
            "2020/18",
            "p61e",
            (
                "[-缔约国应-]鼓励并[-在相关情况下酌情-]扩大[-各有-]{+相+}关部门和利益攸关方（包括"
                "国际组织和区域组织、民间社会、私营部门和学术界）之间[-的-]有效{+的+}伙伴关系，"
                "以加强研究、创新和技术应用，打击偷运移民活动。"
            ),
        ),
    ],
)
def test_the_restated_recommendations_are_told_as_a_reader_would(
    one: str, other: str, expected: str
) -> None:
    real = texts("zh-hans")
    assert written(real[one], real[other]) == expected


@pytest.mark.parametrize("language", LanguageCode.values)
def test_both_wordings_of_all_real_texts_can_be_read_from_what_is_told(language: str) -> None:
    for was, now in pairwise(texts(language).values()):
        check(was, now)


@given(st.text(alphabet="缔约国合作应当 act,。\n(a)", max_size=60), st.text(max_size=60))
def test_both_wordings_of_any_texts_can_be_read_from_what_is_told(was: str, now: str) -> None:
    check(was, now)
    check(now, was)
    check(was, was + now)


def check(was: str, now: str) -> None:
    found = wording_changes(was, now)
    assert "".join(each.removed + each.unchanged for each in found) == was
    assert "".join(each.added + each.unchanged for each in found) == now
    assert WordingChange("", "", "") not in found
    for each in found[:-1]:
        begins = each is found[0] and not (each.removed or each.added)
        assert begins or len(re.findall(r"\w", each.unchanged)) >= 2


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("人民" * 5_000, "民众" * 5_000),
        ("a, " * 3_000, "b, " * 3_000),
        ("人国" * 2_000, "国家人民" * 1_500),
    ],
)
def test_texts_that_say_one_word_again_and_again_are_compared(was: str, now: str) -> None:
    """Without an end to its patience this takes hours."""
    check(was, now)
