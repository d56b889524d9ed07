"""The WSGI environment, as the site is used to from servers."""

import pytest

from smuggling_kb.gateway.environment import build_environment
from tests.gateway.exchanges import make_scope


@pytest.mark.parametrize(
    ("path", "path_info", "query"),
    [
        ("/en/?q=a%20b", "/en/", "q=a%20b"),
        ("/%E5%BB%BA%2F", "/\xe5\xbb\xba/", ""),
        ("/%FF%00", "/\xff\0", ""),
        ("*", "*", ""),
    ],
)
def test_the_path_is_that_of_the_bytes_that_were_sent(
    path: str, path_info: str, query: str
) -> None:
    environment = build_environment(make_scope(path))
    assert (environment["PATH_INFO"], environment["QUERY_STRING"]) == (path_info, query)


def test_names_of_headers_cannot_be_taken_for_others() -> None:
    headers = [(b"x-real-ip", b"1.1.1.1"), (b"x_real_ip", b"2.2.2.2"), (b"content_length", b"9")]
    environment = build_environment(make_scope("/", headers=headers))
    assert environment["HTTP_X_REAL_IP"] == "1.1.1.1"
    assert "CONTENT_LENGTH" not in environment


def test_repeated_headers_are_joined() -> None:
    headers = [
        *((b"cookie", b"a=1"), (b"cookie", b"b=2")),
        *((b"host", b"a"), (b"host", b"b")),
        *((b"content-type", b"text/plain"), (b"accept", b"\xff")),
    ]
    environment = build_environment(make_scope("/", headers=headers))
    assert environment["HTTP_COOKIE"] == "a=1; b=2"
    assert environment["HTTP_HOST"] == "a,b"
    assert environment["CONTENT_TYPE"] == "text/plain"
    assert environment["HTTP_ACCEPT"] == "\xff"
