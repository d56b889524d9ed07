"""The numbers that Word makes itself, written out as they print."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from recommendations.importing.containers.docx.names import (
    child_number,
    child_value,
    switch,
    value,
    w,
)
from recommendations.importing.containers.docx.number_formats import (
    NUMBER_FORMATS,
    word_number,
)
from recommendations.importing.inquiries.questions import gettext_noop, message
from recommendations.importing.inquiries.rejection import ImportRejected

#: The levels of a list.
LEVELS = 9
PLACEHOLDER = re.compile(r"%([1-9])")
#: Bullets of symbol fonts, in the characters that look so.
BULLETS = str.maketrans(
    {
        "\uf0b7": "•",
        "\uf0a7": "▪",
        "\uf0d8": "➢",
        "\uf0fc": "✓",
        "\uf02d": "–",
        "\uf0a8": "◆",
        "\uf06f": "□",
        "\uf0e0": "→",
    }
)
UNKNOWN_FORMAT = gettext_noop(
    "Word numbers a list of this file in a form that cannot be read here (%(form)s). In Word,"
    " choose another form for the list, or type its numbers."
)


@dataclass(frozen=True)
class Level:
    """One level of a list, as it is numbered."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    #: The level after which it begins anew; 0 for never, None for any above it.
    restart: int | None = None
    #: Whether the numbers of all levels are printed in digits.
    in_digits: bool = False
    suffix: str = "tab"
    style: str = ""
    is_hidden: bool = False


@dataclass
class NumberedList:
    """The levels that paragraphs of one or more lists share, and their last numbers."""

    levels: dict[int, Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    #: Lists whose own beginning was taken into account.
    begun: set[tuple[str, int]] = field(default_factory=set)

    def count(self, depth: int, start: int | None) -> None:
        """Count one more at a level; ``start`` if it begins with that number here."""
        level = self.levels.get(depth, Level())
        if start is not None:
            self.counts[depth] = start
        else:
            self.counts[depth] = self.counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in self.counts if each > depth]:
            after = self.levels.get(deeper, Level()).restart
            if after is None or (after > 0 and depth < after):
                del self.counts[deeper]

    def number(self, depth: int) -> int:
        """Return the number at a level, or with which it would begin."""
        return self.counts.get(depth, self.levels.get(depth, Level()).start)


class Numbering:
    """The lists of a file; counts through its paragraphs in their order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, NumberedList] = {}
        self._list_of: dict[str, str] = {}
        self._overrides: dict[tuple[str, int], Level] = {}
        self._starts: dict[tuple[str, int], int] = {}
        if root is not None:
            self._read_lists(root)

    def _read_lists(self, root: etree._Element) -> None:
        links = {}
        for abstract in root.iterfind(w("abstractNum")):
            name = value(abstract, "abstractNumId")
            levels = dict(map(_level, abstract.iterfind(w("lvl"))))
            self._lists[name] = NumberedList(levels)
            if style := child_value(abstract, "styleLink"):
                links[style] = name
        for abstract in root.iterfind(w("abstractNum")):
            linked = links.get(child_value(abstract, "numStyleLink"), "")
            if linked:
                self._lists[value(abstract, "abstractNumId")] = self._lists[linked]
        for number in root.iterfind(w("num")):
            self._read_list(number)

    def _read_list(self, number: etree._Element) -> None:
        name = value(number, "numId")
        self._list_of[name] = child_value(number, "abstractNumId")
        for override in number.iterfind(w("lvlOverride")):
            depth = depth_of(override)
            if (own := override.find(w("lvl"))) is not None:
                self._overrides[name, depth] = _level(own)[1]
            start = child_number(override, "startOverride")
            if start is not None:
                self._starts[name, depth] = start

    def has(self, name: str) -> bool:
        """Return whether a list is among those of the file."""
        return self._list_of.get(name, "") in self._lists

    def depth_of_style(self, name: str, style: str) -> int:
        """Return the level of a list that belongs to a style of paragraphs; 0 if none does."""
        levels = self._lists[self._list_of[name]].levels
        return next((depth for depth, level in levels.items() if level.style == style), 0)

    def next_number(self, name: str, depth: int) -> str:
        """Count on, and return what Word prints before the paragraph, with the space after it."""
        numbered = self._lists[self._list_of[name]]
        level = self._overrides.get((name, depth)) or numbered.levels.get(depth)
        if level is None:
            return ""
        start = None
        if (name, depth) not in numbered.begun:
            numbered.begun.add((name, depth))
            start = self._starts.get((name, depth))
            if start is None and (name, depth) in self._overrides and depth not in numbered.counts:
                start = level.start
        numbered.count(depth, start)
        if level.is_hidden or not level.text:
            return ""
        text = PLACEHOLDER.sub(
            lambda match: self._printed_level(name, level, int(match[1]) - 1), level.text
        )
        text = text.translate(BULLETS)
        return text if level.suffix == "nothing" else f"{text} "

    def _printed_level(self, name: str, level: Level, depth: int) -> str:
        numbered = self._lists[self._list_of[name]]
        shown = self._overrides.get((name, depth)) or numbered.levels.get(depth, Level())
        form = "decimal" if level.in_digits else shown.number_format
        return format_number(numbered.number(depth), form)


def format_number(number: int, form: str) -> str:
    """Return a number as Word prints it; raises ``ImportRejected`` if the form is not known."""
    if form not in NUMBER_FORMATS:
        raise ImportRejected(message(UNKNOWN_FORMAT, form=form[:40]))
    return word_number(number, form)


def _level(element: etree._Element) -> tuple[int, Level]:
    """Return the depth of a level and how it is numbered."""
    depth = depth_of(element)
    start = child_number(element, "start")
    level = Level(
        start=1 if start is None else start,
        number_format=child_value(element, "numFmt") or "decimal",
        text=child_value(element, "lvlText"),
        restart=child_number(element, "lvlRestart"),
        in_digits=bool(switch(element, "isLgl")),
        suffix=child_value(element, "suff") or "tab",
        style=child_value(element, "pStyle"),
        is_hidden=bool(switch(element.find(w("rPr")), "vanish")),
    )
    return depth, level


def depth_of(element: etree._Element) -> int:
    """Return the level that an element is of; the first if it names none."""
    depth = value(element, "ilvl")
    return int(depth) if depth in ("1", "2", "3", "4", "5", "6", "7", "8") else 0
