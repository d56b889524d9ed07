"""One question for all who ask it at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from smuggling_kb.gateway.event_loop import call_in_loop

Result = TypeVar("Result")


class CoalescedCall(Generic[Result]):
    """Calls a function in a thread of its own, once for all who wait.

    Each is given the result of a call that began after it asked, so that it is never older than
    the question.
    """

    def __init__(self, name: str, function: Callable[[], Result]) -> None:
        self._function = function
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._next: asyncio.Future[Result] | None = None
        self._is_running = False

    async def result(self) -> Result:
        """Return the function's result, or raise what it raised."""
        if self._next is None:
            self._next = asyncio.get_running_loop().create_future()
        future = self._next
        if not self._is_running:
            self._start()
        return await asyncio.shield(future)

    def _start(self) -> None:
        future, self._next = self._next, None
        if future is None:
            self._is_running = False
            return
        self._is_running = True
        loop = asyncio.get_running_loop()

        def finish(called: Future[Result]) -> None:
            call_in_loop(loop, self._finish, future, called)

        self._executor.submit(self._function).add_done_callback(finish)

    def _finish(self, future: asyncio.Future[Result], called: Future[Result]) -> None:
        if not future.cancelled():
            if (error := called.exception()) is not None:
                future.set_exception(error)
                future.exception()  # Whoever asked may be gone.
            else:
                future.set_result(called.result())
        self._start()
