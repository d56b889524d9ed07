"""Servers that are measured: each one process on a port of this machine, ended by its number."""

from __future__ import annotations

import contextlib
import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.databases import ROOT, Database

HOST = "127.0.0.1"
#: A server that does not answer after so many seconds has failed.
PATIENCE = 300.0


@dataclass(frozen=True)
class Server:
    """A server that answers; ``ready`` is the seconds from its start to its first page."""

    port: int
    process: subprocess.Popen[bytes]
    ready: float

    @property
    def worker(self) -> int:
        """The process that answers: the server's own, or of its children the largest."""
        own = self.process.pid
        children = Path(f"/proc/{own}/task/{own}/children")
        pids = [int(pid) for pid in children.read_text().split()] if children.exists() else []
        return max(pids, key=lambda pid: memory(pid).get("Rss", 0.0), default=own)


@contextlib.contextmanager
def site(database: Database) -> Iterator[Server]:
    """The site as ``./run`` serves it, with one process for pages."""
    port = free_port()
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(port)]
    with served(
        command, port, "/en/recommendations/", database.environment, database.folder
    ) as server:
        yield server


@contextlib.contextmanager
def served(
    command: Sequence[str],
    port: int,
    page: str,
    environment: Mapping[str, str] | None,
    folder: Path,
) -> Iterator[Server]:
    """The server that a command starts, once it answers with a page; its words go to a log."""
    start = time.perf_counter()
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            wait_for(process, port, page)
            yield Server(port, process, time.perf_counter() - start)
        finally:
            end(process)


def wait_for(process: subprocess.Popen[bytes], port: int, page: str) -> None:
    """Ask for a page until it comes."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended by itself: {process.args!r}")
        with contextlib.suppress(OSError, http.client.HTTPException):
            if status(port, page) == 200:
                return
        time.sleep(0.02)
    raise TimeoutError(f"No page in {PATIENCE:.0f} s: {process.args!r}")


def status(port: int, page: str) -> int:
    """The status of a page."""
    with contextlib.closing(http.client.HTTPConnection(HOST, port, timeout=PATIENCE)) as connection:
        connection.request("GET", page)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def end(process: subprocess.Popen[bytes]) -> None:
    """End a server, if need be by force."""
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port that nobody has now."""
    with socket.create_server((HOST, 0)) as listener:
        return int(listener.getsockname()[1])


def memory(pid: int) -> dict[str, float]:
    """The memory of a process in MB, as ``Rss`` and ``Pss``; nothing where Linux does not say."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return {}
    parts = (line.replace(":", "").split() for line in lines)
    return {name: int(kilobytes) / 1024 for name, kilobytes, *_unit in parts}
