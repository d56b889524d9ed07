"""The headings of a document, as the tree that its table of contents shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sessions.models import Section


@dataclass(frozen=True)
class Heading:
    """A heading with its subheadings; top headings have depth 1."""

    section: Section
    depth: int
    children: list[Heading] = field(default_factory=list)


def headings_by_section(sections: Iterable[Section]) -> dict[int, Heading]:
    """Return every heading of one text by the section's primary key, in the order of ``sections``.

    A section comes after its parent. The depth is counted in the tree and skips no step.
    """
    found: dict[int, Heading] = {}
    for section in sections:
        parent = found.get(section.parent_id) if section.parent_id else None
        heading = Heading(section, parent.depth + 1 if parent else 1)
        found[section.pk] = heading
        if parent:
            parent.children.append(heading)
    return found


def top_headings(headings: dict[int, Heading]) -> list[Heading]:
    """Return the headings that stand under no other."""
    return [heading for heading in headings.values() if heading.depth == 1]
