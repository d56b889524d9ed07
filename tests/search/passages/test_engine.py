"""The search in the documents: fields, expansion, order."""

import pytest

from recommendations.index import current_index
from recommendations.index.passages.keys import passage_row
from recommendations.models import WorkflowStage
from recommendations.search.passages.engine import find_passages
from sessions.models import Footnote, Paragraph, Resource, ResourceKind, Section
from tests.builders import (
    make_document,
    make_footnote,
    make_paragraph,
    make_recommendation,
    make_session,
)

OLD, NEW = "CTOC/COP/WG.7/2013/2", "CTOC/COP/WG.7/2022/10"


def found(typed: str) -> list[str]:
    """The anchors of the passages found, the best first."""
    index = current_index()
    rows = (
        passage_row(index.passages.keys[place]) for place in find_passages(typed, index).ranking
    )
    return [table.objects.get(pk=pk).anchor for table, pk in rows]


@pytest.fixture
def documents(db: None) -> None:
    old = make_document(OLD, year=2013, session=make_session(2))
    new = make_document(NEW, year=2022)
    make_paragraph(4, text="海上偷运移民。", document=old)
    make_paragraph(5, "a", text="海上，海上。", document=old)
    paragraph = make_paragraph(25, text="移民在海上。", document=new)
    make_footnote(paragraph, "7", 2, "海上，海上，海上 zebras。")


@pytest.mark.usefixtures("documents")
@pytest.mark.parametrize(
    ("typed", "anchors"),
    [
        # Paragraphs before footnotes, the oftener the sooner, then the newest document.
        ("海上", ["p5a", "p25", "p4", "fn7"]),
        # All words one after the other before words apart.
        ("偷运 移民", ["p4"]),
        ("海上 移民", ["p25", "p4"]),
        ("海上 -移民", ["p5a", "fn7"]),
        ("偷运 OR zebras", ["p4", "fn7"]),
        ("zeb*", ["fn7"]),
        ("zebra", ["fn7"]),  # Another form of it stands there.
        ("the zebras of", ["fn7"]),  # Function words decide nothing here either.
        ('"zebra"', []),
        (f"symbol:{OLD} 海上", ["p5a", "p4"]),
        ("document:2022/10 海上", ["p25", "fn7"]),
        ("文件:2022/10 海上", ["p25", "fn7"]),
        ("year:2013 海上", ["p5a", "p4"]),
        ("session:2 海上", ["p5a", "p4"]),
        ("year:2014 海上", []),
        # What passages do not have is never passed over.
        ("theme:prevention 海上", []),
        ("海上 -theme:prevention", []),
        ("code:2012/5", []),
        ("", []),
        ("***", []),
    ],
)
def test_passages_are_found_by_the_language_of_queries(typed: str, anchors: list[str]) -> None:
    assert found(typed) == anchors


@pytest.mark.usefixtures("documents")
def test_passages_stand_as_the_documents_are_read_the_newest_first() -> None:
    passages = current_index().passages
    rows = map(passage_row, passages.keys)
    anchors = [table.objects.get(pk=pk).anchor for table, pk in rows]
    assert anchors == ["s1", "p25", "fn7", "s1", "p4", "p5", "p5a"]
    assert list(passages.columns["document"].bitmaps) == [NEW, OLD]


@pytest.mark.django_db
def test_symbols_sort_by_their_numbers() -> None:
    for number in (10, 9):
        make_document(f"CTOC/COP/WG.7/2015/{number}")
    symbols = current_index().passages.columns["document"].bitmaps
    assert list(symbols) == ["CTOC/COP/WG.7/2015/9", "CTOC/COP/WG.7/2015/10"]


@pytest.mark.django_db
def test_a_passage_that_lists_a_resource_is_of_that_kind_too() -> None:
    paragraph = make_paragraph(1, "a", text="有哪些经验？")
    Resource.objects.create(paragraph=paragraph, kind=ResourceKind.QUESTION, title="有哪些经验？")
    passages = current_index().passages
    place = list(map(passage_row, passages.keys)).index((Paragraph, paragraph.pk))
    assert passages.columns["kind"].values_at(place) == ("item", "question")


@pytest.mark.django_db
@pytest.mark.parametrize("stage", WorkflowStage)
def test_documents_are_searched_whatever_the_stage_of_their_records(stage: str) -> None:
    """Their pages show them: a draft that somebody reads from one takes it from no search."""
    make_recommendation("2026/1", "海上的草案。", publication=stage)
    background = make_document(NEW, year=2022)
    make_paragraph(2, text="海上。", document=background)
    assert found("海上") == ["p1", "p2"]


@pytest.mark.usefixtures("knowledge_base")
def test_every_passage_of_the_documents_is_searched() -> None:
    passages = current_index().passages
    assert passages.size == sum(table.objects.count() for table in (Section, Paragraph, Footnote))
    assert found("哈瓦拉") == ["p25", "fn20"]
