"""The process that reads a file: it limits itself, reads, and prints what it found as JSON.

Run by ``limited_process`` as a program. The first line of its input is JSON: the reader's name, its
arguments and the limits; what follows is the file.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from inspect import signature
from typing import Any, get_type_hints

#: Files that it may have open: its input and output, and those of modules while it imports them.
OPEN_FILES = 64


def main(given: dict[str, Any]) -> None:
    """Print the result of the reader or the exception that it raised."""
    from smuggling_kb.hostile_files.limited_process import NO_MEMORY

    try:
        sys.stdout.write(json.dumps(reader_answer(given), default=str))
        sys.stdout.flush()
    except (MemoryError, OSError):  # Or the result is longer than a file may be.
        os._exit(NO_MEMORY)


def limit_resources(given: dict[str, Any]) -> None:
    """Take no more than is given, and end without leaving a picture of the memory."""
    for kind, most in (
        (resource.RLIMIT_AS, given["memory"]),
        (resource.RLIMIT_CPU, given["processor_seconds"]),
        (resource.RLIMIT_FSIZE, given["result"]),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def prepare_translations(given: dict[str, Any]) -> None:
    """Set up as much of Django as messages in a language need."""
    import django
    from django.conf import settings
    from django.utils import translation

    settings.configure(
        LANGUAGES=given["languages"], LOCALE_PATHS=given["locale_paths"], LOGGING_CONFIG=None
    )
    django.setup()
    translation.activate(given["language"])


def reader_answer(given: dict[str, Any]) -> dict[str, Any]:
    """Return the reader's answer; each exception but that of memory is one, too."""
    prepare_translations(given)
    module, _colon, name = given["reader"].partition(":")
    reader = getattr(importlib.import_module(module), name)
    try:
        return {"result": asdict(reader(sys.stdin.buffer.read(), *reader_arguments(reader, given)))}
    except MemoryError:
        raise
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)}


def reader_arguments(reader: Callable[..., Any], given: dict[str, Any]) -> list[Any]:
    """Return what the reader is given beside the file, as its second parameter wants it."""
    from smuggling_kb.hostile_files.plain_data import parse_data

    if given["arguments"] is None:
        return []
    name = list(signature(reader).parameters)[1]
    return [parse_data(get_type_hints(reader)[name], given["arguments"])]


if __name__ == "__main__":
    given = json.loads(sys.stdin.buffer.readline())
    limit_resources(given)
    main(given)
