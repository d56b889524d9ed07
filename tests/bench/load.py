"""A driver: a few clients that each ask for one page after another, on connections kept open.

One process of its own with one thread, plain sockets and ``select``, so that it costs little of
what it measures. ``driven`` runs it as a program, ``drive`` in this process.
"""

from __future__ import annotations

import json
import selectors
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from time import perf_counter

from tests.bench.databases import ROOT

#: Seconds after which an answer under way is given up once the time is over.
PATIENCE = 30.0

HOST = "127.0.0.1"
END_OF_HEAD = b"\r\n\r\n"
LAST_CHUNK = b"\r\n0\r\n\r\n"
#: Answers that have a head alone.
NO_BODY = (204, 304)


@dataclass(frozen=True)
class Result:
    """What came of it: times in milliseconds from a request to the last byte of its answer."""

    requests: int
    seconds: float
    p50: float
    p95: float
    statuses: Mapping[str, int]
    unanswered: int

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.requests / self.seconds if self.seconds else 0.0

    @property
    def fault(self) -> str:
        """What was not as it should be, in words."""
        others = [
            f"{number} × {status}" for status, number in self.statuses.items() if status != "200"
        ]
        if self.unanswered:
            others.append(f"{self.unanswered} unanswered")
        return ", ".join(others)


def driven(
    port: int,
    paths: Sequence[str],
    *,
    clients: int,
    seconds: float,
    headers: Mapping[str, str] | None = None,
) -> Result:
    """Drive a server from a process of its own; see ``drive``."""
    task = {
        "port": port,
        "paths": paths,
        "clients": clients,
        "seconds": seconds,
        "headers": headers,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        cwd=ROOT,
        input=json.dumps(task),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Result(**json.loads(done.stdout))


def drive(
    port: int,
    paths: Sequence[str],
    *,
    clients: int,
    seconds: float,
    headers: Mapping[str, str] | None = None,
) -> Result:
    """Ask for the paths in their order, each once, until they or the seconds are over."""
    queue = iter(paths)
    start = perf_counter()
    with selectors.DefaultSelector() as selector:
        waiting = [Client(port, headers or {}) for _each in range(clients)]
        answers = list(exchange(selector, waiting, queue, start + seconds))
        unanswered = sum(client.asking for client in waiting)
        for client in waiting:
            client.socket.close()
    times = sorted(milliseconds for milliseconds, _status, _end in answers)
    return Result(
        requests=len(answers),
        seconds=max((end for _time, _status, end in answers), default=start) - start,
        p50=percentile(times, 0.50),
        p95=percentile(times, 0.95),
        statuses=dict(Counter(str(status) for _time, status, _end in answers)),
        unanswered=unanswered,
    )


def exchange(
    selector: selectors.BaseSelector,
    clients: Sequence[Client],
    queue: Iterator[str],
    deadline: float,
) -> Iterator[tuple[float, int, float]]:
    """Every answer: its milliseconds, its status, the time of its end."""
    for client in clients:
        client.ask(next(queue, None))
        selector.register(client.socket, selectors.EVENT_READ, client)
    while any(client.asking for client in clients):
        ready = selector.select(max(0.0, deadline + PATIENCE - perf_counter()))
        if not ready:
            return
        for key, _events in ready:
            client = key.data
            status = client.receive()
            if status is None:
                continue
            now = perf_counter()
            yield (now - client.asked) * 1000, status, now
            path = next(queue, None) if now < deadline else None
            if client.closed or path is None:
                selector.unregister(client.socket)
            if client.closed and path is not None:
                client.reconnect()
                selector.register(client.socket, selectors.EVENT_READ, client)
            client.ask(path)


class Client:
    """A connection with at most one request under way."""

    def __init__(self, port: int, headers: Mapping[str, str]) -> None:
        self.port = port
        fields = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.rest = f" HTTP/1.1\r\nHost: {HOST}:{port}\r\n{fields}\r\n"
        self.asking = self.closed = False
        self.asked = 0.0
        self.received = bytearray()
        self.head: Head | None = None
        self.socket = connected(port)

    def reconnect(self) -> None:
        """A new connection in place of the old one."""
        self.socket.close()
        self.socket = connected(self.port)
        self.closed = False

    def ask(self, path: str | None) -> None:
        """Send a request, if there is one."""
        self.asking = path is not None
        if path is None:
            return
        self.received.clear()
        self.head = None
        self.asked = perf_counter()
        self.socket.sendall(f"GET {path}{self.rest}".encode())

    def receive(self) -> int | None:
        """Take what came; the status, once the answer is complete.

        A connection that ends before its answer did counts as status 0.
        """
        part = self.socket.recv(1 << 18)
        if not part:
            self.closed = True
            return 0
        if self.head is None:
            self.received += part
            head, separator, part = bytes(self.received).partition(END_OF_HEAD)
            if not separator:
                return None
            self.head = Head.read(head)
            self.received.clear()
            self.closed = self.head.closes
        return self.head.status if self.head.ends_with(part) else None


@dataclass
class Head:
    """What the head of an answer tells: where its body ends; the body itself is not kept."""

    status: int
    closes: bool
    #: Bytes still to come; None where chunks tell the end.
    left: int | None
    tail: bytes = b"\r\n"

    @classmethod
    def read(cls, head: bytes) -> Head:
        """A head without the empty line after it."""
        fields = head.lower()
        _before, announced, rest = fields.partition(b"\r\ncontent-length:")
        status = int(fields[9:12])
        left = int(rest.partition(b"\r\n")[0]) if announced else None
        return cls(
            status=status,
            closes=b"\r\nconnection: close" in fields,
            left=0 if status in NO_BODY else left,
        )

    def ends_with(self, part: bytes) -> bool:
        """Whether the body is complete with this part of it."""
        if self.left is not None:
            self.left -= len(part)
            return self.left <= 0
        self.tail = (self.tail + part)[-len(LAST_CHUNK) :]
        return self.tail == LAST_CHUNK


def connected(port: int) -> socket.socket:
    """A connection that sends at once what it is given."""
    connection = socket.create_connection((HOST, port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def percentile(ordered: Sequence[float], part: float) -> float:
    """The value below which that part of them is; 0 if there are none."""
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


if __name__ == "__main__":
    json.dump(asdict(drive(**json.load(sys.stdin))), sys.stdout)
