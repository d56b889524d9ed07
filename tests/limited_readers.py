"""Readers that misbehave, for a process that is limited."""

import ctypes
import os
import sys
import time
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Colour(StrEnum):
    """A choice."""

    RED = "red"


@dataclass(frozen=True)
class Leaf:
    """A part of a result."""

    number: int
    colour: Colour = Colour.RED
    note: str | None = None


@dataclass
class Tree:
    """A result with every type that a reader may give."""

    text: str
    leaves: list[Leaf] = field(default_factory=list)
    pairs: tuple[str, ...] = ()
    share: float = 0.5
    is_so: bool = True


class Refused(Exception):
    """The file is none."""


def read_all(data: bytes) -> Tree:
    text = data.decode("utf-8", "surrogateescape")
    return Tree(text, [Leaf(1), Leaf(2, note="二")], ("a", "b"))


def read_with_leaf(data: bytes, leaf: Leaf) -> Tree:
    return Tree(data.decode(), [leaf])


def refuse(data: bytes) -> Tree:
    raise Refused(f"no: {data.decode()}")


def fail(data: bytes) -> Tree:
    raise KeyError(data)


def give_other_types(data: bytes) -> Tree:
    return Tree(text=7)  # type: ignore[arg-type]


def give_another_result(data: bytes) -> Tree:
    return Leaf(1)  # type: ignore[return-value]


def grow(data: bytes) -> Tree:
    return Tree("x" * 10**10)


def grow_slowly(data: bytes) -> Tree:
    kept = []
    while True:
        kept.append(bytearray(10**6))


def spin(data: bytes) -> Tree:
    while True:
        pass


def sleep(data: bytes) -> Tree:
    time.sleep(600)
    return Tree("")


def abort(data: bytes) -> Tree:
    os.abort()


def crash(data: bytes) -> Tree:
    ctypes.string_at(0)
    return Tree("")


def end_silently(data: bytes) -> Tree:
    os._exit(0)


def print_much(data: bytes) -> Tree:
    sys.stdout.write("{}" * 10**6)
    return Tree("")


def write_a_file(data: bytes) -> Tree:
    Path(data.decode()).write_bytes(b"x" * 10**6)
    return Tree("")


def tell_secrets(data: bytes) -> Tree:
    from django.conf import settings

    return Tree(f"{dict(os.environ)} {settings.DATABASES}")
