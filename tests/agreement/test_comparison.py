"""Two texts of one record agree, or their differences are said in words."""

from __future__ import annotations

from itertools import permutations

import pytest

from recommendations.agreement.comparison import (
    ADDRESSED,
    INDISTINCT,
    DifferenceKind,
    text_differences,
)
from recommendations.agreement.text_facts import RecordText
from recommendations.citations.context import TreatyNames
from recommendations.models import Addressee, Strength
from smuggling_kb.languages import LANGUAGES

NAMES = TreatyNames({"som-protocol": ["《偷运移民议定书》", "《议定书》"], "untoc": ["《公约》"]})

#: The same recommendation in all six languages.
SAME = {
    "ar": (
        "ينبغي للدول الأطراف، وفقا للفقرة 5 من المادة 16 من بروتوكول تهريب المهاجرين، أن تقدم بحلول"
        " 31 آذار/مارس 2014 بيانات عن 25 بلدا، حسب ما ورد في قرار المؤتمر 5/3."
    ),
    "zh-hans": (
        "缔约国应当根据《偷运移民议定书》第 16 条第 5 款，在 2014 年 3 月 31 日之前提供 25 个国家的"
        "数据，见缔约方会议第 5/3 号决议。"
    ),
    "en": (
        "States parties should, in accordance with article 16, paragraph 5, of the Smuggling of"
        " Migrants Protocol, provide data on 25 countries by 31 March 2014, as set out in"
        " Conference resolution 5/3."
    ),
    "fr": (
        "Les États parties devraient, conformément au paragraphe 5 de l’article 16 du Protocole"
        " relatif au trafic illicite de migrants, fournir des données sur 25 pays avant le 31 mars"
        " 2014, comme indiqué dans la résolution 5/3 de la Conférence."
    ),
    "ru": (
        "Государствам-участникам следует в соответствии с пунктом 5 статьи 16 Протокола о"
        " незаконном ввозе мигрантов представить данные о 25 странах до 31 марта 2014 года, как"
        " указано в резолюции 5/3 Конференции."
    ),
    "es": (
        "Los Estados parte deberían, de conformidad con el párrafo 5 del artículo 16 del Protocolo"
        " contra el Tráfico Ilícito de Migrantes, facilitar datos sobre 25 países antes del 31 de"
        " marzo de 2014, como se indica en la resolución 5/3 de la Conferencia."
    ),
}


def differences(first: RecordText, second: RecordText) -> list[str]:
    return [str(each) for each in text_differences(first, second, NAMES)]


@pytest.mark.parametrize(("one", "other"), [*permutations(SAME, 2)])
def test_the_same_recommendation_agrees_in_any_two_languages(one: str, other: str) -> None:
    assert differences(RecordText(one, SAME[one]), RecordText(other, SAME[other])) == []


def test_every_language_is_compared() -> None:
    assert set(SAME) == {language.code for language in LANGUAGES}


CHINESE = "缔约国应当加强合作。"


