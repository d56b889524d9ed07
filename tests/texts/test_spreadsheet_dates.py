"""Codes that spreadsheets have made dates of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.texts.spreadsheet_dates import codes_of_date


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        # What Excel shows and saves of 2012/5, by language and settings.
        ("May-12", ["2012/5"]),
        ("may-12", ["2012/5"]),
        ("mai-12", ["2012/5"]),
        ("Mai 12", ["2012/5"]),
        ("May 2012", ["2012/5"]),
        ("mai 2012", ["2012/5"]),
        ("mayo de 2012", ["2012/5"]),
        ("май.12", ["2012/5"]),
        ("1-May-12", ["2012/5"]),
        ("01-May-2012", ["2012/5"]),
        ("1. Mai 2012", ["2012/5"]),
        ("1 de mayo de 2012", ["2012/5"]),
        ("May 1, 2012", ["2012/5"]),
        ("2012/5/1", ["2012/5"]),
        ("2012-05-01", ["2012/5"]),
        ("2012-05-01 00:00:00", ["2012/5"]),
        ("2012-05-01T00:00", ["2012/5"]),
        ("01/05/2012", ["2012/5"]),
        ("5/1/2012", ["2012/5"]),
        ("01.05.2012", ["2012/5"]),
        ("01/05/12", ["2012/5"]),
        ("2012年5月", ["2012/5"]),
        ("2012年5月1日", ["2012/5"]),
        ("2012-05", ["2012/5"]),
        ("05/2012", ["2012/5"]),
        ("41030", ["2012/5"]),
        ("41030.0", ["2012/5"]),
        # By the days of old Macintoshs.
        ("39568", ["2012/5"]),
        # Read again and saved again: the year has become the day of the present year.
        ("12-May", ["2012/5"]),
        ("5月12日", ["2012/5"]),
        ("12 mai", ["2012/5"]),
        ("2026-05-12", ["2012/5", "2026/5"]),
        ("2026年5月12日", ["2012/5", "2026/5"]),
        ("12/05/2026", ["2012/5", "2026/5"]),
        ("05/12/2026", ["2012/5", "2026/5"]),
        ("11/12/2026", ["2011/12", "2026/12", "2012/11", "2026/11"]),
        ("12-May-2026", ["2012/5", "2026/5"]),
        # Every month, in the languages in which names differ.
        ("janv.-20", ["2020/1"]),
        ("ene-20", ["2020/1"]),
        ("févr.-20", ["2020/2"]),
        ("Mrz 20", ["2020/3"]),
        ("abr-20", ["2020/4"]),
        ("avr.-20", ["2020/4"]),
        ("juin-20", ["2020/6"]),
        ("juil.-20", ["2020/7"]),
        ("ago-20", ["2020/8"]),
        ("août-20", ["2020/8"]),
        ("sept-20", ["2020/9"]),
        ("Okt 20", ["2020/10"]),
        ("nov-20", ["2020/11"]),
        ("Dez 20", ["2020/12"]),
        ("déc.-20", ["2020/12"]),
        ("1/1/2020", ["2020/1"]),
        # No dates.
        ("", []),
        ("2012/54", []),
        ("2012/5a", []),
        ("2022/61b", []),
        ("May", []),
        ("hello", []),
        ("12", []),
        ("123456", []),
        ("41031", []),
        ("May-12-June", []),
        ("May 1 2 3 4 5 6 7 8 9 10 11 12", []),
        ("jui-12", []),
        ("2012/13/14", []),
        ("5月5月", []),
        ("Maybe 12", []),
        ("May-12" * 20, []),
    ],
)
def test_a_date_stands_for_codes(cell: str, codes: list[str]) -> None:
    assert codes_of_date(cell) == codes


@given(st.integers(2000, 2099), st.integers(1, 12))
def test_each_code_that_can_be_a_date_is_recognized(year: int, number: int) -> None:
    names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    code = f"{year}/{number}"
    for cell in (
        f"{names[number - 1]}-{year % 100:02}",
        f"{year}/{number}/1",
        f"{year}-{number:02}-01",
        f"01/{number:02}/{year}",
        f"{number}/1/{year}",
        f"{year}年{number}月1日",
    ):
        assert codes_of_date(cell)[0] == code


@given(st.text(max_size=50))
def test_no_cell_is_too_odd(cell: str) -> None:
    assert all("/" in code for code in codes_of_date(cell))
