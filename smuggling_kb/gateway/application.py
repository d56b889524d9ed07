"""The ASGI application: where each request goes, and who waits for whom."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, Protocol, TypeVar

from smuggling_kb.gateway.coalesced_call import CoalescedCall
from smuggling_kb.gateway.environment import Environment, Scope, build_environment
from smuggling_kb.gateway.limits import Limits
from smuggling_kb.gateway.refusals import Answer, ClientDisconnect, Refusal, Refuse
from smuggling_kb.gateway.request_body import Receive, read_body
from smuggling_kb.gateway.spool import PIECE, BrokenAnswer, Spool, SpoolSpace
from smuggling_kb.gateway.thread_pool import ThreadPool
from smuggling_kb.gateway.threaded_answer import Application, Head, Headers, ThreadedAnswer
from smuggling_kb.monitoring.request_log import ID_HEADER, log_request
from smuggling_kb.monitoring.request_record import RECORD, RequestRecord

Send = Callable[[dict[str, Any]], Awaitable[None]]
Result = TypeVar("Result")


class AnswerCache(Protocol):
    """Answers that may be given again, under their addresses and the version of the data."""

    def address(self, environment: Environment) -> Hashable:
        """Return under what the answer to a request may be kept; None for one that never is."""

    def version_at_once(self) -> Hashable:
        """Return the version of the data now; None if it has to be waited for."""

    def version(self) -> Hashable:
        """Return the version of the data now; None if there is none. May wait for the database."""

    def answer(self, version: Hashable, address: Any, environment: Environment) -> Answer | None:
        """Return the answer that is kept, as this request gets it."""


class Exchange:
    """One request, and the client who waits for its answer."""

    def __init__(
        self, environment: Environment, receive: Receive, send: Send, record: RequestRecord
    ) -> None:
        self.environment = environment
        self.record = record
        self.receive = receive
        self.send = send
        self.has_unread_body = False
        self._gone: asyncio.Task[None] | None = None

    async def until(self, awaitable: Awaitable[Result], seconds: float | None = None) -> Result:
        """Return what is awaited; raise ClientDisconnect when the client goes before.

        Raises TimeoutError after so many seconds.
        """
        awaited = asyncio.ensure_future(awaitable)
        events: set[asyncio.Future[Any]] = {awaited}
        if not self.has_unread_body:  # Looking for the client would read it.
            self._gone = self._gone or asyncio.ensure_future(self._wait_for_disconnect())
            events.add(self._gone)
        await asyncio.wait(events, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if awaited.done():
            return awaited.result()
        awaited.cancel()
        if self._gone is not None and self._gone.done():
            raise ClientDisconnect
        raise TimeoutError

    async def _wait_for_disconnect(self) -> None:
        while (await self.receive())["type"] != "http.disconnect":
            pass

    def end(self) -> None:
        """Look no longer whether the client is there."""
        if self._gone is not None:
            self._gone.cancel()

    def with_id(self, headers: Headers) -> Headers:
        """Return headers of an answer that no thread gave, with the name of its line in the log."""
        return [*headers, (ID_HEADER.encode(), self.record.id.encode())]

    async def answer(self, answer: Answer, seconds: float) -> None:
        """Send a whole answer, a larger one piece by piece."""
        status, headers, body = answer
        if len(body) <= PIECE:
            self.record.status, self.record.bytes = status, len(body)
            await self.send({"type": "http.response.start", "status": status, "headers": headers})
            await self.send({"type": "http.response.body", "body": body})
        else:
            await self.stream(status, headers, _slices(body), seconds)

    async def stream(
        self,
        status: int,
        headers: Headers,
        pieces: AsyncIterator[bytes],
        seconds: float,
    ) -> None:
        """Send an answer by pieces, each of which the client must take within so many seconds.

        Without the last message the server ends the connection, so that nobody takes a part of
        an answer for all of it.
        """
        self.record.status = status
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        while True:
            piece = await self.until(anext(pieces, b""))
            if not piece:
                break
            message = {"type": "http.response.body", "body": piece, "more_body": True}
            await self.until(self.send(message), seconds)
            self.record.bytes += len(piece)
        await self.send({"type": "http.response.body", "body": b""})


async def _slices(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), PIECE):
        yield body[start : start + PIECE]


class Gateway:
    """Answers from the cache, or by the WSGI application in a thread of the pool for the path.

    ``pools`` are found by the beginning of the path; the first that fits counts. A body may have
    ``body_limit`` bytes; of one that announces more, ``large_body_limit``, which may wait for the
    database, says how many. An application that fails before it answers is not
    available for now where ``is_outage`` says so. Of pages that may
    be kept, the same one is made once for all who ask for it meanwhile, and different ones are
    made one after the other as long as each takes no longer than a moment: threads that take turns
    at several pages make no more of them, and each of them later.
    """

    def __init__(
        self,
        application: Application,
        pools: Sequence[tuple[str, ThreadPool]],
        *,
        cache: AnswerCache,
        refuse: Refuse,
        body_limit: int,
        large_body_limit: Callable[[Environment], int],
        is_outage: Callable[[BaseException], bool],
        limits: Limits,
    ) -> None:
        self.application = application
        self.pools = pools
        self.cache = cache
        self.refuse = refuse
        self.body_limit = body_limit
        self.large_body_limit = large_body_limit
        self.is_outage = is_outage
        self.limits = limits
        self.space = SpoolSpace(limits.spooled_bytes)
        self._version = CoalescedCall("version", cache.version)
        self._turn = asyncio.Lock()
        self._under_way: dict[Hashable, asyncio.Future[int]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; return without an answer if the client went away."""
        environment = build_environment(scope)
        record = environment[RECORD] = RequestRecord.of_environment(environment)
        exchange = Exchange(environment, receive, send, record)
        try:
            await self._answer(exchange)
        except Refusal as refusal:
            status, headers, body = self.refuse(environment, refusal.status)
            answer = status, exchange.with_id(headers), body
            await exchange.answer(answer, self.limits.piece_seconds)
        except (ClientDisconnect, BrokenAnswer, TimeoutError) as error:
            # An answer without its last message: the server ends the connection.
            record.refuse(type(error).__name__)
        finally:
            exchange.end()
            log_request(record)

    async def _answer(self, exchange: Exchange) -> None:
        environment = exchange.environment
        if (address := self.cache.address(environment)) is None:
            limit = await self._body_limit(exchange)
            seconds = self.limits.body_seconds
            is_read = await read_body(environment, exchange.receive, limit, seconds)
            exchange.has_unread_body = not is_read
            await self._send(exchange, await self._begin(exchange))
            return
        version = self.cache.version_at_once()
        if version is None and (version := await self._version.result()) is None:
            raise Refusal(503)
        if not await self._answer_from_cache(exchange, version, address):
            await self._make_page(exchange, version, address)

    async def _body_limit(self, exchange: Exchange) -> int:
        """Return how large the body may be; for one that is announced to be large, ask."""
        length = exchange.environment.get("CONTENT_LENGTH", "")
        if not length.isdecimal() or int(length) <= self.body_limit:
            return self.body_limit
        try:
            return await self._pool(exchange).call(self.large_body_limit, exchange.environment)
        except Exception as error:
            raise Refusal(503 if self.is_outage(error) else 500) from error

    def _pool(self, exchange: Exchange) -> ThreadPool:
        path = exchange.environment["PATH_INFO"]
        return next(pool for beginning, pool in self.pools if path.startswith(beginning))

    async def _answer_from_cache(
        self, exchange: Exchange, version: Hashable, address: Hashable
    ) -> bool:
        answer = self.cache.answer(version, address, exchange.environment)
        if answer is None:
            return False
        status, headers, body = answer
        answer = status, exchange.with_id(headers), body
        await exchange.answer(answer, self.limits.piece_seconds)
        return True

    async def _make_page(self, exchange: Exchange, version: Hashable, address: Hashable) -> None:
        """Make a page, or wait for whoever makes the same; an outage is the same for all."""
        key = version, address
        if (made := self._under_way.get(key)) is not None:
            status = await exchange.until(asyncio.shield(made))
            if await self._answer_from_cache(exchange, version, address):
                return
            if status >= 500:
                raise Refusal(503)
        status = 0
        made = asyncio.get_running_loop().create_future()
        self._under_way.setdefault(key, made)
        try:
            async with self._one_at_a_time(exchange):
                head = await self._begin(exchange)
                status = head.status
        except Refusal as refusal:
            status = refusal.status
            raise
        finally:
            made.set_result(status)
            if self._under_way.get(key) is made:
                del self._under_way[key]
        await self._send(exchange, head)

    @asynccontextmanager
    async def _one_at_a_time(self, exchange: Exchange) -> AsyncIterator[None]:
        """Wait for the page that is being made, but no longer than a moment."""
        has_turn = False
        with suppress(TimeoutError):
            has_turn = await exchange.until(self._turn.acquire(), self.limits.turn_seconds)
        try:
            yield
        finally:
            if has_turn:
                self._turn.release()

    async def _begin(self, exchange: Exchange) -> Head:
        """Call the application in a thread; return the beginning of its answer."""
        pool = self._pool(exchange)
        await exchange.until(pool.acquire_thread())
        answer = ThreadedAnswer(self.application, exchange.environment, self.space)
        pool.run(answer.run)
        try:
            head = await exchange.until(asyncio.shield(answer.head))
        except ClientDisconnect:
            answer.head.add_done_callback(_stop_reading)
            raise
        if isinstance(head, Exception):
            raise Refusal(503 if self.is_outage(head) else 500)
        return head

    async def _send(self, exchange: Exchange, head: Head) -> None:
        seconds = self.limits.piece_seconds
        if isinstance(head.body, bytes):
            await exchange.answer((head.status, head.headers, head.body), seconds)
            return
        try:
            await exchange.stream(head.status, head.headers, head.body.pieces(), seconds)
        finally:
            head.body.stop_reading()


def _stop_reading(head: asyncio.Future[Head | Exception]) -> None:
    result = head.result()
    if isinstance(result, Head) and isinstance(result.body, Spool):
        result.body.stop_reading()
