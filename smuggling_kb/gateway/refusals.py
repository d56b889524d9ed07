"""Answers that the gateway gives by itself, when no thread can."""

from __future__ import annotations

from collections.abc import Callable

from smuggling_kb.gateway.environment import Environment

#: Status, headers and content.
Answer = tuple[int, list[tuple[bytes, bytes]], bytes]


class Refusal(Exception):
    """A request is refused with a status before a thread is given."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class ClientDisconnect(Exception):
    """Nobody is there any more who would take an answer."""


#: Returns the answer that refuses a request with a status.
Refuse = Callable[[Environment, int], Answer]
