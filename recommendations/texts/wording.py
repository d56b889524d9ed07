"""The wording of a recommendation as its source passage prints it: the rules of the codebook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Wording(NamedTuple):
    """The words of a recommendation, and those before the list that it is an item of."""

    chapeau: str
    text: str

    @property
    def words(self) -> str:
        """All of it, the chapeau on a line of its own."""
        return "\n".join(filter(None, self))


def passage_wording(
    text: str, items: Iterable[tuple[str, str]] = (), *, above: str = ""
) -> Wording:
    """Return the wording of the recommendation that a passage prints.

    ``items`` are the passage's own, label and text, in printed order: they follow on lines of
    their own, as do its further paragraphs, which have no label. ``above`` is the passage that it
    is an item of. The number or label of the passage itself is no part of the wording.
    """
    lines = (f"{item_mark(label)} {words}" if label else words for label, words in items)
    return Wording(above, "\n".join((text, *lines)))


def item_mark(label: str) -> str:
    """Return ``(a)`` or, for an item that has a number, ``1.``."""
    return f"{label}." if label.isdigit() else f"({label})"
