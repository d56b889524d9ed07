"""No client that takes an answer slowly, or not at all, holds a thread."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from smuggling_kb.gateway.spool import PIECE
from tests.gateway.exchanges import SHORT, Outage, Visitor, make_gateway, run

LARGE = 1_000_000


class Files:
    """An application of downloads; ``ended`` says that a thread is done with one."""

    def __init__(self, failure: Exception | None = None, failing_at: int = LARGE) -> None:
        self.failure = failure
        self.failing_at = failing_at
        self.ended = Event()

    def __call__(self, environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [])
        return self.rows() if environment["PATH_INFO"] == "/file" else [b"page"]

    def rows(self) -> Iterator[bytes]:
        try:
            for written in range(0, LARGE, 1000):
                if self.failure is not None and written >= self.failing_at:
                    raise self.failure
                yield b"x" * 1000
        finally:
            self.ended.set()


async def wait_for(event: Event) -> None:
    while not event.is_set():
        await asyncio.sleep(0.001)


def test_a_slow_reader_holds_no_thread_and_gets_everything() -> None:
    application = Files()

    async def scenario() -> None:
        gateway = make_gateway(application, limits=replace(SHORT, piece_seconds=10), threads=1)
        slow = Visitor(gateway, "/file")
        slow.takes.clear()
        reading = asyncio.ensure_future(slow.ask())
        await wait_for(application.ended)
        assert (await Visitor(gateway, "/page").ask()).content == b"page"
        slow.takes.set()
        await reading
        assert slow.has_all
        assert len(slow.content) == LARGE
        assert max(len(message.get("body", b"")) for message in slow.messages) <= PIECE
        assert gateway.space.used == 0

    run(scenario)


def test_who_takes_nothing_any_more_is_given_up() -> None:
    application = Files()

    async def scenario() -> None:
        gateway = make_gateway(application)
        stalled = Staller(gateway, "/file")
        await stalled.ask()
        assert not stalled.has_all
        await wait_for(application.ended)
        assert gateway.space.used == 0

    run(scenario)


class Staller(Visitor):
    """A client that takes the head and a piece, and then nothing."""

    async def send(self, message: dict[str, Any]) -> None:
        if len(self.messages) >= 2:
            await asyncio.sleep(1000)
        await super().send(message)


def test_who_leaves_frees_the_thread() -> None:
    ended = Event()

    def endless(environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [])
        if environment["PATH_INFO"] != "/file":
            return [b"page"]
        return rows()

    def rows() -> Iterator[bytes]:
        try:
            while True:
                yield b"x" * 10_000
        finally:
            ended.set()

    async def scenario() -> None:
        gateway = make_gateway(endless, limits=replace(SHORT, spooled_bytes=10**9, queue_seconds=9))
        visitor = Visitor(gateway, "/file")
        visitor.has_left.set()
        await visitor.ask()
        await wait_for(ended)
        assert (await Visitor(gateway, "/page").ask()).status == 200
        assert gateway.space.used == 0

    run(scenario)


def test_answers_that_wait_take_no_more_than_their_room() -> None:
    application = Files()

    async def scenario() -> None:
        limits = replace(SHORT, spooled_bytes=LARGE // 2, piece_seconds=10)
        gateway = make_gateway(application, limits=limits)
        slow = Visitor(gateway, "/file")
        slow.takes.clear()
        reading = asyncio.ensure_future(slow.ask())
        await wait_for(application.ended)
        slow.takes.set()
        await reading
        assert not slow.has_all
        assert gateway.space.used == 0

    run(scenario)


def test_an_answer_that_breaks_off_has_no_end(caplog: pytest.LogCaptureFixture) -> None:
    application = Files(Outage("gone"), failing_at=LARGE // 2)

    async def scenario() -> None:
        gateway = make_gateway(application)
        visitor = await Visitor(gateway, "/file").ask()
        assert visitor.status == 200
        assert not visitor.has_all
        assert gateway.space.used == 0

    with caplog.at_level(logging.CRITICAL):
        run(scenario)


@pytest.mark.parametrize(("failure", "status"), [(Outage("gone"), 503), (ValueError("bug"), 500)])
def test_an_answer_that_fails_at_its_beginning_is_refused(
    failure: Exception, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        visitor = await Visitor(make_gateway(Files(failure, failing_at=0)), "/file").ask()
        assert (visitor.status, visitor.content) == (status, b"refused")

    with caplog.at_level(logging.CRITICAL):
        run(scenario)


def test_who_asks_for_the_head_has_no_rows_made() -> None:
    def application(environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [("Content-Length", "9")])
        return iter(lambda: pytest.fail("A row was made."), b"")

    async def scenario() -> None:
        visitor = await Visitor(make_gateway(application), "/file", method="HEAD").ask()
        assert visitor.messages[0]["headers"] == [(b"Content-Length", b"9")]
        assert visitor.content == b""

    run(scenario)
