"""The state of the site, as an operator reads it and Prometheus collects it: facts in sections.

The apps add the sections of what they know to ``SECTIONS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class StateFact:
    """A fact, in the words of the active language; with a number, also a gauge for Prometheus."""

    label: str
    value: str
    #: The name of the gauge, in the units that Prometheus asks for: seconds, bytes.
    gauge: str = ""
    number: float | None = None
    #: Tells gauges of one name from each other.
    label_values: tuple[tuple[str, str], ...] = ()
    #: Something for the operator to do.
    is_alarming: bool = False
    #: Where more is told of it, or it is dealt with.
    address: str = ""


@dataclass(frozen=True)
class StateSection:
    """Facts of one kind; they are asked for when the section is shown."""

    title: str | Promise
    facts: Callable[[], Iterator[StateFact]]


#: In the order in which they are shown.
SECTIONS: list[StateSection] = []
