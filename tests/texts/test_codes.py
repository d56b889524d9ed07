"""The form of codes."""

import pytest

from recommendations.texts.codes import CANONICAL_CODE, CODE_BEGINNING, CODE_PARTS, is_code


@pytest.mark.parametrize("code", ["2012/5", "2022/61b", "2013/90ab"])
def test_a_code_has_a_year_a_number_and_perhaps_letters(code: str) -> None:
    assert is_code(code)
    assert CANONICAL_CODE.fullmatch(code)
    assert CODE_BEGINNING.fullmatch(code)


def test_a_code_is_taken_apart() -> None:
    parts = CODE_PARTS.fullmatch("2022/61b")
    assert parts
    assert parts.groupdict() == {"year": "2022", "number": "61", "letter": "b"}


@pytest.mark.parametrize(
    "text", ["٢٠١٢/٥", "２０１２/５", "2012", "2012/", "2012/5-", "12/5", "2012/5B"]
)
def test_digits_of_other_scripts_and_incomplete_codes_are_no_code(text: str) -> None:
    assert not is_code(text)


@pytest.mark.parametrize("code", ["0012/5", "2012/05"])
def test_a_new_code_has_no_leading_zeros(code: str) -> None:
    assert is_code(code)
    assert not CANONICAL_CODE.fullmatch(code)
