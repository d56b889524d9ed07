"""Whatever a text has: nothing fails, takes long, or stands where the text does not have it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.citations.context import CitationContext, TreatyNames
from recommendations.citations.grammar import parse_citations
from recommendations.texts.dates import printed_days
from recommendations.texts.modality import read_modality
from recommendations.texts.modality.readers import PHRASE_READERS

#: Words of all languages, marks, and characters that print nothing.
WORDS = (
    *("States parties", "should", "consider", "urges", "the", "Secretariat", "may wish to", "that"),
    *(
        "Les États parties",
        "devraient",
        "prie instamment",
        "l’ONUDC",
        "Se alienta",
        "a los Estados",
    ),
    *("Государствам-участникам", "следует", "рекомендуется", "ينبغي", "للدول الأطراف", "تُشجَّع"),
    *("article 16", "paragraph 5", "of the Protocol", "resolution 5/3", "المادة 16", "статьи 16"),
    *(
        "缔约国",
        "应当",
        "第 16 条",
        "(a)",
        "3–7",
        "11 May 2012",
        ",",
        ".",
        ";",
        ":",
        "\n",
        "“",
        "”",
    ),
    *("\u00a0", "\u0301", "\u200b", "\u0640", "\u064b", "ﻷ", "\ufeff", "É", "e\u0301", "\x00"),
)
texts = st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join) | st.text(max_size=60)


@given(text=texts, chapeau=texts, language=st.sampled_from(sorted(PHRASE_READERS)))
def test_what_is_read_stands_in_the_text(text: str, chapeau: str, language: str) -> None:
    read = read_modality(text, chapeau, language)
    assert (chapeau if read.in_chapeau else text)[read.start : read.end] == read.modal
    for cited in parse_citations(text, CitationContext(TreatyNames({}), language=language)):
        assert cited.as_written == text[cited.start : cited.end] != ""
    for (start, end), _day in printed_days(text, language):
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("language", sorted(PHRASE_READERS))
def test_a_very_long_text_is_read(language: str) -> None:
    text = " ".join(WORDS[:-2]).replace(".", "").replace("\n", "") * 40
    assert read_modality(text, "", language)
    assert parse_citations(text, CitationContext(TreatyNames({}), language=language)) is not None
