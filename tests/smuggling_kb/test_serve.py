"""What the server does before it serves."""

import platform
import subprocess
import sys

import pytest
from django.core.management import CommandError

from smuggling_kb.management.commands import serve

#: Threads that take memory at the same time; glibc then tells of each heap what it holds.
HEAPS = """
import ctypes
from threading import Barrier, Thread

import django

django.setup()
from smuggling_kb.management.commands.serve import share_memory

{first}
together = Barrier(4)

def take():
    together.wait()
    taken = [bytearray(10_000) for _ in range(100)]
    together.wait()

threads = [Thread(target=take) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
ctypes.CDLL(None).malloc_stats()
"""


def heaps(first: str) -> int:
    """How many heaps four threads take their memory from."""
    command = [sys.executable, "-c", HEAPS.format(first=first)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return told.count("Arena ")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="Other libraries have no such heaps.")
def test_threads_take_their_memory_from_one_heap() -> None:
    assert heaps("share_memory()") == 1
    assert heaps("pass") > 1


def test_a_port_is_held_before_anybody_answers_there() -> None:
    with serve.take("127.0.0.1", 0) as place:
        port = place.getsockname()[1]
        assert not serve.answers("127.0.0.1", port)
        with pytest.raises(CommandError, match=f"Port {port} is in use"):
            serve.take("127.0.0.1", port)


def test_a_port_that_was_given_back_can_be_taken_again() -> None:
    with serve.take("127.0.0.1", 0) as place:
        port = place.getsockname()[1]
    with serve.take("127.0.0.1", port) as place:
        assert place.getsockname()[1] == port
