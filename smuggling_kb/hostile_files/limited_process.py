"""Reading a file in a process of its own: whatever a parser does there costs no more than that.

The process is a fresh interpreter, so no thread's lock is copied into it, and it knows no setting,
no secret and no database; it imports the reader alone, which takes 0.4 s of a processor. Its result
comes back as JSON and is checked against the types of the reader's dataclasses.
"""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_type_hints

from django.conf import settings
from django.utils.translation import get_language

from smuggling_kb.hostile_files.plain_data import UnexpectedData, parse_data

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

logger = logging.getLogger(__name__)

Result = TypeVar("Result")
Reason = Literal["memory", "time", "failure"]

#: The exit status of a process that had no memory left.
NO_MEMORY = 77


@dataclass(frozen=True)
class ProcessLimits:
    """The most that a process may take."""

    #: Bytes of address space: the interpreter, its libraries, the file and what is made of it.
    memory: int = 500_000_000
    #: Seconds of a processor, and of the clock: a busy machine takes many for one of the former.
    processor_seconds: int = 8
    seconds: float = 40.0
    #: Bytes of the result.
    result: int = 200_000_000


class ReaderDied(Exception):
    """A file took more than it may, or its reader failed."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def read_limited(
    reader: Callable[..., Result],
    data: bytes,
    refusals: tuple[type[Exception], ...],
    limits: ProcessLimits | None = None,
    arguments: DataclassInstance | None = None,
) -> Result:
    """Return what a reader, a function of a module, makes of a file's bytes.

    Its result is a dataclass of plain data, as are ``arguments``, its second parameter if it has
    one. ``refusals`` are exceptions with a message alone that
    it raises, and this raises again; ``ReaderDied`` if it did not answer.
    """
    limits = limits or ProcessLimits()
    with TemporaryFile() as answer:
        status = _run_child(
            {
                "reader": f"{reader.__module__}:{reader.__name__}",
                "arguments": asdict(arguments) if arguments else None,
            },
            data,
            answer,
            limits,
        )
        if status:
            reason = _reason(status)
            logger.warning("A file was not read: %s (status %d).", reason, status)
            raise ReaderDied(reason)
        answer.seek(0)
        content = answer.read(limits.result)
    try:
        found = json.loads(content)
        if "error" in found:
            raise _error(found, refusals)
        result: Result = parse_data(get_type_hints(reader)["return"], found["result"])
    except (UnexpectedData, ValueError, KeyError, TypeError) as error:
        logger.exception("A reader of files gave an answer that is none.")
        raise ReaderDied("failure") from error
    return result


def _run_child(reader: dict[str, Any], data: bytes, answer: Any, limits: ProcessLimits) -> int:
    """Run the process to its end, and return its exit status."""
    command = [sys.executable, "-B", "-m", "smuggling_kb.hostile_files.child"]
    given = {
        **reader,
        "language": get_language() or settings.LANGUAGE_CODE,
        "languages": [(code, code) for code, _name in settings.LANGUAGES],
        "locale_paths": list(map(str, settings.LOCALE_PATHS)),
        "memory": limits.memory,
        "processor_seconds": limits.processor_seconds,
        "result": limits.result,
    }
    try:
        return subprocess.run(
            command,
            input=json.dumps(given).encode() + b"\n" + data,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            cwd=Path(settings.BASE_DIR),
            env={},
            timeout=limits.seconds,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return -signal.SIGXCPU


def _reason(status: int) -> Reason:
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        return "time"
    return "memory" if status == NO_MEMORY else "failure"


def _error(found: dict[str, Any], refusals: tuple[type[Exception], ...]) -> Exception:
    """Return the exception that a reader raised, or that it failed."""
    for refusal in refusals:
        if refusal.__name__ == found["error"]:
            return refusal(str(found["message"]))
    logger.error("A reader of files failed: %s: %s", found["error"], found["message"])
    return ReaderDied("failure")
