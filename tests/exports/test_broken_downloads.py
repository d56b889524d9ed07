"""A download that breaks off is never taken for whole: on a socket, in each format."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection

from tests.gateway.test_server import Connection
from tests.prepared import prepared_file

pytestmark = [
    pytest.mark.usefixtures("real_data"),
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="The server has a database of its own"
    ),
]

END = b"0\r\n\r\n"
STREAMED = [
    *(f"recommendations.{extension}" for extension in ("csv", "json", "ris", "bib")),
    "passages.csv",
    "passages.json",
    "concordance.csv",
]
#: Each with the table that is read while it is made.
WHOLE = [
    ("recommendations.xlsx", "recommendations_recommendationtext"),
    ("brief.docx", "recommendations_recommendationtext"),
]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("failing")
    shutil.copy(prepared_file(), folder / "db.sqlite3")
    with subprocess.Popen(
        [sys.executable, "-m", "tests.exports.failing_server"],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout
        yield int(process.stdout.readline())
        process.kill()


def ask(port: int, path: str, *headers: str) -> tuple[bytes, bytes]:
    """Return head and body of an answer, read until the server ends the connection."""
    lines = [f"GET /en/{path} HTTP/1.1", "Host: localhost", "Connection: close", *headers]
    with Connection(port) as client:
        answer = client.send("\r\n".join([*lines, "", ""]).encode()).read_to_end()
    head, _empty, body = answer.partition(b"\r\n\r\n")
    return head.lower(), body


@pytest.mark.parametrize("path", STREAMED)
def test_a_file_whose_rows_fail_has_no_end_and_is_kept_by_nobody(port: int, path: str) -> None:
    head, body = ask(port, path, "X-Fails: begun")
    assert head.startswith(b"http/1.1 200")
    assert b"transfer-encoding: chunked" in head
    assert len(body) > 3000
    assert not body.endswith(END)
    assert b"\netag:" not in head
    assert b"\ncache-control: no-store" in head
    whole_head, whole = ask(port, path)
    assert whole_head.startswith(b"http/1.1 200")
    assert whole.endswith(END)
    assert len(whole) > len(body)


@pytest.mark.parametrize(("path", "table"), WHOLE)
def test_a_file_that_must_be_whole_is_or_is_none(port: int, path: str, table: str) -> None:
    head, body = ask(port, path, f"X-Fails: {table}")
    assert head.startswith(b"http/1.1 503")
    assert b"\nretry-after:" in head
    assert b"\netag:" not in head
    assert not body.startswith(b"PK")
    head, body = ask(port, path)
    assert head.startswith(b"http/1.1 200")
    assert f"content-length: {len(body)}".encode() in head
    assert b"\netag:" in head


def test_the_number_of_rows_is_said(port: int) -> None:
    for path in STREAMED[:4]:
        assert b"\nx-record-count: 129" in ask(port, path)[0]
