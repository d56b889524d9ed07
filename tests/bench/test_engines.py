"""The engines that the search's scan is measured against give the same answers as a plain look."""

from __future__ import annotations

from itertools import combinations

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.index import bitmaps
from recommendations.texts.folding import fold_text
from tests.bench import bigrams, engines, records

#: Few, so that they meet again.
SIGNS = "移民议定书⺀ab1é，。 -'\\_"
folded = st.text(SIGNS, min_size=1, max_size=12).map(fold_text).filter(bool)
#: Where a part of a text begins, and how long it is.
parts = st.tuples(st.integers(0, 12), st.integers(1, 6))
HOSTILE = (
    "偷运移民的议定书",
    "移民，民的书",
    "第16条a b",
    "ab 1é民 移'\\",
    "“移民” OR _*:&|!",
    "民",
)


def test_every_chinese_character_begins_one_token() -> None:
    assert list(bigrams.tokens("偷运移民")) == ["偷运", "运移", "移民", "民"]


def test_other_words_and_marks_are_tokens() -> None:
    found = list(bigrams.tokens("第16条, the protocol"))
    assert found == ["第", "16", "条", "\ue00000002c", "\ue000000020", "the", "protocol"]


@pytest.mark.parametrize(
    ("sought", "tokens", "opened"),
    [
        ("移", ("移",), True),
        ("移民", ("移民",), False),
        ("偷运移民", ("偷运", "运移", "移民"), False),
        ("第16条", ("第", "16", "条"), True),
        ("protocol", ("protocol",), False),
    ],
)
def test_a_phrase_says_no_more_than_its_words(
    sought: str, tokens: tuple[str, ...], *, opened: bool
) -> None:
    assert bigrams.phrase(sought) == bigrams.Phrase(tokens, opened)


@settings(deadline=None)
@given(st.lists(folded, min_size=1, max_size=8), parts)
def test_fts5_finds_any_part_of_a_text(texts: list[str], part: tuple[int, int]) -> None:
    start, length = part
    sought = fold_text(texts[0][start : start + length]) or texts[0]
    right = engines.plainly([sought], texts)
    assert engines.fts5(texts, ":memory:").answer([sought]) == right


def test_both_databases_and_the_scan_answer_as_a_plain_look_does(db: None) -> None:
    every = list(records.every(300))
    texts = [fold_text(each.text) for each in every]
    asked = list(engines.questions(every))
    assert {len(words) for words in asked} == {1, 2}
    found = [engines.scan(every, texts, 0.0), engines.fts5(texts, ":memory:")]
    for words in asked:
        result = engines.ask(found, words, texts)
        assert result.exact == [True, True]
        assert result.right == engines.plainly(list(map(fold_text, words)), texts)
        if connection.vendor == "postgresql":
            assert by_tsvector(words, texts) == result.right


def test_indexes_find_every_part_of_hostile_texts(db: None) -> None:
    texts = [fold_text(text) for text in HOSTILE]
    fts5 = engines.fts5(texts, ":memory:")
    for start, end in combinations(range(max(map(len, texts)) + 1), 2):
        for sought in filter(None, {fold_text(text[start:end]) for text in texts}):
            right = engines.plainly([sought], texts)
            assert fts5.answer([sought]) == right
            if connection.vendor == "postgresql":
                assert by_tsvector([sought], texts) == right


def by_tsvector(words: engines.Words, texts: list[str]) -> int:
    """The answer of PostgreSQL's own operator, without a table."""
    sought = " & ".join(f"({phrase.tsquery})" for phrase in engines.phrases(words))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tokens::tsvector @@ %s::tsquery FROM unnest(%s) AS tokens",
            [sought, [bigrams.tsvector(text) for text in texts]],
        )
        return bitmaps.from_flags(flag for (flag,) in cursor)


def test_the_tables_say_who_is_wrong() -> None:
    right = engines.Engine("scan", 8.0, 185_000_000, "memory, each process", lambda words: 1)
    wrong = engines.Engine("index", 60.0, 200_000_000, "disk", lambda words: 2)
    asked = engines.ask([right, wrong], ["移民"], ["移民", "议定书"])
    assert asked.exact == [True, False]
    assert list(engines.costs([right, wrong], 8.0))[2:] == [
        "| scan | 8.0 s | 185 MB | memory, each process |",
        "| index | 60.0 s and the folding, 8.0 s | 200 MB | disk |",
    ]
    line = list(engines.times([right, wrong], [asked], 2))[2]
    assert line.startswith("| 移民 | 50.0% |")
    assert line.endswith("| **not index** |")
