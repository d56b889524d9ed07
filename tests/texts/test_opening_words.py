"""The first words of a text, for titles."""

from itertools import accumulate
from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.texts.opening_words import LONGEST, opening_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("缔约国应当采取行动。", "缔约国应当采取行动"),
        ("States parties should act.", "States parties should act"),
        ("缔约国应当：\n(a) 甲；\n(b) 乙。", "缔约国应当： (a) 甲； (b) 乙"),
        ("", ""),
        # After a clause of the second half, if there is one.
        (
            "缔约国应当考虑在国家一级建立由主管机关组成的协调机构，以便交流信息和最佳做法，并加强国际合作。",
            "缔约国应当考虑在国家一级建立由主管机关组成的协调机构，以便交流信息和最佳做法…",
        ),
        # After a sentence rather than a clause.
        (
            "缔约国不妨通过部署联络官和参加联合侦查团队加强各自的预防努力。在国家一级，应当考虑建立专门单位。",
            "缔约国不妨通过部署联络官和参加联合侦查团队加强各自的预防努力…",
        ),
        # A clause at the very beginning would leave too little.
        (
            "Yes, " + "States should act " * 10,
            "Yes, " + "States should act " * 4 + "States should…",
        ),
        # No clause ends between the digits of a number.
        ("x" * 60 + " 1.500 " + "y" * 60, "x" * 60 + " 1.500…"),
        ("字" * 60, "字" * 45 + "…"),
        ("w" * 200, "w" * 90 + "…"),
    ],
)
def test_a_title_quotes_the_first_words(text: str, expected: str) -> None:
    assert opening_words(text) == expected


@given(st.text(max_size=400))
def test_a_title_is_short_and_begins_as_the_text_does(text: str) -> None:
    words = opening_words(text)
    quoted = words.removesuffix("…")
    assert "\n" not in words
    assert " ".join(text.split()).startswith(quoted)
    assert list(accumulate(2 if east_asian_width(c) in "WF" else 1 for c in quoted))[-1:] <= [
        LONGEST
    ]
