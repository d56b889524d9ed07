"""Requests to a gateway without a server between: each client is a coroutine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from smuggling_kb.gateway import Gateway, Limits, ThreadPool
from smuggling_kb.gateway.refusals import Answer

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

#: Limits that tests reach at once.
SHORT = Limits(
    body_seconds=0.05,
    piece_seconds=0.05,
    queue_length=2,
    queue_seconds=0.05,
    turn_seconds=0.02,
    spooled_bytes=2_000_000,
)


class Outage(Exception):
    """The application has no database."""


@dataclass
class Kept:
    """A cache in place of that of pages: paths under ``/kept/``."""

    answers: dict[Hashable, Answer] = field(default_factory=dict)
    data: Hashable = 1

    def address(self, environment: dict[str, Any]) -> Hashable:
        path: str = environment["PATH_INFO"]
        return path if path.startswith("/kept/") else None

    def version_at_once(self) -> Hashable:
        return None

    def version(self) -> Hashable:
        return self.data

    def answer(self, version: Hashable, address: Any, environment: dict[str, Any]) -> Answer | None:
        return self.answers.get((version, address))


def make_gateway(
    application: Application,
    *,
    limits: Limits = SHORT,
    threads: int = 1,
    cache: Any = None,
    large_body_limit: Callable[[dict[str, Any]], int] = lambda environment: 1_000,
) -> Gateway:
    """Return a gateway with a pool for ``/health``, one for ``/staff/`` and one for the rest."""
    return Gateway(
        application,
        [
            (beginning, ThreadPool(name, threads, limits))
            for beginning, name in (("/health", "health"), ("/staff/", "staff"), ("", "public"))
        ],
        cache=cache or Kept(),
        refuse=lambda environment, status: (status, [], b"refused"),
        body_limit=100,
        large_body_limit=large_body_limit,
        is_outage=lambda error: isinstance(error, Outage),
        limits=limits,
    )


class Visitor:
    """A client: sends one request, and takes the answer unless told to stop taking."""

    def __init__(
        self,
        gateway: Gateway,
        path: str,
        *,
        method: str = "GET",
        headers: Sequence[tuple[bytes, bytes]] = (),
        body: Sequence[bytes] = (),
        is_complete: bool = True,
    ) -> None:
        self.gateway = gateway
        self.scope = make_scope(path, method, headers)
        self.body = list(body)
        self.is_complete = is_complete
        self.messages: list[dict[str, Any]] = []
        self.takes = asyncio.Event()
        self.takes.set()
        self.has_left = asyncio.Event()

    async def ask(self) -> Visitor:
        """Send the request and wait for the end of it."""
        await self.gateway(self.scope, self.receive, self.send)
        return self

    async def receive(self) -> dict[str, Any]:
        if self.body:
            chunk = self.body.pop(0)
            more = bool(self.body) or not self.is_complete
            return {"type": "http.request", "body": chunk, "more_body": more}
        await self.has_left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        await self.takes.wait()
        self.messages.append(message)

    @property
    def status(self) -> int | None:
        """The answer's status; None if there is no answer."""
        return self.messages[0]["status"] if self.messages else None

    @property
    def content(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages)

    @property
    def has_all(self) -> bool:
        """True if the last message said that it was the last."""
        return bool(self.messages) and not self.messages[-1].get("more_body", False)


def make_scope(
    path: str, method: str = "GET", headers: Sequence[tuple[bytes, bytes]] = ()
) -> dict[str, Any]:
    raw_path, _mark, query = path.partition("?")
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": raw_path,
        "raw_path": raw_path.encode(),
        "query_string": query.encode(),
        "headers": list(headers),
        "server": ("127.0.0.1", "8000"),
        "client": ("127.0.0.1", "40000"),
    }


def run(scenario: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a scenario in an event loop; one that hangs fails."""

    async def limited() -> None:
        async with asyncio.timeout(20):
            await scenario()

    asyncio.run(limited())
