"""What the project can write out as a document is read back the same, or asked about."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import assume, given

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
from tests.importing.made_documents.document import Kind, MadeDocument
from tests.importing.made_documents.docx_writer import write_docx
from tests.importing.made_documents.html_writer import write_html
from tests.importing.made_documents.labels import LANGUAGES, printed_label
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
        "item-in-sentence": "new-paragraph"
        if is_item(question.words, document)
        else "same-paragraph",
        "markup": "as-printed",
        "letters-from-right": "as-printed",
    }
    return ImportAnswer(question.kind, question.words, choices.get(question.kind, ""))


def is_item(words: str, document: MadeDocument) -> bool:
    """Return whether words with a letter before them begin an item."""
    items = (each.text for each in document.passages if each.kind == Kind.ITEM)
    return any(each.startswith(words.partition(" ")[2]) for each in items)


@every_language
@every_writer
def test_a_report_is_read_back_the_same(language: str, name: str) -> None:
    report = next_report(language)
    parsed = read_back(report, WRITERS[name](report))
    assert differences(report, parsed) == []
    assert list(map(str, parsed.questions)) == []


@every_writer
@given(document=made_reports())
@examples(6)
def test_any_report_is_read_back_the_same_or_asked_about(name: str, document: MadeDocument) -> None:
    if name == "wrapped text":  # Where a full line does not tell that its paragraph ends.
        assume(all(each.kind != Kind.CONTINUATION for each in document.passages))
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


@every_language
def test_a_letter_within_a_wrapped_sentence_is_asked_about(language: str) -> None:
    report = next_report(language)
    hints = ReadingHints(report.symbol)
    known = keys(read_content(write_text(report, wrapped=True), hints).parsed)
    number, file = with_letter_within_sentence(report)
    asked = keys(read_content(file, hints).parsed) - known
    [(kind, words)] = asked
    assert kind == "item-in-sentence"
    for choice, items in (("same-paragraph", 0), ("new-paragraph", 1)):
        answered = ReadingHints(report.symbol, answers=(ImportAnswer(kind, words, choice),))
        found = read_content(file, answered).parsed
        [anchor] = [each.passage for each in found.recommendations if each.number == number]
        assert len(found.items_of(anchor)) == items
        assert keys(found) == known


def keys(parsed: ParsedDocument) -> set[tuple[str, str]]:
    return {(each.kind, each.words) for each in parsed.questions}


def with_letter_within_sentence(report: MadeDocument) -> tuple[int, bytes]:
    """Return a recommendation's number, and the report as wrapped text.

    A line that goes on with the recommendation has the first letter of a list before it.
    """
    letter = printed_label(Kind.ITEM, 1, report.language)
    lines = write_text(report, wrapped=True).decode().split("\n")
    for passage in report.passages:
        if passage.kind == Kind.RECOMMENDATION and passage.text not in lines:
            second = lines.index(report.label(passage)) + 4
            if lines[second - 2][-1].isalpha() and lines[second]:
                lines[second] = f"{letter} {lines[second]}"
                return passage.number, "\n".join(lines).encode()
    raise AssertionError("No line of the report can begin with a letter.")
