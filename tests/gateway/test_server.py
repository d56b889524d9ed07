"""The server of ``./run`` on a socket of this machine, with clients as no browser is."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from smuggling_kb.management.commands.serve import HEAD_BYTES

HEAD = b"Host: localhost\r\n"
PAGE = b"GET /page HTTP/1.1\r\n" + HEAD + b"\r\n"
FORM = b"POST /form HTTP/1.1\r\n" + HEAD


@contextlib.contextmanager
def probe_server() -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Start the server of ``tests.gateway.probe_server``; its port and process."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.gateway.probe_server"],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout
        yield int(process.stdout.readline()), process
        process.kill()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with probe_server() as (port, _process):
        yield port


class Connection:
    """A client that writes bytes and reads what comes."""

    def __init__(self, port: int, receive_buffer: int = 0) -> None:
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(20)
        self.socket.connect(("127.0.0.1", port))

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *error: object) -> None:
        self.socket.close()

    def send(self, *parts: bytes) -> Connection:
        self.socket.sendall(b"".join(parts))
        return self

    def read_to_end(self) -> bytes:
        """Read until the server ends the connection."""
        parts = []
        with contextlib.suppress(ConnectionResetError):
            while part := self.socket.recv(1_000_000):
                parts.append(part)
        return b"".join(parts)

    def read_status(self) -> int:
        return int(self.socket.recv(100_000).split(b" ", 2)[1])


def is_serving(port: int) -> bool:
    with Connection(port) as client:
        return client.send(PAGE).read_status() == 200


def connect_many(port: int, count: int, beginning: bytes) -> contextlib.ExitStack:
    stack = contextlib.ExitStack()
    for _each in range(count):
        stack.enter_context(Connection(port)).send(beginning)
    return stack


@pytest.mark.parametrize(
    ("count", "beginning"),
    [
        (300, b""),
        (300, b"GET /page HTTP/1.1\r\nHost: loc"),
        (300, FORM + b"Content-Length: 90\r\n\r\na"),
        (300, FORM + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab"),
    ],
    ids=["idle", "half a head", "half a body", "half a chunk"],
)
def test_half_open_connections_stop_nobody(port: int, count: int, beginning: bytes) -> None:
    with connect_many(port, count, beginning):
        assert is_serving(port)


@pytest.mark.parametrize(
    ("beginning", "status"),
    [
        (b"", None),
        (b"GET /page HTTP/1.1\r\nHost: loc", None),
        (FORM + b"Content-Length: 90\r\n\r\na", 408),
        (FORM + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab", 408),
        (PAGE, 200),
    ],
    ids=["idle", "half a head", "half a body", "half a chunk", "kept alive"],
)
def test_a_connection_that_brings_nothing_more_ends(
    port: int, beginning: bytes, status: int | None
) -> None:
    with Connection(port) as client:
        answer = client.send(beginning).read_to_end()
    assert (int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP") else None) == status


def test_slow_readers_stop_nobody(port: int) -> None:
    with contextlib.ExitStack() as stack:
        for _each in range(12):
            client = stack.enter_context(Connection(port, receive_buffer=4096))
            client.send(b"GET /file HTTP/1.1\r\n", HEAD, b"\r\n").socket.recv(1000)
        assert is_serving(port)


def test_an_answer_that_breaks_off_is_not_taken_for_whole(port: int) -> None:
    with Connection(port) as client:
        answer = client.send(b"GET /broken HTTP/1.1\r\n", HEAD, b"\r\n").read_to_end()
    assert b"transfer-encoding: chunked" in answer
    assert len(answer) > 500_000
    assert not answer.endswith(b"0\r\n\r\n")


def test_a_whole_answer_has_its_end(port: int) -> None:
    with Connection(port) as client:
        head = b"GET /file HTTP/1.1\r\nConnection: close\r\n" + HEAD
        answer = client.send(head, b"\r\n").read_to_end()
    assert len(answer) > 20_000_000
    assert answer.endswith(b"0\r\n\r\n")


@pytest.mark.parametrize(
    ("head", "body", "status"),
    [
        (b"Content-Length: 3", b"abc", 200),
        (b"Transfer-Encoding: chunked", b"3\r\nabc\r\n0\r\n\r\n", 200),
        (b"Transfer-Encoding: chunked", b"80\r\n" + b"x" * 128 + b"\r\n0\r\n\r\n", 413),
        (b"Content-Length: 3\r\nContent-Length: 4", b"abc", 400),
        (b"Content-Length: x", b"", 400),
        (b"X-Long: " + b"x" * 3 * HEAD_BYTES, b"", 431),
        (b"\r\n".join(b"X-%d: 1" % number for number in range(200)), b"", 431),
    ],
)
def test_bodies_and_heads_have_their_limits(
    port: int, head: bytes, body: bytes, status: int
) -> None:
    with Connection(port) as client:
        with contextlib.suppress(ConnectionError):
            client.send(FORM, head, b"\r\n\r\n", body)
        assert client.read_status() == status
    assert is_serving(port)


def test_processes_end_with_the_one_that_started_them() -> None:
    with probe_server() as (port, process):
        with Connection(port) as client:
            answer = client.send(b"GET /process HTTP/1.1\r\n", HEAD, b"\r\n").socket.recv(100_000)
        worker = int(answer.split(b"\r\n\r\n")[1])
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        while Path(f"/proc/{worker}").exists():
            time.sleep(0.01)
        with socket.create_server(("127.0.0.1", port)):
            pass
