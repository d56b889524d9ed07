"""The shipped configuration of nginx, before a node of a few lines."""

from __future__ import annotations

import http.client
import json
import os
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from smuggling_kb.middleware import HEADERS
from tests.deploy.proxy import NAME, PROGRAM, Proxy, free_port, proxy

pytestmark = pytest.mark.skipif(
    PROGRAM is None and os.environ.get("CI") != "true", reason="nginx is not installed"
)


class Node(BaseHTTPRequestHandler):
    """Answers with the headers that it got, and with some that the site sets; ``/broken`` ends."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/broken":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"5\r\nabcde\r\n")
            self.close_connection = True
            return
        body = json.dumps(dict(self.headers.items())).encode()
        self.send_response(503 if self.path == "/outage" else 200)
        for name, value in {**HEADERS, "Content-Security-Policy": "default-src 'none'"}.items():
            self.send_header(name, value)
        if self.path == "/outage":
            self.send_header("Retry-After", "7")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_words: object) -> None: ...


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """The proxy before one node that answers and one that does not."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Node) as node:
        Thread(target=node.serve_forever, daemon=True).start()
        folder = tmp_path_factory.mktemp("nginx")
        with proxy(folder, [node.server_address[1], free_port()]) as running:
            yield running
        node.shutdown()


@pytest.fixture(scope="module")
def abandoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """The proxy without any node."""
    with proxy(tmp_path_factory.mktemp("nginx"), [free_port(), free_port()]) as running:
        yield running


def test_a_node_that_is_away_loses_no_request(front: Proxy) -> None:
    assert {front.get("/en/")[0] for _each in range(20)} == {200}


def test_plain_http_leads_to_tls(front: Proxy) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", front.http)
    connection.request("GET", "/en/?q=a", headers={"Host": "evil.example"})
    answer = connection.getresponse()
    connection.close()
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{NAME}/en/?q=a"


def test_the_headers_that_the_site_believes_are_those_of_the_proxy(front: Proxy) -> None:
    forged = (
        *("X-Real-IP: 9.9.9.9", "X-Forwarded-Proto: http", "X-Forwarded-For: 9.9.9.9"),
        *("X-Forwarded-Host: evil.example", "Forwarded: for=9.9.9.9", "X_Real_IP: 9.9.9.9"),
    )
    seen = json.loads(front.get("/en/", *forged)[2])
    assert seen == {"Host": NAME, "X-Real-IP": "127.0.0.1", "X-Forwarded-Proto": "https"}


def is_safe(headers: dict[str, str]) -> bool:
    own = {name.lower(): value for name, value in HEADERS.items()}
    return (
        headers.items() >= own.items()
        and headers["content-security-policy"].startswith("default-src 'none'")
        and headers["strict-transport-security"].startswith("max-age=63072000")
        and headers["x-frame-options"] == "DENY"
    )


def test_the_sites_own_headers_are_not_repeated(front: Proxy) -> None:
    status, headers, _body = front.get("/en/")
    assert status == 200
    assert is_safe(headers)
    assert headers["content-security-policy"] == "default-src 'none'"
    assert "retry-after" not in headers
    assert front.get("/outage")[1]["retry-after"] == "7"


HOST = f"Host: {NAME}\r\nConnection: close\r\n".encode()


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /en/ HTTP/1.1\r\n\r\n", 400),
        (b"NONSENSE\r\n\r\n", 400),
        (b"GET /en/ HTTP/1.1\r\n" + HOST + b"Content-Length: x\r\n\r\n", 400),
        (b"GET /en/ HTTP/1.1\r\n" + HOST + b"X-Long: " + b"x" * 70_000 + b"\r\n\r\n", 400),
        (b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414),
        (b"POST /en/ HTTP/1.1\r\n" + HOST + b"Content-Length: 1048577\r\n\r\n", 413),
        (b"POST /admin/ HTTP/1.1\r\n" + HOST + b"Content-Length: 26214401\r\n\r\n", 413),
        (b"GET /metrics HTTP/1.1\r\n" + HOST + b"\r\n", 404),
    ],
)
def test_what_the_proxy_refuses_carries_the_headers(
    front: Proxy, request_bytes: bytes, status: int
) -> None:
    answered, headers, _body = front.answer(request_bytes)
    assert answered == status
    assert is_safe(headers)
    assert headers["server"] == "nginx"


def test_a_long_address_is_the_sites_to_answer(front: Proxy) -> None:
    assert front.get(f"/en/?q={'x' * 60_000}")[0] == 200


def test_an_answer_that_breaks_off_is_not_taken_for_whole(front: Proxy) -> None:
    status, headers, body = front.get("/broken")
    assert status == 200
    assert headers["transfer-encoding"] == "chunked"
    assert b"abcde" in body
    assert not body.endswith(b"0\r\n\r\n")


def test_without_a_node_the_site_is_away_for_now(abandoned: Proxy) -> None:
    status, headers, body = abandoned.get("/en/")
    assert status == 503
    assert headers["retry-after"] == "5"
    assert is_safe(headers)
    assert b"cannot be reached right now" in body


def test_logins_of_one_client_are_braked(front: Proxy) -> None:
    answers = [front.get("/admin/login/") for _each in range(30)]
    refused = [headers for status, headers, _body in answers if status == 429]
    assert {status for status, _headers, _body in answers} == {200, 429}
    assert all(is_safe(headers) and headers["retry-after"] == "60" for headers in refused)


def test_half_a_request_reaches_no_node(front: Proxy) -> None:
    with front.connect() as connection:
        connection.sendall(b"POST /en/ HTTP/1.1\r\n" + HOST + b"Content-Length: 9000\r\n\r\nabc")
        connection.settimeout(0.2)
        with pytest.raises(socket.timeout):
            connection.recv(100)
        assert front.get("/en/")[0] == 200
