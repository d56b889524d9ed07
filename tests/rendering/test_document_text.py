"""Passages as HTML: links, marks and modal words in a text that stays as it is."""

from recommendations.models import Citation
from recommendations.rendering.document_text import render_passage
from sessions.models import Document, Footnote


def citation(start: int, as_written: str) -> Citation:
    return Citation(start=start, as_written=as_written, document=Document(symbol="A/1"))


def footnote(mark: str, offset: int) -> Footnote:
    return Footnote(mark=mark, anchor=f"fn{mark}", offset=offset, position=int(mark))


def sup(mark: str) -> str:
    name = f'id="ref-fn{mark}" href="#fn{mark}" aria-label="Footnote {mark}"'
    return f"<sup><a {name}>{mark}</a></sup>"


def test_a_text_without_anything_is_the_text_escaped() -> None:
    assert render_passage("应当<尊重>&", []) == "应当&lt;尊重&gt;&amp;"


def test_what_is_cited_is_linked_and_what_is_not_held_is_not() -> None:
    unresolved = Citation(start=3, as_written="乙", unresolved="not-held")
    html = render_passage("见甲和乙。", [citation(1, "甲"), unresolved])
    assert html == '见<a href="/en/documents/A/1/">甲</a>和乙。'


def test_a_citation_of_a_passage_leads_to_the_passage() -> None:
    cited = citation(0, "甲")
    cited.anchor = "p4"
    assert render_passage("甲", [cited]) == '<a href="/en/documents/A/1/#p4">甲</a>'


def test_of_citations_that_overlap_the_first_is_linked() -> None:
    html = render_passage("《公约》第六条", [citation(0, "《公约》第六条"), citation(1, "公约")])
    assert html == '<a href="/en/documents/A/1/">《公约》第六条</a>'


def test_marks_stand_where_they_were_printed_at_the_beginning_and_the_end_too() -> None:
    html = render_passage("甲乙", [], [footnote("3", 2), footnote("1", 0), footnote("2", 1)])
    assert html == f"{sup('1')}甲{sup('2')}乙{sup('3')}"


def test_two_marks_at_one_place_keep_their_order() -> None:
    assert (
        render_passage("甲", [], [footnote("2", 1), footnote("1", 1)]) == f"甲{sup('1')}{sup('2')}"
    )


def test_a_link_that_a_mark_stands_in_goes_on_behind_it() -> None:
    link = '<a href="/en/documents/A/1/">'
    html = render_passage("《公约》第六条", [citation(0, "《公约》第六条")], [footnote("1", 4)])
    assert html == f"{link}《公约》</a>{sup('1')}{link}第六条</a>"


def test_the_modal_word_is_marked_behind_a_mark_and_in_a_link() -> None:
    html = render_passage("甲应当乙", [citation(0, "甲应当")], [footnote("1", 1)], [(1, 3)])
    link = '<a href="/en/documents/A/1/">'
    assert html == f'{link}甲</a>{sup("1")}{link}<strong class="modal">应当</strong></a>乙'
