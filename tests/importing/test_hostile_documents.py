"""Files that somebody gives as a document to do harm: each is told, and costs little."""

import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.layout.source_text import SourceText
from recommendations.importing.reading.doubtful_lines import markup
from recommendations.importing.uploads import document_reader
from tests.hostile_archives import WORD_FILES
from tests.hostile_documents import FILES, SLOW_FILES
from tests.hostile_pages import PAGES
from tests.hostile_pdf import PDF_FILES
from tests.hostile_tables import processor_seconds

DIGITS = "偷运移民问题工作组会议报告\n\n一. 导言\n\n{digits}. 建议缔约国应当合作。\n"


ALL_FILES = FILES | WORD_FILES | PAGES
#: These are read in a process of their own alone: the library may end it.
ALL_LIMITED = PDF_FILES | SLOW_FILES


@pytest.mark.parametrize(("make", "message"), ALL_FILES.values(), ids=ALL_FILES)
def test_each_is_told_what_is_wrong(make: Callable[[], bytes], message: str) -> None:
    with pytest.raises(ImportRejected, match=message):
        document_reader.read_content_limited(make())


@pytest.mark.usefixtures("limited_readers")
@pytest.mark.parametrize(("make", "message"), PDF_FILES.values(), ids=PDF_FILES)
def test_each_pdf_file_is_told_what_is_wrong(make: Callable[[], bytes], message: str) -> None:
    with pytest.raises(ImportRejected, match=message):
        document_reader.read_content_limited(make())


@pytest.mark.long
@pytest.mark.usefixtures("limited_readers")
def test_reading_them_takes_bounded_memory_and_time() -> None:
    for name, (make, message) in (ALL_FILES | ALL_LIMITED).items():
        start = processor_seconds()
        with pytest.raises(ImportRejected, match=message):
            document_reader.read_content_limited(make())
        assert processor_seconds() - start < 10, name
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 512 * 1024


@pytest.mark.usefixtures("limited_readers")
@pytest.mark.parametrize("name", ["A-CONF.213-7.zh-hans.txt", "CTOC-COP-WG.7-2020-4.zh-hans.md"])
def test_a_document_is_read_in_a_process_of_its_own(name: str) -> None:
    content = Path("fixtures/sources", name).read_bytes()
    assert document_reader.read_content_limited(content) == document_reader.read_content(content)


def test_there_are_files_of_every_kind() -> None:
    assert len(ALL_FILES) + len(ALL_LIMITED) >= 120


def test_a_file_without_an_end_is_not_read_to_it(db: None) -> None:
    with pytest.raises(CommandError, match=r"larger than 25 MB.* Nothing was changed"):
        call_command("import_document", "/dev/zero")


@pytest.mark.usefixtures("limited_readers")
def test_a_paragraph_with_a_number_of_5000_digits_is_told(db: None, tmp_path: Path) -> None:
    path = tmp_path / "CTOC-COP-WG.7-2030-1.zh-hans.txt"
    path.write_text(DIGITS.format(digits="9" * 5000), encoding="utf-8")
    with pytest.raises(CommandError, match=r"Line 5: a number of 5000 digits.* Nothing was change"):
        call_command("import_document", str(path))


@pytest.mark.parametrize("line", ["99999. 缔约国", "建议 12345", "电话 " + "1" * 30])
def test_numbers_have_no_more_digits_than_any_that_is_printed(line: str) -> None:
    source = SourceText(f"一. 导言\n\n{line}\n")
    with pytest.raises(ImportRejected, match=r"Line 3: a number of \d+ digits"):
        document_reader.check_numbers(source)


@pytest.mark.parametrize("mark", ["<script>", "</b>", "<img src=x onerror=y>", "<!--", "&amp;"])
def test_marks_of_html_are_asked_about(
    knowledge_base: None, tmp_path: Path, mark: str, capsys: pytest.CaptureFixture[str]
) -> None:
    report = Path("fixtures/sources/CTOC-COP-WG.7-2020-4.zh-hans.md").read_text(encoding="utf-8")
    path = tmp_path / "CTOC-COP-WG.7-2026-4.zh-hans.md"
    path.write_text(report.replace("鼓励缔约国为可能因", f"鼓励{mark}缔约国为可能因"), "utf-8")
    with pytest.raises(CommandError, match="questions open"):
        call_command("import_document", str(path), "--write")
    assert f"“{mark}” looks like a mark of HTML. Is it printed so, or" in capsys.readouterr().out


def test_brackets_that_are_printed_are_no_marks() -> None:
    source = SourceText("")
    assert markup("《<打击偷运移民议定书>缔约国》 a < b > c", source) == {}
