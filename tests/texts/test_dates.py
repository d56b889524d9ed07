"""Days as texts of each language print them."""

from __future__ import annotations

import pytest

from recommendations.texts.dates import MONTHS, printed_days
from smuggling_kb.languages import LANGUAGES


@pytest.mark.parametrize(
    ("language", "words", "days"),
    [
        ("en", "from 11 to 13 September 2013", ["2013-09-11", "2013-09-13"]),
        ("en", "30 May–1 June 2012", ["2012-05-30", "2012-06-01"]),
        ("en", "on 8\u00a0September\u00a02020", ["2020-09-08"]),
        ("fr", "du 11 au 13 septembre 2013", ["2013-09-11", "2013-09-13"]),
        ("fr", "le 1er juin 2012", ["2012-06-01"]),
        ("es", "del 11 al 13 de septiembre de 2013", ["2013-09-11", "2013-09-13"]),
        ("ru", "11–13 сентября 2013 года", ["2013-09-11", "2013-09-13"]),
        ("ar", "من 11 إلى 13 أيلول/سبتمبر 2013", ["2013-09-11", "2013-09-13"]),
        ("ar", "١ حزيران/يونيه ٢٠١٢", ["2012-06-01"]),
        ("zh-hans", "2013 年 9 月 11 日至 13 日", ["2013-09-11", "2013-09-13"]),
        ("zh-hans", "2012年5月30日至6月1日", ["2012-05-30", "2012-06-01"]),
        ("en", "in September 2013, 45 States", []),
    ],
)
def test_days_are_read_with_their_months(language: str, words: str, days: list[str]) -> None:
    assert [day for _span, day in printed_days(words, language)] == days


def test_a_day_has_its_place() -> None:
    words = "Adopted on 8\u00a0September 2020 in Vienna"
    [(place, _day)] = printed_days(words, "en")
    assert words[slice(*place)] == "8\u00a0September 2020"


def test_every_language_but_chinese_has_twelve_months() -> None:
    assert {*MONTHS, "zh-hans"} == {language.code for language in LANGUAGES}
    assert {len(months) for months in MONTHS.values()} == {12}
