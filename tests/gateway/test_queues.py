"""Nobody waits long for others, and nobody is starved by them."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from smuggling_kb.gateway.coalesced_call import CoalescedCall
from tests.gateway.exchanges import SHORT, Kept, Outage, Visitor, make_gateway, run

PATIENT = replace(SHORT, queue_seconds=10)


class Pages:
    """An application whose pages named ``slow`` wait until ``go_on``; it keeps some answers."""

    def __init__(self, cache: Kept | None = None) -> None:
        self.cache = cache or Kept()
        self.calls: list[str] = []
        self.go_on = Event()

    def __call__(self, environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environment["PATH_INFO"]
        self.calls.append(path)
        if "slow" in path:
            assert self.go_on.wait(10)
        if "outage" in path:
            raise Outage
        start("200 OK", [])
        if path.startswith("/kept/") and "never" not in path:
            self.cache.answers[1, path] = 200, [], b"kept"
        return [path.encode()]

    async def start(self, visitor: Visitor) -> "asyncio.Task[Visitor]":
        """Let a visitor ask; return when the application has been called."""
        calls = len(self.calls)
        asking = asyncio.ensure_future(visitor.ask())
        while len(self.calls) == calls:
            await asyncio.sleep(0.001)
        return asking


@pytest.mark.parametrize("path", ["/health", "/staff/"])
def test_others_are_answered_while_all_public_threads_are_taken(path: str) -> None:
    pages = Pages()

    async def scenario() -> None:
        gateway = make_gateway(pages)
        slow = await pages.start(Visitor(gateway, "/slow"))
        assert (await Visitor(gateway, path).ask()).status == 200
        pages.go_on.set()
        assert (await slow).status == 200

    run(scenario)


def test_who_would_wait_too_long_is_sent_away() -> None:
    pages = Pages()

    async def scenario() -> None:
        gateway = make_gateway(pages)
        slow = await pages.start(Visitor(gateway, "/slow"))
        waiting = await asyncio.gather(*(Visitor(gateway, "/page").ask() for _each in range(5)))
        assert [visitor.status for visitor in waiting] == [503] * 5
        pages.go_on.set()
        await slow

    run(scenario)
    assert pages.calls == ["/slow"]


def test_who_leaves_the_queue_is_not_called_any_more() -> None:
    pages = Pages()

    async def scenario() -> None:
        gateway = make_gateway(pages, limits=PATIENT)
        slow = await pages.start(Visitor(gateway, "/slow"))
        visitor = Visitor(gateway, "/page")
        asking = asyncio.ensure_future(visitor.ask())
        await asyncio.sleep(0.01)
        visitor.has_left.set()
        await asking
        pages.go_on.set()
        await slow
        assert (await Visitor(gateway, "/other").ask()).status == 200

    run(scenario)
    assert pages.calls == ["/slow", "/other"]


def test_the_same_page_is_made_once_for_all_who_ask_meanwhile() -> None:
    pages = Pages()

    async def scenario() -> None:
        gateway = make_gateway(pages, cache=pages.cache, threads=4)
        first = await pages.start(Visitor(gateway, "/kept/slow"))
        others = [asyncio.ensure_future(Visitor(gateway, "/kept/slow").ask()) for _each in range(9)]
        await asyncio.sleep(0.01)
        pages.go_on.set()
        assert (await first).content == b"/kept/slow"
        assert {(await other).content for other in others} == {b"kept"}

    run(scenario)
    assert pages.calls == ["/kept/slow"]


def test_one_slow_page_stops_no_other() -> None:
    pages = Pages()

    async def scenario() -> None:
        gateway = make_gateway(pages, cache=pages.cache, threads=2)
        slow = await pages.start(Visitor(gateway, "/kept/slow"))
        for path in ("/kept/a", "/kept/b", "/kept/a"):
            assert (await Visitor(gateway, path).ask()).status == 200
        pages.go_on.set()
        await slow

    run(scenario)
    assert pages.calls == ["/kept/slow", "/kept/a", "/kept/b"]


def test_pages_under_a_lock_are_all_made_at_once() -> None:
    """None queues behind another that waits for the same table."""
    pages = Pages()

    async def scenario() -> None:
        gateway = make_gateway(pages, cache=pages.cache, threads=6)
        paths = [f"/kept/slow/{number}" for number in range(6)]
        asked = [asyncio.ensure_future(Visitor(gateway, path).ask()) for path in paths]
        while len(pages.calls) < 6:
            await asyncio.sleep(0.001)
        pages.go_on.set()
        assert {(await each).status for each in asked} == {200}

    run(scenario)


def test_an_outage_is_the_same_for_all_who_ask_for_the_page(
    caplog: pytest.LogCaptureFixture,
) -> None:
    pages = Pages()

    async def scenario() -> None:
        gateway = make_gateway(pages, cache=pages.cache, threads=4)
        first = await pages.start(Visitor(gateway, "/kept/slow/outage"))
        other = asyncio.ensure_future(Visitor(gateway, "/kept/slow/outage").ask())
        await asyncio.sleep(0.01)
        pages.go_on.set()
        assert [(await first).status, (await other).status] == [503, 503]

    with caplog.at_level(logging.CRITICAL):
        run(scenario)
    assert len(pages.calls) == 1


@pytest.mark.parametrize("path", ["/kept/slow", "/kept/slow/never"])
def test_who_leaves_spoils_nothing_for_others(path: str) -> None:
    pages = Pages()

    async def scenario() -> None:
        gateway = make_gateway(pages, cache=pages.cache, threads=2)
        leaver = Visitor(gateway, path)
        leaving = await pages.start(leaver)
        other = asyncio.ensure_future(Visitor(gateway, path).ask())
        await asyncio.sleep(0.01)
        leaver.has_left.set()
        await leaving
        pages.go_on.set()
        assert (await other).status == 200

    run(scenario)


def test_without_a_version_there_is_no_page() -> None:
    pages = Pages(Kept(data=None))

    async def scenario() -> None:
        visitor = await Visitor(make_gateway(pages, cache=pages.cache), "/kept/a").ask()
        assert visitor.status == 503

    run(scenario)
    assert pages.calls == []


def test_a_kept_page_needs_no_thread() -> None:
    pages = Pages()
    pages.cache.answers[1, "/kept/a"] = 200, [], b"x" * 300_000

    async def scenario() -> None:
        gateway = make_gateway(pages, cache=pages.cache)
        slow = await pages.start(Visitor(gateway, "/slow"))
        visitor = await Visitor(gateway, "/kept/a").ask()
        assert visitor.has_all
        assert len(visitor.content) == 300_000
        pages.go_on.set()
        await slow

    run(scenario)


def test_a_question_is_asked_once_for_all_and_is_never_older_than_they_are() -> None:
    calls: list[int] = []
    go_on = Event()

    def number() -> int:
        calls.append(len(calls))
        assert go_on.wait(10)
        return calls[-1]

    async def scenario() -> None:
        call = CoalescedCall("number", number)
        first = asyncio.ensure_future(call.result())
        while not calls:
            await asyncio.sleep(0.001)
        later = [asyncio.ensure_future(call.result()) for _each in range(20)]
        await asyncio.sleep(0.001)
        later[0].cancel()
        go_on.set()
        assert await first == 0
        assert {await each for each in later[1:]} == {1}

    run(scenario)
    assert calls == [0, 1]


def test_what_goes_wrong_is_raised_for_all() -> None:
    def fail() -> int:
        raise Outage

    async def scenario() -> None:
        call = CoalescedCall("fail", fail)
        results = await asyncio.gather(call.result(), call.result(), return_exceptions=True)
        assert {type(result) for result in results} == {Outage}

    run(scenario)
