"""Files that somebody sends as a table to do harm: each is told what is wrong and costs little."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from recommendations.importing.groups import rows_in_database
from recommendations.records.fixture_rows import digest
from smuggling_kb import middleware
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
def test_reading_them_takes_bounded_memory() -> None:
    """In a process of its own, whose memory is theirs alone: 512 MB."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.hostile_tables"]
    run = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, check=True, text=True)
    _seconds, megabytes, _slowest = run.stdout.split(maxsplit=2)
    assert float(megabytes) < 512


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
