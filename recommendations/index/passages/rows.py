"""A passage as a list shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage as lists and files show it, in the words of its document.

    ``kinds`` are as addresses write them, that of the passage first; ``language`` is that of the
    words, and ``heading`` the heading that it stands under. ``source_of`` and ``restates`` are
    codes of the published record that was read from it, or that it prints again; ``text_read`` is
    what the file says of a passage that a reviewer corrected.
    """

    document: str
    title: str
    title_language: str
    #: Whether the title is an unofficial translation.
    has_translated_title: bool
    kinds: tuple[str, ...]
    anchor: str
    heading: str
    heading_language: str
    language: str
    text: str
    source_of: str = ""
    restates: str = ""
    text_read: str = ""
