"""Files as answers: whole, or in pieces and few at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from threading import Thread
from typing import IO, Any

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import RequestFactory

from smuggling_kb import file_responses
from smuggling_kb.file_responses import LARGE_FILES, SMALL, file_response, whole_file_response

TEXT = "text/plain"
PART = b"x" * 10_000
LARGE = 2 * SMALL // len(PART)

request = RequestFactory().get("/en/recommendations.csv")


@pytest.fixture(autouse=True)
def all_places_are_free_again() -> Iterator[None]:
    """The end of an answer closes connections, which other tests here may have."""
    request_finished.disconnect(close_old_connections)
    yield
    answers = [large_file() for _each in range(LARGE_FILES)]
    assert [answer.status_code for answer in answers] == [200] * LARGE_FILES
    for answer in answers:
        answer.close()
    request_finished.connect(close_old_connections)


def large_file(count: int = LARGE) -> HttpResponseBase:
    return file_response(request, (PART for _number in range(count)), TEXT, {})


def failing(after: int) -> Iterator[bytes]:
    for _number in range(after):
        yield PART
    raise OSError("The database went away.")


def read(answer: HttpResponseBase) -> bytes:
    assert isinstance(answer, StreamingHttpResponse)
    return b"".join(answer)


def test_a_small_file_is_whole() -> None:
    answer = file_response(request, iter(["a\r\n", "文"]), TEXT, {"X-Robots-Tag": "noindex"})
    assert isinstance(answer, HttpResponse)
    assert answer.content == "a\r\n文".encode()
    assert answer.headers["Content-Type"] == TEXT
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Cache-Control" not in answer.headers


def test_a_small_file_that_fails_is_no_answer() -> None:
    with pytest.raises(OSError, match="went away"):
        file_response(request, failing(3), TEXT, {})


def test_a_large_file_comes_in_pieces_that_nobody_keeps() -> None:
    answer = large_file()
    assert answer.headers["Cache-Control"] == "no-store"
    pieces = list(answer)
    assert b"".join(pieces) == PART * LARGE
    assert len(pieces) < LARGE / 2


def test_a_large_file_that_fails_raises_where_it_is_read() -> None:
    answer = file_response(request, failing(LARGE), TEXT, {})
    assert answer.status_code == 200
    with pytest.raises(OSError, match="went away"):
        read(answer)


def test_few_large_files_are_made_at_a_time_and_any_number_of_small_ones() -> None:
    open_ones = [large_file() for _each in range(LARGE_FILES)]
    refused = large_file()
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "30"
    assert "Other large files are being prepared" in refused.content.decode()  # type: ignore[attr-defined]
    assert file_response(request, iter([PART]), TEXT, {}).status_code == 200
    read(open_ones[0])
    open_ones[1].close()
    again = large_file()
    assert again.status_code == 200
    again.close()


def test_a_file_that_is_forgotten_gives_its_place_back() -> None:
    for _each in range(LARGE_FILES + 1):
        assert large_file().status_code == 200


# Files that must be whole


def workbook() -> IO[bytes]:
    return io.BytesIO(b"PK" * 1000)


def make_whole(make: Any = workbook, *, is_small: bool) -> HttpResponseBase:
    return whole_file_response(request, make, TEXT, {}, is_small=is_small)


def test_one_of_few_bytes_is_read_at_once() -> None:
    answer = make_whole(is_small=True)
    assert isinstance(answer, HttpResponse)
    assert answer.content == b"PK" * 1000


def test_one_of_many_says_its_length() -> None:
    answer = make_whole(lambda: io.BytesIO(b"PK" * SMALL), is_small=False)
    assert isinstance(answer, FileResponse)
    assert answer.headers["Content-Length"] == str(2 * SMALL)
    assert b"".join(answer) == b"PK" * SMALL
    answer.close()


def test_only_one_large_one_is_made_at_a_time_and_a_small_one_beside_it() -> None:
    inner: list[int] = []

    def make() -> IO[bytes]:
        inner.append(make_whole(is_small=False).status_code)
        inner.append(make_whole(is_small=True).status_code)
        return workbook()

    assert make_whole(make, is_small=False).status_code == 200
    assert inner == [503, 200]


def test_small_ones_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    statuses: list[int] = []

    def make() -> IO[bytes]:
        other = Thread(target=lambda: statuses.append(make_whole(is_small=True).status_code))
        other.start()
        other.join(0.05)
        others.append(other)
        return workbook()

    others: list[Thread] = []
    assert make_whole(make, is_small=True).status_code == 200
    others[0].join()
    assert statuses == [200]
    monkeypatch.setattr(file_responses, "PATIENCE", 0.01)
    assert make_whole(lambda: refuse_within(statuses), is_small=True).status_code == 200
    assert statuses == [200, 503]


def refuse_within(statuses: list[int]) -> IO[bytes]:
    statuses.append(make_whole(is_small=True).status_code)
    return workbook()


def test_one_that_fails_gives_its_turn_back() -> None:
    def fail() -> IO[bytes]:
        raise OSError("No space left on device")

    for is_small in (False, True):
        with pytest.raises(OSError, match="No space"):
            make_whole(fail, is_small=is_small)
        assert make_whole(is_small=is_small).status_code == 200
