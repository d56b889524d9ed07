"""Threads for one kind of request, and the requests that wait for one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from smuggling_kb.gateway.event_loop import call_in_loop
from smuggling_kb.gateway.limits import Limits
from smuggling_kb.gateway.refusals import Refusal

Result = TypeVar("Result")


class ThreadPool:
    """A number of threads; requests wait in the event loop until one is free, in their order."""

    def __init__(self, name: str, threads: int, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self.waiting = 0
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._free = asyncio.Semaphore(threads)

    async def acquire_thread(self) -> None:
        """Wait for a free thread, which ``run`` uses up; raise Refusal if too many wait."""
        if not self._free.locked():
            await self._free.acquire()
            return
        if self.waiting >= self.limits.queue_length:
            raise Refusal(503)
        self.waiting += 1
        try:
            async with asyncio.timeout(self.limits.queue_seconds):
                await self._free.acquire()
        except TimeoutError:
            raise Refusal(503) from None
        finally:
            self.waiting -= 1

    def run(self, function: Callable[..., Result], *arguments: Any) -> Future[Result]:
        """Run a function in the acquired thread, which is free again when it has returned."""
        loop = asyncio.get_running_loop()

        def release(_future: Future[Result]) -> None:
            call_in_loop(loop, self._free.release)

        try:
            running = self._executor.submit(function, *arguments)
        except RuntimeError:  # The system gives no more threads.
            self._free.release()
            raise Refusal(503) from None
        running.add_done_callback(release)
        return running

    async def call(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """Return what a function returns in a thread of this pool."""
        await self.acquire_thread()
        return await asyncio.wrap_future(self.run(function, *arguments))
