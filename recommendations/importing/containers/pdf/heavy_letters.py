"""Bold letters of fonts without names, which do not say that they are bold.

Browsers make such fonts, above all of Chinese characters. A heavy letter is a little higher than
the same letter in the prose of the document.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from recommendations.importing.containers.pdf.glyphs import Glyph
from recommendations.importing.containers.pdf.lines import PrintedLine

#: The part of the text's width that a line of prose fills at least.
FILLED = 0.6
#: How much higher a heavy letter is, as a part of its size.
HIGHER = 0.005
#: The part of a line's letters that are heavy, if it is.
SHARE = 0.7


def mark_heavy_lines(lines: Sequence[PrintedLine], width: float) -> None:
    """Make lines bold whose letters are heavier than in prose; ``width`` is that of the text."""
    heights = usual_heights(
        line for line in lines if line.right_edge - line.left_edge > FILLED * width
    )
    for line in lines:
        line.is_bold = line.is_bold or is_heavy(line.glyphs, heights)


def usual_heights(prose: Iterable[PrintedLine]) -> dict[str, float]:
    """Return how high each character of a font without a name is, as a part of its size."""
    found: dict[str, list[float]] = defaultdict(list)
    for line in prose:
        for glyph in nameless(line.glyphs):
            found[glyph.character].append(glyph.height / glyph.size)
    return {character: statistics.median_low(heights) for character, heights in found.items()}


def is_heavy(glyphs: Iterable[Glyph], heights: Mapping[str, float]) -> bool:
    """Return whether most of the glyphs whose fonts have no names are heavier than usual."""
    known = [
        glyph.height / glyph.size - heights[glyph.character] > HIGHER
        for glyph in nameless(glyphs)
        if glyph.character in heights
    ]
    return bool(known) and sum(known) >= SHARE * len(known)


def nameless(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Return the glyphs that a font without a name prints, white space aside."""
    return [glyph for glyph in glyphs if glyph.is_nameless and not glyph.character.isspace()]
