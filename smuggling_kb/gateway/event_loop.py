"""Calls of the event loop from other threads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any


def call_in_loop(
    loop: asyncio.AbstractEventLoop, callback: Callable[..., object], *arguments: Any
) -> None:
    """Let the event loop call a function; of one that has ended nobody waits any more."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(callback, *arguments)
