"""Printed lines that may begin a paragraph, and were read on: they are listed, not passed over."""

from pathlib import Path

from django.conf import settings

from recommendations.importing.batches.creation import create_batch
from recommendations.importing.batches.fidelity import fidelity_report
from recommendations.importing.uploads.document_reader import read_content
from tests.batches import FILE_NAME, next_report

PAPER = Path(settings.BASE_DIR, "fixtures/sources/A-CONF.213-7.zh-hans.txt")


def test_lines_behind_a_full_one_that_ends_a_sentence_are_listed_with_their_words() -> None:
    read = read_content(PAPER.read_bytes())
    lines, joined = read.source.lines(), read.parsed.joined
    assert joined
    begun = {passage.line for passage in read.parsed.passages}
    for each in joined:
        assert lines[each.line - 1].endswith(each.text) or each.text in lines[each.line - 1]
        assert each.line not in begun
    above = [next(line for line in reversed(lines[: each.line - 1]) if line) for each in joined]
    assert all(line.rstrip("0123456789")[-1] in "。；：！？”）" for line in above), above


def test_a_file_whose_lines_are_paragraphs_has_none(knowledge_base: None) -> None:
    batch = create_batch(next_report().encode(), file_name=FILE_NAME, by=None)
    assert fidelity_report(batch).joined == []
