"""Settings as the environment says them: each is right, or told in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

SWITCH = {"1": True, "true": True, "yes": True, "on": True} | {
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
HEADER = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


class Environment(environ.Env):  # type: ignore[misc]
    """The environment; a value that is empty is as if absent."""

    def __call__(self, name: str) -> Any:
        """Return the value of a setting; raise ImproperlyConfigured with the setting's name."""
        default = self.scheme[name][1]
        if not self.ENVIRON.get(name, "").strip():
            return default
        try:
            return super().__call__(name)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} must be {error}.") from error


def read_switch(value: str) -> bool:
    """Return what ``1`` or ``0`` says; raise ValueError for a word that says neither."""
    if (found := SWITCH.get(value.strip().lower())) is None:
        raise ValueError(f"1 or 0, not {value!r}")
    return found


def number_between(smallest: int, largest: int) -> Callable[[str], int]:
    """Return a function that reads a whole number within bounds, or raises ValueError."""

    def read_number(value: str) -> int:
        # A number of thousands of digits is none that int() takes.
        if not re.fullmatch(r"[0-9]{1,9}", value.strip()) or not (
            smallest <= int(value) <= largest
        ):
            raise ValueError(f"a whole number from {smallest} to {largest}, not {value!r}")
        return int(value)

    return read_number


def read_log_level(value: str) -> str:
    """Return the name of a level of the log; raise ValueError for another word."""
    if (level := value.strip().upper()) not in LEVELS:
        raise ValueError(f"one of {', '.join(LEVELS)}, not {value!r}")
    return level


def read_header_name(value: str) -> str:
    """Return the name of a header of HTTP; raise ValueError for what cannot be one."""
    if not HEADER.fullmatch(value.strip()):
        raise ValueError(f"the name of a header, such as X-Forwarded-Proto, not {value!r}")
    return value.strip()
