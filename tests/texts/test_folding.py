"""Text as search compares it."""

import re
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.texts.folding import _fold_by_character, clusters, fold, fold_text
from recommendations.texts.simplified import SIMPLIFIED, TABLE
from tests import simplified

#: Text that is as good at breaking things as what people type.
MIXED = st.text(
    alphabet='移民保护第條険险險16条 ，。“”"abAÉéøßœΣςİ1２Ａ\t\n\u00a0\u3000\u0301\u200b\u200d'
    "\u00ad\ufe0f가がｶﾞ①½…١क्कि👩",
    max_size=40,
)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("第 16 条", "第16条"),
        ("偷 运\u3000移\n民", "偷运移民"),
        ("COVID-19 危机", "covid-19危机"),
        ("ＡＢＣ　１２", "abc 12"),
        ("data  and\tfacts", "data and facts"),
        ("  边境 ", "边境"),
        ("应用 APP 程序", "应用 app 程序"),
        ("2 3", "2 3"),
        ("e\u0301tat", "etat"),
        ("État naïf", "etat naif"),
        ("Straße, Łódź, œuvre", "strasse, lodz, oeuvre"),
        ("危險與證據", "危险与证据"),
        ("移\u200b民\u202e", "移民"),
        ("mi\u00adgrants\ufe0f", "migrants"),
        ("a\x00b\x07", "ab"),
        ("（第２款）；", "(第2款);"),
        ("المادة ١٦", "الماده 16"),
        ("الأَطْفَالُ غـــير المُرافَقين", "الاطفال غير المرافقين"),
        ("إلى آسيا ٱلآن", "الي اسيا الان"),
        ("مؤتمر هيئة مستشفى", "موتمر هييه مستشفي"),
        ("Ещё Ёлка", "еще елка"),
        ("МИГРАЦИОННЫЙ", "миграционный"),
        ("и\u0306 Й", "й й"),
        ("l’année ñandú", "l'annee nandu"),
        ("㈤ ½", "(五) 1/2"),
        ("COVID\u201119", "covid-19"),
        ("2020–2021 − 3", "2020-2021 - 3"),
        ("children’s “rights”", 'children\'s "rights"'),
        ("移⺠问题⻓期⼈权", "移民问题长期人权"),
        ("⻔⾨", "门门"),
        ("人•权", "人·权"),
        ("", ""),
        ("\u0301", ""),
    ],
)
def test_text_is_folded(printed: str, folded: str) -> None:
    assert fold(printed).text == folded
    assert fold_text(printed) == folded


def test_a_letter_that_is_more_than_an_accented_one_stays() -> None:
    assert fold_text("が") == fold_text("ｶﾞ").replace("カ", "か") != fold_text("か")


def test_both_ways_to_write_a_syllable_are_the_same() -> None:
    assert fold_text("각") == fold_text(unicodedata.normalize("NFD", "각"))


def test_a_folded_character_knows_where_it_was_printed() -> None:
    printed = "《议定书》第 16 条第 5 款"
    folded = fold(printed)
    start = folded.text.index("第16条")
    assert printed[slice(*folded.printed_span(start, start + 4))] == "第 16 条"


@pytest.mark.parametrize(
    ("printed", "sought", "place"),
    [
        ("l'e\u0301tat", "e", "e\u0301"),
        ("Straße", "ss", "ß"),
        ("Straße", "strass", "Straß"),
        ("mi\u00adgrant", "migrant", "mi\u00adgrant"),
        ("危險。", "险", "險"),
        ("мои\u0306 дом", "мой", "мои\u0306"),
        ("الأَطْفَالِ الصغار", "الاطفال", "الأَطْفَالِ"),
        ("غـــير المرافقين", "غير", "غـــير"),
        ("👩\u200d👩", "👩", "👩\u200d👩"),
    ],
)
def test_a_hit_divides_no_character(printed: str, sought: str, place: str) -> None:
    folded = fold(printed)
    start = folded.text.index(sought)
    assert printed[slice(*folded.printed_span(start, start + len(sought)))] == place


@given(st.one_of(st.text(max_size=60), MIXED))
def test_any_text_can_be_folded(printed: str) -> None:
    folded = fold(printed)
    assert len(folded.places) == len(folded.text)
    assert list(folded.places) == sorted(folded.places)
    assert all(0 <= start < end <= len(printed) for start, end in folded.places)
    assert "".join(printed[start:end] for start, end in clusters(printed)) == printed


@given(st.one_of(st.text(max_size=60), MIXED))
def test_the_fast_way_is_the_same(printed: str) -> None:
    traced = _fold_by_character(printed)
    assert fold_text(printed) == traced.text
    assert fold(printed) == traced


#: All letters that have forms, and some of the many that have none.
SOME_CHARACTERS = (*range(0x3400), *range(0xF900, 0x10000), *range(0x3400, 0x110000, 23))


@pytest.mark.parametrize(
    "codes",
    [SOME_CHARACTERS, pytest.param(range(0x110000), marks=pytest.mark.long)],
    ids=["some", "all"],
)
def test_the_fast_way_is_the_same_for_every_character(codes: Sequence[int]) -> None:
    characters = (chr(code) for code in codes if not 0xD800 <= code < 0xE000)
    differing = [each for each in characters if fold_text(f"a{each}条") != _slow(f"a{each}条")]
    assert differing == []


def _slow(printed: str) -> str:
    return _fold_by_character(printed).text


@given(st.one_of(st.text(max_size=60), MIXED))
def test_what_is_folded_stays_as_it_is(printed: str) -> None:
    folded = fold_text(printed)
    assert fold_text(folded) == folded
    assert not re.search(r"\s\s|^\s|\s$", folded)


def test_simplified_characters_are_those_of_the_dictionary() -> None:
    assert TABLE.read_text(encoding="utf-8") == simplified.table()


def test_no_simplified_character_stands_for_another() -> None:
    assert not set(SIMPLIFIED) & set(SIMPLIFIED.values())
    assert {SIMPLIFIED[each] for each in "險證據國與"} == set("险证据国与")
