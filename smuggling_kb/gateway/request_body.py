"""The body of a request, read completely before a thread is given."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import Any

from smuggling_kb.gateway.environment import Environment
from smuggling_kb.gateway.refusals import ClientDisconnect, Refusal

Receive = Callable[[], Awaitable[dict[str, Any]]]

#: A body up to this size is held in memory, a larger one in a temporary file.
IN_MEMORY = 64 * 1024


async def read_body(environment: Environment, receive: Receive, limit: int, seconds: float) -> bool:
    """Put the body into the environment and return True.

    A body that is announced to be over the limit is left unread, for the application to refuse.
    Raises Refusal for one that turns out to be, that does not come in time or finds no room on the
    disk, and ClientDisconnect.
    """
    chunked = "HTTP_TRANSFER_ENCODING" in environment
    length = environment.get("CONTENT_LENGTH", "0")
    if not chunked and (length == "0" or not length.isdecimal()):
        return True
    if not chunked and int(length) > limit:
        return False
    with ExitStack() as stack:
        body = stack.enter_context(SpooledTemporaryFile(IN_MEMORY))
        try:
            async with asyncio.timeout(seconds):
                size = await _receive_all(receive, body, limit)
        except TimeoutError:  # It is an OSError too.
            raise Refusal(408) from None
        except OSError as error:
            raise Refusal(503) from error
        stack.pop_all()  # It is closed when the answer is made.
    body.seek(0)
    environment["wsgi.input"] = body
    environment["CONTENT_LENGTH"] = str(size)
    return True


async def _receive_all(receive: Receive, body: SpooledTemporaryFile[bytes], limit: int) -> int:
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise ClientDisconnect
        size += len(message.get("body", b""))
        if size > limit:
            raise Refusal(413)
        body.write(message.get("body", b""))
        if not message.get("more_body", False):
            return size