@pytest.mark.parametrize(
    ("chinese", "english", "said"),
    [
        (CHINESE, "States parties should strengthen cooperation.", []),
        (
            CHINESE,
            "States parties are encouraged to strengthen cooperation.",
            [
                "The modal words differ in strength: “应当” in 中文, “are encouraged” in English.",
            ],
        ),
        (
            CHINESE,
            "States should strengthen cooperation.",
            [
                "States parties are addressed in 中文, but not in English.",
                "States are addressed in English, but not in 中文.",
            ],
        ),
        (
            "加强合作。",
            "The Secretariat should strengthen cooperation.",
            [
                "A modal word, “should”, is read in English, but not in 中文.",
                "The Secretariat is addressed in English, but not in 中文.",
            ],
        ),
        (
            "缔约国应当适用《议定书》第 16 条。",
            "States parties should apply article 18 of the Protocol.",
            [
                "“《议定书》第 16 条” is cited in 中文, but not in English.",
                "“article 18 of the Protocol” is cited in English, but not in 中文.",
            ],
        ),
        (
            "缔约国应当适用《议定书》第 16 条第 5 款。",
            "States parties should apply article 16 of the Protocol.",
            [
                "“《议定书》第 16 条第 5 款” is cited in 中文, but not in English.",
                "“article 16 of the Protocol” is cited in English, but not in 中文.",
            ],
        ),
        (
            "缔约国应当参考 CTOC/COP/WG.7/2020/4。",
            "States parties should refer to CTOC/COP/WG.7/2020/3.",
            [
                "“CTOC/COP/WG.7/2020/4” is cited in 中文, but not in English.",
                "“CTOC/COP/WG.7/2020/3” is cited in English, but not in 中文.",
            ],
        ),
        (
            "缔约国应当在 2014 年 3 月 31 日之前答复。",
            "States parties should reply by 13 March 2014.",
            [
                "The date 2014-03-31 is given in 中文, but not in English.",
                "The date 2014-03-13 is given in English, but not in 中文.",
            ],
        ),
        (
            "缔约国应当援助 12 万名移民和二十五个国家。",
            "States parties should assist 120,000 migrants and 52 countries.",
            [
                "The number 25 is given in 中文, but not in English.",
                "The number 52 is given in English, but not in 中文.",
            ],
        ),
        (
            "缔约国应当：\n(a) 合作；\n(b) 交流。",
            "States parties should:\n(a) Cooperate.",
            ["The numbers of items differ: 2 in 中文, 1 in English."],
        ),
    ],
)
def test_each_difference_is_said_in_words(chinese: str, english: str, said: list[str]) -> None:
    assert differences(RecordText("zh-hans", chinese), RecordText("en", english)) == said


@pytest.mark.parametrize(
    ("chinese", "english", "kinds"),
    [
        (CHINESE, "States parties are encouraged to cooperate.", ["strength"]),
        (CHINESE, "UNODC and States parties should cooperate.", ["addressees"]),
        ("缔约国应当适用《议定书》第 16 条。", "States parties should apply it.", ["articles"]),
        ("缔约国应当执行第 5/3 号决议。", "States parties should apply it.", ["documents"]),
        (
            "缔约国应当在 2014 年 3 月 31 日之前答复。",
            "States parties should reply by then.",
            ["dates"],
        ),
        ("缔约国应当援助 25 人。", "States parties should assist them.", ["numbers"]),
        (
            "缔约国应当：\n(a) 合作；\n(b) 交流。",
            "States parties should:\n(a) Cooperate.",
            ["items"],
        ),
    ],
)
def test_each_difference_has_its_kind(chinese: str, english: str, kinds: list[str]) -> None:
    found = text_differences(RecordText("zh-hans", chinese), RecordText("en", english), NAMES)
    assert [each.kind for each in found] == kinds


def test_every_kind_has_a_name() -> None:
    assert all(kind.label for kind in DifferenceKind)


def test_small_numbers_may_be_written_in_words() -> None:
    assert (
        differences(
            RecordText("zh-hans", "缔约国应当在 3 年内答复。"),
            RecordText("en", "States parties should reply within three years."),
        )
        == []
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("zh-hans", "请缔约国合作。"), ("en", "Requests States parties to cooperate.")),
        (
            ("ru", "Государствам-участникам рекомендуется сотрудничать."),
            ("en", "States parties are encouraged to cooperate."),
        ),
        (
            ("fr", "Exhorte les États parties à coopérer."),
            ("en", "Calls upon States parties to cooperate."),
        ),
    ],
)
def test_classes_that_a_language_does_not_tell_apart_agree(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert differences(RecordText(*one), RecordText(*other)) == []


def test_items_are_compared_with_their_chapeaux() -> None:
    assert (
        differences(
            RecordText("zh-hans", "加强合作；", "缔约国应当："),
            RecordText("fr", "Renforcer la coopération ;", "Les États parties devraient :"),
        )
        == []
    )


def test_every_addressee_and_class_has_its_words() -> None:
    assert set(ADDRESSED) == set(Addressee.values)
    assert {strength for groups in INDISTINCT.values() for each in groups for strength in each} <= {
        *Strength.values
    }
