"""Pages of HTML: what a browser shows is read, with numbers of lists and marks of footnotes."""

import pytest

from recommendations.importing.containers import read_source_text
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.layout.source_text import MarkPlace, SourceText
from tests.importing.made_documents.docx_writer import write_docx
from tests.importing.made_documents.html_writer import write_html
from tests.importing.made_documents.notation import next_report
from tests.importing.test_pdf_files import LANGUAGES, contents, texts


def read(body: str) -> SourceText:
    return read_source_text(f"<!DOCTYPE html><meta charset=utf-8><body>{body}".encode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_read_as_its_word_file_is(language: str) -> None:
    report = next_report(language)
    found = read_source_text(write_html(report))
    assert list(contents(found)) == list(contents(read_source_text(write_docx(report))))


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>甲\n  乙<b>丙</b></p>", ["甲 乙丙"]),
        ("<p>a<br>b</p>c<div>d</div>e", ["a", "b", "c", "d", "e"]),
        ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
        ("<ol type=a start=3><li>x<li value=9>y<li>z</ol>", ["c. x", "i. y", "j. z"]),
        ("<ol type=I><li>x<ol type=i><li>y</ol><li>z</ol>", ["I. x", "i. y", "II. z"]),
        ("<ul><li>x</ul>", ["• x"]),
        ("<pre>a\nb</pre>", ["a", "b"]),
        ("<script>x</script><style>y</style><!-- z --><p>a</p>", ["a"]),
        ("<p>1&nbsp;&amp;&#8209;2&shy;</p>", ["1 &-2"]),
        ("<table><tr><td>a</table>", ["a"]),
    ],
)
def test_lines(body: str, lines: list[str]) -> None:
    assert texts(read(body)) == lines


def test_headings_have_their_styles_and_rows_their_cells() -> None:
    source = read("<h2>甲</h2><table><tr><td><p>a</p><p>b</p><td>c</table>")
    assert [(line.style, line.cells) for line in source.body] == [
        ("heading2", ()),
        ("", ("a\nb", "c")),
    ]


WORD_NOTE = "<div id=ftn1><p><a href='#_ftnref1' name='_ftn1'>[1]</a> 注。</p></div>"
PANDOC_NOTE = "<section><ol><li id=fn1><p>注。<a href='#fnref1'>↩︎</a></p></li></ol></section>"


@pytest.mark.parametrize(
    "page",
    [
        "<p>甲<sup><a href='#n' id=r>1</a></sup>乙</p><p id=n><sup>1</sup> 注。</p>",
        f"<p>甲<a href='#_ftn1' name='_ftnref1'>[1]</a>乙</p>{WORD_NOTE}",
        f"<p>甲<a href='#fn1' id=fnref1><sup>1</sup></a>乙</p>{PANDOC_NOTE}",
    ],
    ids=["of a link", "of Word", "of pandoc"],
)
def test_footnotes(page: str) -> None:
    source = read(page)
    assert [(line.text, line.mark_places) for line in source.body] == [
        ("甲1乙", (MarkPlace(1, "1"),))
    ]
    assert [(each.mark, each.lines[0].text) for each in source.footnotes] == [("1", "注。")]


def test_what_is_not_shown_is_accounted_for() -> None:
    source = read("<p>甲<span style='display: none'>乙</span></p><p hidden>丙</p>")
    assert texts(source) == ["甲"]
    assert [each.text for each in source.dropped] == ["乙", "丙"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "windows-1251", "utf-16"])
def test_a_page_is_read_in_the_encoding_that_it_names(encoding: str) -> None:
    page = f"<html><meta charset={encoding}><p>Доклад</p>".encode(encoding)
    assert texts(read_source_text(page)) == ["Доклад"]


@pytest.mark.parametrize("name", ["utf-7", "nonsense", "ascii", "utf-8", "punycode"])
def test_another_encoding_is_refused_in_words(name: str) -> None:
    page = f"<html><meta charset={name}><p>".encode() + "Доклад".encode("koi8-r")
    with pytest.raises(ImportRejected, match=rf"in which encoding it is.*{name}"):
        read_source_text(page)
