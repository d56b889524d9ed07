"""Files that somebody sends as a table to do harm: each is told what is wrong and costs little."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from recommendations.curation.corrections import file_reader
from recommendations.curation.corrections.file_reader import DEATHS
from recommendations.curation.corrections.table import UnreadableTable
from recommendations.importing.rows.groups import rows_in_database
from recommendations.records.fixture_rows import digest
from smuggling_kb import middleware
from smuggling_kb.hostile_files.limited_process import ReaderDied, Reason
from tests.builders import make_recommendation
from tests.hostile_tables import FILES, workbook
from tests.reading import Page

TABLE = "/admin/recommendations/recommendation/table/"


@pytest.mark.filterwarnings("ignore:Workbook contains no:UserWarning")
@pytest.mark.parametrize(("make", "message"), FILES.values(), ids=FILES)
def test_each_is_told_what_is_wrong_and_changes_nothing(
    chief_client: Client, make: Callable[[], bytes], message: str
) -> None:
    make_recommendation("2012/5")
    before = digest(rows_in_database())
    response = chief_client.post(TABLE, {"file": SimpleUploadedFile("../../table.xlsx", make())})
    assert response.status_code == 200
    page = Page(response)
    errors = [*page.all(".errorlist"), *page.all(".faults")]
    assert any(message in error.text for error in errors), [error.text for error in errors]
    assert digest(rows_in_database()) == before


@pytest.mark.long
def test_reading_them_takes_bounded_memory_and_time() -> None:
    """Each in a process of its own, as on a server: 512 MB, and 10 s."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.hostile_tables"]
    run = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, check=True, text=True)
    seconds, megabytes, _slowest = run.stdout.split(maxsplit=2)
    assert float(megabytes) < 512
    assert float(seconds) < 10


@pytest.mark.usefixtures("limited_readers")
@pytest.mark.parametrize("reason", DEATHS)
def test_a_table_whose_reader_dies_is_told_and_changes_nothing(
    chief_client: Client, monkeypatch: pytest.MonkeyPatch, reason: Reason
) -> None:
    def die(*_arguments: object, **_options: object) -> None:
        raise ReaderDied(reason)

    monkeypatch.setattr(file_reader, "read_limited", die)
    response = chief_client.post(TABLE, {"file": SimpleUploadedFile("table.csv", b"code")})
    [error] = Page(response).all(".errorlist")
    assert str(DEATHS[reason]) in error.text


@pytest.mark.filterwarnings("ignore:Workbook contains no:UserWarning")
@pytest.mark.usefixtures("limited_readers")
@pytest.mark.parametrize(("language", "message"), [("en", "is empty"), ("zh-hans", "是空的")])
def test_a_table_is_read_in_a_process_of_its_own(
    chief_client: Client, language: str, message: str
) -> None:
    """Its words come back in the curator's language, and a table as it was read."""
    with translation.override(language):
        with pytest.raises(UnreadableTable, match=message):
            file_reader.read_uploaded_table(b"\n\n")
        for data in (workbook(), "code;text\n2012/5;应当\n".encode("gb18030"), b"a,'=b\n"):
            assert file_reader.read_uploaded_table(data) == file_reader.read_table(data)


@pytest.mark.filterwarnings("ignore:Workbook contains no:UserWarning")
def test_a_harmless_workbook_of_the_same_making_is_read(chief_client: Client) -> None:
    response = chief_client.post(TABLE, {"file": SimpleUploadedFile("table.xlsx", workbook())})
    assert "The table changes nothing." in Page(response).text


def test_more_than_25_megabytes_are_refused_unread(chief_client: Client) -> None:
    length = 25 * middleware.MEGABYTE + 1
    response = chief_client.generic(
        "POST",
        TABLE,
        "x",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(length),
    )
    assert response.status_code == 413
