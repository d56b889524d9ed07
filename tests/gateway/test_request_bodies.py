"""No body that does not come holds a thread."""

import asyncio
from collections.abc import Callable, Iterable
from tempfile import SpooledTemporaryFile
from typing import Any

import pytest

from smuggling_kb.gateway import request_body
from tests.gateway.exchanges import Visitor, make_gateway, run

CHUNKED = ((b"transfer-encoding", b"chunked"),)


class Echo:
    """An application that answers with the body that it is given."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.calls += 1
        start("200 OK", [])
        return [environment["wsgi.input"].read(int(environment.get("CONTENT_LENGTH") or 0))]


def length(size: int) -> tuple[tuple[bytes, bytes], ...]:
    return ((b"content-length", str(size).encode()),)


def test_unfinished_bodies_hold_no_thread_and_end_in_time() -> None:
    application = Echo()

    async def scenario() -> None:
        gateway = make_gateway(application, threads=1)
        unfinished = [
            Visitor(
                gateway, "/form", method="POST", headers=length(90), body=[b"a"], is_complete=False
            )
            for _each in range(4)
        ]
        asked = [asyncio.ensure_future(visitor.ask()) for visitor in unfinished]
        await asyncio.sleep(0)
        assert (await Visitor(gateway, "/page").ask()).status == 200
        await asyncio.gather(*asked)
        assert [visitor.status for visitor in unfinished] == [408] * 4

    run(scenario)
    assert application.calls == 1


@pytest.mark.parametrize("headers", [length(6), CHUNKED], ids=["length", "chunked"])
def test_a_complete_body_is_given_to_the_application(
    headers: tuple[tuple[bytes, bytes], ...],
) -> None:
    async def scenario() -> None:
        gateway = make_gateway(Echo())
        visitor = Visitor(gateway, "/", method="POST", headers=headers, body=[b"abc", b"def"])
        assert (await visitor.ask()).content == b"abcdef"

    run(scenario)


def test_a_chunked_body_is_cut_at_the_limit() -> None:
    application = Echo()

    async def scenario() -> None:
        gateway = make_gateway(application)
        body = [b"x" * 60] * 1000
        visitor = Visitor(gateway, "/", method="POST", headers=CHUNKED, body=body)
        assert (await visitor.ask()).status == 413
        assert len(visitor.body) == 998

    run(scenario)
    assert application.calls == 0


@pytest.mark.parametrize(("size", "left"), [(101, 0), (1_001, 1)])
def test_a_body_announced_to_be_too_large_is_left_unread(size: int, left: int) -> None:
    asked: list[str] = []

    def large_body_limit(environment: dict[str, Any]) -> int:
        asked.append(environment["PATH_INFO"])
        return 1_000

    async def scenario() -> None:
        gateway = make_gateway(Echo(), large_body_limit=large_body_limit)
        body = [b"x" * size]
        visitor = Visitor(gateway, "/a", method="POST", headers=length(size), body=body)
        assert (await visitor.ask()).content == b"x" * size * (1 - left)
        assert len(visitor.body) == left
        assert asked == ["/a"]

    run(scenario)


def test_who_leaves_before_the_end_is_forgotten() -> None:
    application = Echo()

    async def scenario() -> None:
        visitor = Visitor(
            make_gateway(application),
            "/",
            method="POST",
            headers=length(90),
            body=[b"a"],
            is_complete=False,
        )
        visitor.has_left.set()
        assert (await visitor.ask()).status is None

    run(scenario)
    assert application.calls == 0


def test_a_full_disk_is_an_outage(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(SpooledTemporaryFile[bytes]):
        def write(self, _chunk: Any) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(request_body, "SpooledTemporaryFile", Full)

    async def scenario() -> None:
        visitor = Visitor(make_gateway(Echo()), "/", method="POST", headers=length(1), body=[b"a"])
        assert (await visitor.ask()).status == 503

    run(scenario)
