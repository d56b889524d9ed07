"""A quoted search finds every text that holds its words, and no other (P8).

Every text of records and passages is folded here by rules written a second time, and looked into.
"""

from __future__ import annotations

import pytest

from recommendations.index import RecommendationIndex, bitmaps, current_index
from recommendations.index.passages.keys import passage_row
from recommendations.models import RecommendationText
from recommendations.search.engine import find_records
from recommendations.search.passages.engine import find_passages
from sessions.models import Footnote, Paragraph, Section
from tests.bench.exactness import FoldedTexts
from tests.builders import make_document, make_footnote, make_paragraph, make_recommendation

#: Queries of each kind: of 1, 2, 3, 4, 5 and 8 characters, and of two words.
EACH = 60


def printed_records() -> FoldedTexts:
    """Every text of every record, in all languages, by the code of the record."""
    return FoldedTexts(RecommendationText.objects.values_list("recommendation__code", "text"))


def printed_passages() -> FoldedTexts:
    headings = {f"section {each.pk}": each.printed_heading for each in Section.objects.all()}
    words = {
        f"{name} {pk}": text
        for name, model in (("paragraph", Paragraph), ("footnote", Footnote))
        for pk, text in model.objects.values_list("pk", "text")
    }
    return FoldedTexts((headings | words).items())


def records_with(query: str, index: RecommendationIndex) -> set[str]:
    return {index.code(place) for place in bitmaps.places(find_records(query, index).matches)}


def passages_with(query: str, index: RecommendationIndex) -> set[str]:
    places = bitmaps.places(find_passages(query, index).matches)
    rows = (passage_row(index.passages.keys[place]) for place in places)
    return {f"{table._meta.model_name} {pk}" for table, pk in rows}


@pytest.mark.usefixtures("knowledge_base")
def test_no_text_is_missed_and_none_is_false() -> None:
    index = current_index()
    records, passages = printed_records(), printed_passages()
    asked = [*records.queries(EACH), *passages.queries(EACH)]
    assert len(asked) > 800
    for words in asked:
        query = " ".join(f'"{word}"' for word in words)
        assert records_with(query, index) == records.having(words), query
        assert passages_with(query, index) == passages.having(words), query


@pytest.mark.usefixtures("knowledge_base")
def test_every_character_of_every_passage_finds_it() -> None:
    index, passages = current_index(), printed_passages()
    characters = sorted({each for _name, text in passages.folded for each in text if each > "一"})
    assert len(characters) > 1000
    for each in characters:
        having = {name for name, text in passages.folded if each in text}
        if each.isalnum():
            assert passages_with(f'"{each}"', index) == having, each


@pytest.mark.django_db
def test_spaces_width_and_tradition_are_no_difference() -> None:
    paragraph = make_paragraph(3, text="依照第 １６ 条，海上 危險")
    footnote = make_footnote(paragraph, "1", 3, "See the Smuggling Protocol.")
    index = current_index()
    for phrase in ("第16条", "第 16 条", "海上危险", "１６条"):
        assert passages_with(f'"{phrase}"', index) == {f"paragraph {paragraph.pk}"}
    for phrase in ("smuggling protocol", "SMUGGLING"):
        assert passages_with(f'"{phrase}"', index) == {f"footnote {footnote.pk}"}
    for phrase in ("6条", "smuggl", "第1", "条海上"):
        assert passages_with(f'"{phrase}"', index) == set()


@pytest.mark.django_db
def test_a_passage_equal_to_a_record_is_in_memory_once() -> None:
    make_recommendation("2012/5", "缔约国应当保护移民的生命。")
    make_paragraph(9, text="另一段文字。", document=make_document("CTOC/COP/WG.7/2012/5"))
    index = current_index()
    held = {id(text) for texts in index.texts.values() for text in texts}
    shared = [text for text in index.passages.texts if id(text) in held]
    assert shared == ["缔约国应当保护移民的生命。"]
