"""Words in Chinese written without spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.search.vocabulary.segmentation import segments

KNOWN = frozenset(
    ["保护", "儿童", "如何", "的", "被", "偷运", "移民", "偷运移民", "运移", "covid-19"]
)


@pytest.mark.parametrize(
    ("needle", "pieces"),
    [
        ("如何保护被偷运的儿童", ["如何", "保护", "被", "偷运", "的", "儿童"]),
        ("偷运移民", ["偷运移民"]),
        ("偷运费用", ["偷运", "费用"]),
        ("费用", ["费用"]),
        ("covid-19的儿童", ["covid-19", "的", "儿童"]),
        ("", []),
    ],
)
def test_the_fewest_characters_remain_then_the_fewest_words_are_taken(
    needle: str, pieces: list[str]
) -> None:
    assert segments(needle, KNOWN) == pieces


@given(st.text(alphabet="保护儿童如何的被偷运移民费用a", max_size=30))
def test_pieces_are_the_whole(needle: str) -> None:
    assert "".join(segments(needle, KNOWN)) == needle
