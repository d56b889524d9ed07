"""Where the results go: ``docs/PERFORMANCE.md``, between two lines that mark their place."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tests.bench import records, texts
from tests.bench.records import Record

BEGIN, END = "<!-- results: written by ./run bench --write -->", "<!-- results: end -->"

TITLES = {"sqlite": "On SQLite", "postgresql": "On PostgreSQL", "both": "One beside the other"}
#: Characters whose share of all is shown.
CHARACTERS = 8


def write(path: Path, results: str) -> None:
    """Put results in the place of older ones."""
    text = path.read_text(encoding="utf-8")
    before, _begin, rest = text.partition(BEGIN)
    _older, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"{path} has no place for results: {BEGIN} … {END}")
    path.write_text(f"{before}{BEGIN}\n\n{results.strip()}\n\n{END}{after}", encoding="utf-8")


def machine(versions: dict[str, str]) -> str:
    """Where this was measured, in a line."""
    facts = {
        "cores": str(
            len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        ),
        "processor": processor(),
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        **versions,
    }
    return "; ".join(f"{name} {value}" for name, value in facts.items() if value)


def processor() -> str:
    """The name of the processor, where Linux tells it."""
    told = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.*)", told.read_text()) if told.exists() else None
    return found[1] if found else platform.machine()


def distribution(every: Sequence[Record]) -> str:
    """The real Chinese texts and the generated ones side by side, as two tables."""
    generated = [each.text for each in every if not each.real and each.language == records.CHINESE]
    real = [each.text for each in records.real()]
    return "\n".join([*lengths(real, generated), "", *characters(real, generated)])


def lengths(real: Sequence[str], generated: Sequence[str]) -> Iterator[str]:
    """How long texts are, in characters."""
    found = texts.lengths(real)
    yield "| length in characters | " + " | ".join(found) + " |"
    yield "| --- |" + " --- |" * len(found)
    for name, some in (("real", real), ("generated", generated)):
        yield f"| {name} | " + " | ".join(map(str, texts.lengths(some).values())) + " |"


def characters(real: Sequence[str], generated: Sequence[str]) -> Iterator[str]:
    """The share of the commonest characters of the real texts."""
    found = [each for each in texts.commonest(real, 2 * CHARACTERS) if each.isalnum()][:CHARACTERS]
    yield "| share of characters | " + " | ".join(found) + " |"
    yield "| --- |" + " --- |" * len(found)
    for name, some in (("real", real), ("generated", generated)):
        yield f"| {name} | " + " | ".join(shares(found, "".join(some))) + " |"


def shares(found: Iterable[str], text: str) -> Iterator[str]:
    return (f"{text.count(character) / len(text):.1%}" for character in found)
