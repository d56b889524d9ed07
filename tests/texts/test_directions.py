"""The parts of Arabic words that run from left to right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.texts.directions import split_directions


@pytest.mark.parametrize(
    ("words", "from_the_left"),
    [
        ("التوصية 2012/5، المعتمدة", ["2012/5"]),
        ("في CTOC/COP/WG.7/2015/5 [رمز]، الفقرة 5", ["CTOC/COP/WG.7/2015/5"]),
        ("(CTOC/COP/WG.7/2020/4).", ["CTOC/COP/WG.7/2020/4"]),
        ("انظر https://example.org/a/، ثم", ["https://example.org/a/"]),
        ("يشجع 鼓励 الدول", ["鼓励"]),
        ("نص United Nations Office هنا", ["United Nations Office"]),
        ("2010/54a و2010/54b", ["2010/54a", "2010/54b"]),
        ("الفقرات 8–9، 30 مايو–1 يونيو 2012", []),
        ("", []),
    ],
)
def test_symbols_codes_and_other_scripts_run_from_the_left(
    words: str, from_the_left: list[str]
) -> None:
    assert [
        part.words for part in split_directions(words) if part.is_left_to_right
    ] == from_the_left


@given(st.text())
def test_the_parts_are_the_words(words: str) -> None:
    assert "".join(part.words for part in split_directions(words)) == words
