"""The order of names: by their letters, in Chinese by those of their pinyin."""

import pytest

from recommendations.models import ThemeName
from recommendations.names.collation import collation_key, initial_letter, name_reading


def named(name: str, language: str = "en") -> ThemeName:
    return ThemeName(name=name, language=language, reading=name_reading(name, language))


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("儿童", "er2 tong2"),
        ("处罚和加重情节", "chu3 fa2 he2 jia1 zhong4 qing2 jie2"),
        ("旅行证件", "lv3 xing2 zheng4 jian4"),
        ("数据库", "shu4 ju4 ku4"),
        ("毒品和犯罪问题办公室", "du2 pin3 he2 fan4 zui4 wen4 ti2 ban4 gong1 shi4"),
    ],
)
def test_chinese_is_read_as_pinyin_words_taken_whole(name: str, read: str) -> None:
    assert name_reading(name, "zh-hans") == read


def test_other_languages_are_read_as_they_are_written() -> None:
    assert name_reading("Children", "en") == name_reading("Enfants", "fr") == ""


def test_chinese_names_come_by_their_syllables_and_tones() -> None:
    names = ["证人", "证据", "有组织犯罪", "儿童", "移民机会", "应对者", "援助被偷运移民"]
    found = sorted((named(name, "zh-hans") for name in names), key=collation_key)
    assert [each.name for each in found] == [
        "儿童", "移民机会", "应对者", "有组织犯罪", "援助被偷运移民", "证据", "证人",
    ]  # fmt: skip
    assert [initial_letter(each) for each in found] == ["E", "Y", "Y", "Y", "Y", "Z", "Z"]


def test_case_and_accents_do_not_matter() -> None:
    found = sorted(
        (named(name) for name in ("étude", "Return", "evidence", "Events")), key=collation_key
    )
    assert [each.name for each in found] == ["étude", "Events", "evidence", "Return"]
    assert [initial_letter(each) for each in found] == ["E", "E", "E", "R"]


@pytest.mark.parametrize(
    ("language", "names", "letters"),
    [
        ("es", ["Niños", "Norma", "Ñandú", "Órgano", "Pruebas"], "NNÑOP"),
        ("ru", ["Ёлка", "Ель", "Еще", "Истоки", "Йод", "Краткое"], "ЕЕЕИЙК"),
        ("fr", ["Échange", "Enfants", "Etats", "États", "Été"], "EEEEE"),
        ("ar", ["الأدلة", "الأطفال", "البحث", "التأشيرات", "تبادل", "مراقبة"], "اابتتم"),
    ],
)
def test_names_are_in_the_order_of_their_alphabet(
    language: str, names: list[str], letters: str
) -> None:
    found = sorted((named(name, language) for name in reversed(names)), key=collation_key)
    assert [each.name for each in found] == names
    assert [initial_letter(each) for each in found] == list(letters)


def test_names_that_begin_with_no_letter_stand_under_a_sign() -> None:
    assert {initial_letter(named(name)) for name in ("2020", "«»", "Дети")} == {"#"}
