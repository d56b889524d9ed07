"""Findings beside the text of a file: characters left out as layout, and odd places."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DroppedText:
    """Characters of the source that are layout, and why they carry no text."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True)
class Deviation:
    """A place in the layout that a person has to look at; ``kind`` is that of a question."""

    line: int
    text: str
    kind: str


@dataclass(frozen=True)
class JoinedLine:
    """A printed line that was read on from the one before, where a paragraph may begin."""

    line: int
    text: str
