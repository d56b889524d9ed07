"""Downloads: the formats that a list can be taken away in.

A format is a module with a function ``write`` and a line in ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from recommendations.exports import delimited, objects
from recommendations.exports.download import Download


@dataclass(frozen=True)
class Format:
    """A format: the ending of its addresses and files, its name, its type, how it is written."""

    extension: str
    label: str
    content_type: str
    write: Callable[[Download], Iterator[str]]


FORMATS = {
    format_.extension: format_
    for format_ in (
        Format("csv", "CSV", "text/csv; charset=utf-8", delimited.write),
        Format("json", "JSON", "application/json", objects.write),
    )
}
