"""The key of a drawing: each mark with its meaning, in lines that fill the width."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.utils.safestring import SafeString

from recommendations.pages.drawings.svg import Drawing, line_height, svg_lines
from recommendations.pages.drawings.text_lines import TEXT, text_width, wrap_text

#: The width and height of a mark, between it and its meaning, and between two marks.
MARK, HEIGHT, GAP, BETWEEN = 24, 16, 8, 20

#: Draws a mark, given where it begins and its top.
DrawMark = Callable[[int, int], SafeString]
KeyItem = tuple[DrawMark, str]


def draw_key(items: Iterable[KeyItem], width: int) -> Drawing:
    """Draw marks with their meanings side by side, and below each other where there is no room."""
    shapes: list[SafeString] = []
    left = top = bottom = 0
    for draw_mark, meaning in items:
        room = width - MARK - GAP
        lines = wrap_text(meaning, room)
        needed = MARK + GAP + round(max(text_width(line) for line in lines))
        if left and left + needed > width:
            left, top = 0, bottom + 6
        shapes += _draw_item(draw_mark, lines, left, top)
        bottom = max(bottom, top + max(HEIGHT + 4, line_height() * len(lines)))
        left += needed + BETWEEN
    return Drawing(width, bottom, shapes)


def _draw_item(draw_mark: DrawMark, lines: list[str], left: int, top: int) -> Iterator[SafeString]:
    yield draw_mark(left, top)
    yield svg_lines(left + MARK + GAP, top + TEXT - 1, lines, kind="soft")
