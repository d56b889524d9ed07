"""The documents that are held, written out as other files, are read the same from these."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from recommendations.importing import fixtures
from recommendations.importing.editorial_answers import editorial_answers
from recommendations.importing.editorial_data import EditorialData, read_editorial_data
from recommendations.importing.inquiries.questions import ImportAnswer, ImportQuestion, ReadingHints
from recommendations.importing.pipeline import read_listed_document
from recommendations.importing.reading.parsed_document import ParsedDocument
from recommendations.importing.uploads.document_reader import read_content
from tests import fidelity
from tests.importing.conftest import MakePdf
from tests.importing.made_documents.document import MadeDocument
from tests.importing.made_documents.docx_writer import write_docx
from tests.importing.made_documents.held_documents import held_document
from tests.importing.made_documents.html_writer import write_html
from tests.importing.made_documents.markdown_writer import write_markdown
from tests.importing.made_documents.text_writer import write_text

SHORTEST = "CTOC/COP/WG.7/2020/4"
every_document = pytest.mark.parametrize("symbol", fidelity.SYMBOLS)


@cache
def editorial_data() -> EditorialData:
    return read_editorial_data(fixtures.EDITORIAL)


@cache
def held(symbol: str) -> ParsedDocument:
    """Return a document as it is read of the file that is kept."""
    [facts] = [each for each in editorial_data().listed_documents() if each.symbol == symbol]
    return read_listed_document(facts, editorial_data()).parsed


def assert_read_the_same(symbol: str, content: bytes) -> None:
    answers = editorial_answers(editorial_data(), symbol)
    for _reading in range(2):
        parsed = read_content(content, ReadingHints(symbol=symbol, answers=answers)).parsed
        answers += tuple(answer_to(each, held(symbol)) for each in parsed.questions)
    assert list(map(str, parsed.questions)) == []
    assert list(lines(parsed)) == list(lines(held(symbol)))


def answer_to(question: ImportQuestion, document: ParsedDocument) -> ImportAnswer:
    """Return the answer to what only lines of pages leave open; what else is asked stays open."""
    texts = [passage.text for passage in document.passages]
    texts += [note.text for note in document.footnotes]
    is_text = {
        "paragraph-at-page": any(text.startswith(question.words) for text in texts),
        "space-before-address": any(f" {question.words}" in text for text in texts),
    }.get(question.kind)
    choice = "" if is_text is None else "text" if is_text else "layout"
    return ImportAnswer(question.kind, question.words, choice)


def lines(document: ParsedDocument) -> Iterator[str]:
    """Yield all that records and readers have of a document."""
    for passage in document.passages:
        yield (
            f"{passage.anchor} {passage.kind} {passage.printed_label} {passage.level}"
            f" in {passage.section} under {passage.parent}: {passage.text}"
        )
    for note in document.footnotes:
        yield f"{note.anchor} at {note.passage} {note.offset}: {note.text}"
    yield from map(str, document.recommendations)


@every_document
@pytest.mark.parametrize("write", [write_text, write_docx, write_html, write_markdown])
def test_of_files_of_every_format(symbol: str, write: Callable[[MadeDocument], bytes]) -> None:
    assert_read_the_same(symbol, write(held_document(held(symbol), symbol)))


@pytest.mark.parametrize(
    "symbol",
    [
        pytest.param(symbol, marks=() if symbol == SHORTEST else pytest.mark.long)
        for symbol in fidelity.SYMBOLS
    ],
)
def test_of_pdf_files(symbol: str, make_pdf: MakePdf) -> None:
    assert_read_the_same(symbol, make_pdf(held_document(held(symbol), symbol)))
