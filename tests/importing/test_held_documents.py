"""The documents that are held, written out as other files, are read the same from these."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from recommendations.importing import fixtures
from recommendations.importing.editorial_answers import editorial_answers
from recommendations.importing.editorial_data import EditorialData, read_editorial_data
from recommendations.importing.inquiries.questions import ReadingHints
from recommendations.importing.pipeline import read_listed_document
from recommendations.importing.reading.parsed_document import ParsedDocument
from recommendations.importing.uploads.document_reader import read_content
from tests import fidelity
from tests.importing.conftest import MakePdf
from tests.importing.made_documents.document import MadeDocument
from tests.importing.made_documents.docx_writer import write_docx
from tests.importing.made_documents.held_documents import held_document
from tests.importing.made_documents.text_writer import write_text

every_document = pytest.mark.parametrize("symbol", fidelity.SYMBOLS)


@cache
def editorial_data() -> EditorialData:
    return read_editorial_data(fixtures.EDITORIAL)


@cache
def held(symbol: str) -> ParsedDocument:
    """Return a document as it is read of the file that is kept."""
    [facts] = [each for each in editorial_data().listed_documents() if each.symbol == symbol]
    return read_listed_document(facts, editorial_data()).parsed


def assert_read_the_same(symbol: str, write: Callable[[MadeDocument], bytes]) -> None:
    content = write(held_document(held(symbol), symbol))
    answers = editorial_answers(editorial_data(), symbol)
    parsed = read_content(content, ReadingHints(symbol=symbol, answers=answers)).parsed
    assert list(lines(parsed)) == list(lines(held(symbol)))
    assert list(map(str, parsed.questions)) == []


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
def test_of_plain_text(symbol: str) -> None:
    assert_read_the_same(symbol, write_text)


@every_document
def test_of_word_files(symbol: str) -> None:
    assert_read_the_same(symbol, write_docx)


def test_of_a_pdf(make_pdf: MakePdf) -> None:
    """Of the compilation, whose numbers and headings say all; others have headings without."""
    assert_read_the_same("CTOC/COP/WG.7/2015/5", make_pdf)
