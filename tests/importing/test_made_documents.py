"""The made-up documents themselves: that they are what tests take them for."""

import io
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from pypdf import PdfReader

from tests.importing.conftest import MakePdf
from tests.importing.made_documents.document import Kind, MadeDocument
from tests.importing.made_documents.docx_writer import write_docx
from tests.importing.made_documents.html_writer import write_html
from tests.importing.made_documents.labels import LANGUAGES
from tests.importing.made_documents.markdown_writer import write_markdown
from tests.importing.made_documents.notation import (
    background_paper,
    compilation,
    next_report,
    provisional_agenda,
    report_of_another_group,
    resolution,
)
from tests.importing.made_documents.pdf_writer import write_pages
from tests.importing.made_documents.random_documents import made_reports
from tests.importing.made_documents.text_writer import write_text

every_language = pytest.mark.parametrize("language", LANGUAGES)


@every_language
def test_a_report_has_what_every_report_has(language: str) -> None:
    report = next_report(language)
    counts = Counter(passage.kind for passage in report.passages)
    assert {kind: counts[kind] for kind in Kind if kind != Kind.COVER} == {
        Kind.CHAPTER: 5,
        Kind.SECTION: 6,
        Kind.HEADING: 2,
        Kind.PARAGRAPH: 13,
        Kind.RECOMMENDATION: 20,
        Kind.CONTINUATION: 1,
        Kind.ITEM: 9,
        Kind.AGENDA_ITEM: 5,
        Kind.TEXT: 1,
        Kind.ROW: 7,
    }
    assert [note.mark for note in report.footnotes] == ["1", "2", "3", "4"]
    assert list(report.recommendations()) == list(range(1, 21))


def test_a_recommendation_has_its_paragraphs_and_items_on_lines_of_their_own() -> None:
    words = next_report("en").recommendations()
    lines = words[3].splitlines()
    assert lines[0] == "States parties should consider taking the following measures:"
    assert [line[:13] for line in lines[1:]] == ["(a) Establish", "(b) Training ", "(c) Posting l"]
    assert len(words[4].splitlines()) == 2
    assert "routes, means" in words[2]


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", ["I.", "A.", "1.", "Recommendation 1", "(a)"]),
        ("fr", ["I.", "A.", "1.", "Recommandation 1", "a)"]),
        ("es", ["I.", "A.", "1.", "Recomendación 1", "a)"]),
        ("ru", ["I.", "A.", "1.", "Рекомендация 1", "a)"]),
        ("ar", ["أولا-", "ألف-", "1-", "التوصية 1", "(أ)"]),
        ("zh-hans", ["一.", "A.", "1.", "建议 1", "(a)"]),
    ],
)
def test_numbers_are_printed_as_in_each_language(language: str, printed: list[str]) -> None:
    report = next_report(language)
    kinds = (Kind.CHAPTER, Kind.SECTION, Kind.PARAGRAPH, Kind.RECOMMENDATION, Kind.ITEM)
    first = [next(each for each in report.passages if each.kind == kind) for kind in kinds]
    assert [report.label(passage) for passage in first] == printed


@every_language
def test_a_document_gives_the_same_file_again(language: str) -> None:
    report = next_report(language)

    def files() -> list[bytes]:
        made = write_docx(report), write_docx(report, automatic=True), write_pages(report)
        return [*made, write_text(report), write_markdown(report), write_html(report)]

    assert files() == files()


@every_language
def test_every_word_is_in_every_file(language: str) -> None:
    report = next_report(language)
    wanted = letters("".join(passage.text for passage in report.passages))
    for content in (
        write_text(report),
        write_text(report, wrapped=True, page_lines=10),
        write_markdown(report),
        write_html(report),
        parts_of_docx(write_docx(report, automatic=True)),
    ):
        assert not wanted - letters(content.decode())


def letters(text: str) -> Counter[str]:
    return Counter(character for character in text if character.isalpha())


def parts_of_docx(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml")


def test_footnotes_stand_on_the_page_that_has_their_marks() -> None:
    report: MadeDocument = next_report("en")
    pages = write_text(report, page_lines=20).decode().split(f"{report.symbol}\n\n")
    for note in report.footnotes:
        [page] = [page for page in pages if f"\n {note.mark} {note.text}" in page]
        [passage] = [each for each in report.passages if note in each.notes]
        assert passage.text[: note.offset] + note.mark in page


def test_a_pdf_has_headers_footers_and_the_footnotes_of_each_page(make_pdf: MakePdf) -> None:
    report = next_report("en")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(make_pdf(report))).pages]
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"{number}/{len(pages)}" in page
        assert report.job_number in page
        assert (report.symbol in page.splitlines()) == (number > 1)
    words = [unspaced(page) for page in pages]
    for note in report.footnotes:
        assert [unspaced(note.text) in page for page in words].count(True) == 1


def unspaced(text: str) -> str:
    """Return a text without white space, the ligatures of a font taken apart."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@given(document=made_reports())
def test_documents_at_random_are_reports_with_numbers_in_order(document: MadeDocument) -> None:
    numbers = list(document.recommendations())
    assert numbers == list(range(1, len(numbers) + 1))
    marks = [int(note.mark) for note in document.footnotes]
    assert marks == list(range(1, len(marks) + 1))
    for passage in document.passages:
        for note in passage.notes:
            assert passage.text[note.offset - 1].isalpha()
            assert not passage.text[note.offset : note.offset + 1].isalnum()
    wanted = letters("".join(passage.text for passage in document.passages))
    for content in (write_text(document, wrapped=True), write_markdown(document)):
        assert not wanted - letters(content.decode())


@pytest.mark.parametrize(
    ("build", "languages"),
    [
        (background_paper, ("en", "zh-hans")),
        (provisional_agenda, ("fr", "zh-hans")),
        (resolution, ("es", "zh-hans")),
        (compilation, ("en", "zh-hans")),
        (report_of_another_group, ("en", "ru", "zh-hans")),
    ],
)
def test_other_documents_are_the_same_in_each_language(
    build: Callable[[str], MadeDocument], languages: tuple[str, ...]
) -> None:
    kinds = [
        [(each.kind, each.number) for each in build(language).passages if each.kind != Kind.COVER]
        for language in languages
    ]
    assert all(kinds[0] == others for others in kinds)
