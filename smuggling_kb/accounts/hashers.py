"""Password hashes, few at a time: each takes a processor for a quarter of a second."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any

from django.contrib.auth.hashers import PBKDF2PasswordHasher

#: Hashes at a time in a process.
SLOTS = 2
#: Seconds that one more thread may wait for a slot. All others are told at once to come back, so
#: that the threads of the server are left to other visitors.
PATIENCE = 1.0


class HashingBusy(Exception):
    """So many passwords are being hashed already that this one is not looked at."""


_slots = BoundedSemaphore(SLOTS)
_queue = BoundedSemaphore(SLOTS + 1)


@contextmanager
def hashing_slot() -> Iterator[None]:
    """Hold one of the slots; raise ``HashingBusy`` if there is none."""
    if not _queue.acquire(blocking=False):
        raise HashingBusy
    try:
        if not _slots.acquire(timeout=PATIENCE):
            raise HashingBusy
        try:
            yield
        finally:
            _slots.release()
    finally:
        _queue.release()


class LimitedHasher(PBKDF2PasswordHasher):
    """Django's own hasher, which is asked for few hashes at a time; ``verify`` encodes too."""

    def encode(self, *args: Any, **kwargs: Any) -> str:
        with hashing_slot():
            return super().encode(*args, **kwargs)
