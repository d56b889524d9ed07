"""The folded texts of a language, and what is found in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.index import bitmaps
from recommendations.index.folded_texts import RARE, FoldedTexts

#: Few characters, so that a part of one text is often in another.
FOLDED = st.text(alphabet="移民海上ab 1", max_size=8)


@given(st.lists(FOLDED, min_size=1, max_size=40), st.text("移民海上ab 1", min_size=1, max_size=3))
def test_a_word_is_found_in_every_text_that_holds_it_and_in_no_other(
    texts: list[str], word: str
) -> None:
    expected = [place for place, text in enumerate(texts) if word in text]
    assert list(bitmaps.places(FoldedTexts(texts).bitmap_containing(word))) == expected


@pytest.mark.parametrize("word", ["移民", "un", "un 移民", "2000", "виза", "طفل"])
@pytest.mark.parametrize("often", ["移民。", "un.", "виза", "طفل"])
def test_letters_that_few_texts_have_are_looked_for_in_those_alone(often: str, word: str) -> None:
    texts = [often] * RARE + ["un 移民 2000", "2000", "un виза", "طفل 2000"]
    expected = [place for place, text in enumerate(texts) if word in text]
    assert list(bitmaps.places(FoldedTexts(texts).bitmap_containing(word))) == expected


def test_no_word_is_found_across_two_texts() -> None:
    assert FoldedTexts(["海上", "移民"]).bitmap_containing("上移") == 0


def test_texts_are_as_they_were() -> None:
    texts = ["移民", "", "海上 a", ""]
    held = FoldedTexts(texts)
    assert list(held) == [held[place] for place in range(len(held))] == texts
    assert held.characters == sum(map(len, texts))
