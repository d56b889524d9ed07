"""Findings: sentences that say what a picture shows, their numbers apart from the words. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from recommendations.pages.drawings.text_lines import Run

_PLACE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class Finding:
    """A sentence as ``gettext`` gives it, and what stands in its places; numbers are set bold."""

    pattern: str
    values: Mapping[str, int | str] = field(default_factory=dict)

    def __str__(self) -> str:
        return "".join(words for words, _bold in self.runs)

    @property
    def runs(self) -> list[Run]:
        """The sentence in parts, each with whether it is a number."""
        parts = _PLACE.split(self.pattern)
        named = [
            self.values[part] if place % 2 else part.replace("%%", "%")
            for place, part in enumerate(parts)
        ]
        return [(str(part), isinstance(part, int)) for part in named if part != ""]
