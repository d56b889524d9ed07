"""What is compressed, for whom, and what never is."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress

import brotli
import pytest
from django.contrib.auth import get_user_model
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import Client, RequestFactory

from smuggling_kb.compression.codings import CODINGS, accepted_coding
from smuggling_kb.compression.middleware import compress_answers
from tests.builders import make_recommendation, make_session
from tests.public_pages import ALL
from tests.reading import file_content

READERS: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}
WORDS = b"The Working Group recommends. " * 100

PAGES = (
    *("/en/", "/en/recommendations/", "/zh-hans/recommendations/2012/5/", "/en/nothing/"),
    *("/en/recommendations.csv", "/en/recommendations.json", "/en/recommendations.ris"),
    *("/en/recommendations.bib", "/en/explore/matrix.svg", "/sitemap.xml"),
)


@pytest.fixture
def record() -> None:
    make_recommendation("2012/5", session=make_session(1), text="缔约国应当采取行动。" * 60)


def get(client: Client, path: str, coding: str = "", method: str = "get") -> HttpResponseBase:
    headers = {"accept-encoding": coding} if coding else {}
    answer: HttpResponseBase = getattr(client, method)(path, headers=headers)
    return answer


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip;q=0.1", "gzip"),
        ("br ; q=0.000 ,gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0.5, br;q=0", "gzip"),
        ("identity", ""),
        ("x-gzip, brotli", ""),
        ("br;q=high", ""),
        ("", ""),
        (",;=,", ""),
        (f"{'x' * 1_000}, br", ""),
    ],
)
def test_the_better_of_the_codings_that_a_client_takes(header: str, coding: str) -> None:
    assert accepted_coding(header) == coding


@pytest.mark.django_db
@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("path", PAGES)
def test_words_come_compressed_and_are_the_same(client: Client, path: str, coding: str) -> None:
    plain, answer = get(client, path), get(client, path, coding)
    assert answer.headers["Content-Encoding"] == coding
    content = file_content(answer)
    assert READERS[coding](content) == file_content(plain)
    assert int(answer.headers["Content-Length"]) == len(content)
    for each in (plain, answer):
        assert "Accept-Encoding" in each.headers["Vary"]


@pytest.mark.django_db
@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("coding", ["", *CODINGS])
@pytest.mark.parametrize("path", PAGES)
def test_who_asks_for_the_head_is_told_the_same(client: Client, path: str, coding: str) -> None:
    whole, head = get(client, path, coding), get(client, path, coding, "head")
    assert dict(head.headers) == dict(whole.headers)


@pytest.mark.django_db
@pytest.mark.usefixtures("record")
def test_each_coding_has_a_name_of_its_own(client: Client) -> None:
    path = "/en/recommendations/"
    names = {coding: get(client, path, coding).headers["ETag"] for coding in ("", *CODINGS)}
    assert len(set(names.values())) == 3
    for coding, name in names.items():
        headers = {"accept-encoding": coding, "if-none-match": name}
        unchanged = client.get(path, headers=headers)
        assert unchanged.status_code == 304
        assert unchanged.headers["ETag"] == name
        assert unchanged.headers["Vary"] == "Accept-Encoding"
    for coding, other in (("", "br"), ("", "gzip"), ("gzip", "br")):
        headers = {"accept-encoding": coding, "if-none-match": names[other]}
        assert client.get(path, headers=headers).status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("path", ["/en/recommendations.xlsx", "/en/recommendations/suggest/?q=a"])
def test_what_is_compressed_already_or_short_is_left_alone(client: Client, path: str) -> None:
    answer = get(client, path, "gzip, br")
    assert answer.status_code == 200
    assert answer.headers.keys().isdisjoint({"Content-Encoding", "Vary"})


def answered(answer: HttpResponseBase, path: str = "/en/", **headers: str) -> HttpResponseBase:
    """What becomes of an answer that the site would give."""
    request = RequestFactory().get(path, headers={"accept-encoding": "br"} | headers)
    return compress_answers(lambda _request: answer)(request)


def test_an_answer_that_has_a_coding_keeps_it() -> None:
    answer = HttpResponse(WORDS, headers={"Content-Encoding": "zstd"})
    assert file_content(answered(answer)) == WORDS


def test_files_of_the_disk_are_left_to_what_serves_them() -> None:
    answer = answered(FileResponse(iter([WORDS]), content_type="text/css"))
    assert "Content-Encoding" not in answer.headers


class TestSecrets:
    """A length tells what is in a page that holds a secret beside words of another site."""

    def test_nothing_of_a_session_or_a_form_is_compressed(self) -> None:
        with_cookie = HttpResponse(WORDS)
        with_cookie.set_cookie("csrftoken", "x")
        for answer in (
            answered(HttpResponse(WORDS), cookie="sessionid=1"),
            answered(HttpResponse(WORDS), cookie="csrftoken=1"),
            answered(HttpResponse(WORDS), "/admin/"),
            answered(with_cookie),
        ):
            assert "Content-Encoding" not in answer.headers

    def test_a_cookie_that_is_nobodys_secret_changes_nothing(self) -> None:
        answer = answered(HttpResponse(WORDS), cookie="theme=dark")
        assert answer.headers["Content-Encoding"] == "br"

    @pytest.mark.django_db
    def test_the_admin_is_not_compressed(self, client: Client) -> None:
        assert "Content-Encoding" not in get(client, "/admin/login/", "br").headers
        client.force_login(get_user_model().objects.create_superuser("chief"))
        for path in ("/admin/", "/admin/recommendations/theme/add/", "/en/themes/"):
            assert "Content-Encoding" not in get(client, path, "br").headers

    @pytest.mark.usefixtures("knowledge_base")
    def test_every_public_page_is_compressed_unless_it_holds_a_token(self, client: Client) -> None:
        for path in ALL:
            client.cookies.clear()
            answer = get(client, f"/en/{path}", "br")
            content = file_content(answer)
            if answer.headers.get("Content-Encoding") == "br":
                assert b"csrfmiddlewaretoken" not in brotli.decompress(content), path
            else:
                assert b"csrfmiddlewaretoken" in content, path


class TestLargeFiles:
    """What is made while it goes out is compressed while it goes out."""

    pieces = (WORDS, b"", "偷运移民".encode() * 30_000, WORDS)

    @pytest.mark.parametrize("coding", CODINGS)
    def test_it_is_whole_at_its_end(self, coding: str) -> None:
        file = StreamingHttpResponse(iter(self.pieces), content_type="text/csv")
        file.headers["Content-Length"] = "1"
        answer = answered(file, **{"accept-encoding": coding})
        assert isinstance(answer, StreamingHttpResponse)
        assert "Content-Length" not in answer.headers
        pieces = list(answer)
        assert all(pieces)  # An empty piece would be taken for the end.
        assert READERS[coding](b"".join(pieces)) == b"".join(self.pieces)

    def test_one_that_breaks_off_has_no_end(self) -> None:
        def parts() -> Iterator[bytes]:
            yield from self.pieces * 10
            raise OSError("The database went away.")

        received = {}
        for coding in CODINGS:
            file = StreamingHttpResponse(parts(), content_type="text/csv")
            answer = answered(file, **{"accept-encoding": coding})
            assert isinstance(answer, StreamingHttpResponse)
            received[coding] = b""
            with suppress(OSError):
                for piece in answer:
                    received[coding] += piece
                pytest.fail("The answer did not break off.")
        unzipped = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        unzipped.decompress(received["gzip"])
        assert not unzipped.eof
        decompressor = brotli.Decompressor()
        decompressor.process(received["br"])
        assert not decompressor.is_finished()

    @pytest.mark.django_db  # The end of a request looks after its connections.
    def test_what_it_holds_is_given_back_when_the_reader_goes(self) -> None:
        closed = []

        class File:
            def __iter__(self) -> Iterator[bytes]:
                yield from TestLargeFiles.pieces

            def close(self) -> None:
                closed.append(self)

        answer = answered(StreamingHttpResponse(File(), content_type="text/csv"))
        answer.close()
        assert closed
