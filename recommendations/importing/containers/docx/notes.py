"""Footnotes and endnotes of a Word file, with the marks that print for them."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from recommendations.importing.containers.docx.names import (
    child_number,
    child_value,
    value,
    w,
)
from recommendations.importing.containers.docx.numbering import format_number

#: Lines between the text and its notes, which are layout.
SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}


@dataclass(frozen=True)
class Note:
    """A note that the text refers to; ``has_own_mark`` if somebody typed its mark."""

    kind: str
    mark: str
    element: etree._Element
    has_own_mark: bool


class Notes:
    """The notes of a file, in the order in which its text refers to them."""

    def __init__(
        self, parts: dict[str, etree._Element | None], settings: etree._Element | None
    ) -> None:
        self.referred: list[Note] = []
        #: The text is read to its end; now the notes are.
        self.is_complete = False
        self._elements = {
            (kind, value(element, "id")): element
            for kind, root in parts.items()
            if root is not None
            for element in root.iterfind(w(kind))
            if value(element, "type") not in SEPARATORS
        }
        self._formats = dict(FORMATS)
        self._starts = dict.fromkeys(FORMATS, 1)
        self._restarts = dict.fromkeys(FORMATS, "")
        self._counts: dict[str, int] = {}
        self.take_properties(settings)

    def take_properties(self, parent: etree._Element | None) -> None:
        """Number notes as the settings of the file, or of a section, say."""
        for kind in FORMATS:
            properties = None if parent is None else parent.find(w(f"{kind}Pr"))
            self._formats[kind] = child_value(properties, "numFmt") or self._formats[kind]
            self._restarts[kind] = child_value(properties, "numRestart") or self._restarts[kind]
            start = child_number(properties, "numStart")
            self._starts[kind] = self._starts[kind] if start is None else start

    @property
    def is_numbered_by_page(self) -> bool:
        """Return whether numbers begin anew on each page, which the file does not tell apart."""
        return bool(self.referred) and "eachPage" in self._restarts.values()

    def begin_section(self) -> None:
        """Begin anew where each section has its own numbers."""
        for kind, restart in self._restarts.items():
            if restart == "eachSect":
                self._counts.pop(kind, None)

    def mark(self, kind: str, reference: etree._Element) -> str:
        """Return what is printed where the text refers to a note; empty if there is no such.

        A note that refers to notes is none of Word's; it marks nothing.
        """
        if self.is_complete:
            return ""
        element = self._elements.get((kind, value(reference, "id")))
        if element is None:
            return ""
        if own := own_mark(reference):
            mark = own
        else:
            count = self._counts.get(kind, self._starts[kind] - 1) + 1
            self._counts[kind] = count
            mark = format_number(count, self._formats[kind])
        self.referred.append(Note(kind, mark, element, bool(own)))
        return mark


def own_mark(reference: etree._Element) -> str:
    """Return the mark that somebody typed after a reference; empty if Word makes it."""
    if not value(reference, "customMarkFollows") or value(reference, "customMarkFollows") in (
        "0",
        "false",
    ):
        return ""
    following = reference.itersiblings(w("t"))
    return "".join(element.text or "" for element in following).strip()
