"""What the project can write out as a document is read back the same, or asked about."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given

from recommendations.importing.inquiries.questions import (
    ImportAnswer,
    ImportQuestion,
    ReadingHints,
)
from recommendations.importing.reading.parsed_document import ParsedDocument
from recommendations.importing.uploads.document_reader import read_content
from tests.examples import examples
from tests.importing.conftest import MakePdf
from tests.importing.made_documents.comparison import differences
from tests.importing.made_documents.document import MadeDocument
from tests.importing.made_documents.docx_writer import write_docx
from tests.importing.made_documents.html_writer import write_html
from tests.importing.made_documents.labels import LANGUAGES
from tests.importing.made_documents.notation import next_report
from tests.importing.made_documents.random_documents import made_reports
from tests.importing.made_documents.text_writer import write_text

WRITERS: dict[str, Callable[[MadeDocument], bytes]] = {
    "text": write_text,
    "wrapped text": partial(write_text, wrapped=True),
    "HTML": write_html,
    "DOCX with typed numbers": write_docx,
    "DOCX with automatic numbers": partial(write_docx, automatic=True),
}
every_language = pytest.mark.parametrize("language", LANGUAGES)
every_writer = pytest.mark.parametrize("name", WRITERS)


def read_back(document: MadeDocument, content: bytes) -> ParsedDocument:
    """Return what is read of a file, with the answers of somebody who knows the document."""
    answers: tuple[ImportAnswer, ...] = ()
    for _reading in range(10):  # An answer may bring about another question.
        hints = ReadingHints(symbol=document.symbol, answers=answers)
        parsed = read_content(content, hints).parsed
        known = {(each.kind, each.words): answer_to(each, document) for each in parsed.questions}
        if not known:
            break
        answers += tuple(known.values())
    return parsed


def answer_to(question: ImportQuestion, document: MadeDocument) -> ImportAnswer:
    """Return the answer to what only such a file leaves open; what else is asked stays open."""
    begins = any(each.text.startswith(question.words.rstrip("…")) for each in document.passages)
    choices = {
        "paragraph-break": "new-paragraph" if begins else "same-paragraph",
        "markup": "as-printed",
        "letters-from-right": "as-printed",
    }
    return ImportAnswer(question.kind, question.words, choices.get(question.kind, ""))


@every_language
@every_writer
def test_a_report_is_read_back_the_same(language: str, name: str) -> None:
    report = next_report(language)
    parsed = read_back(report, WRITERS[name](report))
    assert differences(report, parsed) == []
    assert list(map(str, parsed.questions)) == []


@pytest.mark.parametrize("name", [name for name in WRITERS if name != "wrapped text"])
@given(document=made_reports())
@examples(6)
def test_any_report_is_read_back_the_same_or_asked_about(name: str, document: MadeDocument) -> None:
    parsed = read_back(document, WRITERS[name](document))
    asked = list(map(str, parsed.questions))
    if "text" not in name:  # Which does not say what a mark of a footnote is.
        assert asked == []
    if not asked:
        assert differences(document, parsed) == []


@pytest.mark.parametrize(
    "language",
    [
        pytest.param(language, marks=() if language in ("ar", "en") else pytest.mark.long)
        for language in LANGUAGES
    ],
)
def test_a_report_is_read_back_the_same_from_pdf(language: str, make_pdf: MakePdf) -> None:
    report = next_report(language)
    parsed = read_back(report, make_pdf(report))
    found = differences(report, parsed)
    if language == "zh-hans":  # Its heading without a number has no letters to tell it by.
        found = [each for each in found if not each.startswith("passages")]
    assert found == []
    assert list(map(str, parsed.questions)) == []
