"""Lines written from the right, brought from the order of the page into that of reading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from recommendations.importing.containers.pdf.glyphs import Glyph
from recommendations.importing.layout.source_text import MarkPlace

RIGHT_TO_LEFT = ("R", "AL")
#: Parts of the size of a font.
WORD_GAP = 0.22
SMALL, LIFTED = 0.85, 0.12
#: A glyph without a character that is lower than this only stretches the letters beside it.
STRETCH = 0.2
LAM, ALEFS = "ل", "اأإآٱ"
#: Words and numbers written from the left: Latin letters with digits and signs between them, or a
#: number with the signs that belong inside numbers.
FROM_LEFT = re.compile(
    r"[A-Za-z\u00c0-\u024f](?:[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]*[A-Za-z0-9\u00c0-\u024f])?"
    r"|[0-9\u0660-\u0669]+(?:[.,:/\u066b\u066c][0-9\u0660-\u0669]+)*"
)
BRACKETS = {"(": ("(", ")"), ")": ("(", ")"), "[": ("[", "]"), "]": ("[", "]")} | {
    "«": ("«", "»"),
    "»": ("«", "»"),
}


def has_right_to_left(glyphs: Iterable[Glyph]) -> bool:
    """Return whether any of the glyphs is of a script written from the right."""
    return any(unicodedata.bidirectional(each.character) in RIGHT_TO_LEFT for each in glyphs)


def is_mostly_from_right(glyphs: Iterable[Glyph]) -> bool:
    """Return whether most of the letters are of scripts written from the right."""
    letters = [each.character for each in glyphs if each.character.isalpha()]
    from_right = sum(unicodedata.bidirectional(each) in RIGHT_TO_LEFT for each in letters)
    return from_right > len(letters) / 2


def logical_text(
    glyphs: Sequence[Glyph], baseline: float, size: float
) -> tuple[str, list[MarkPlace]]:
    """Return the words of a line in the order of reading, and where marks are raised above it.

    Only lines that have letters from the right are such; they begin at the right.
    """
    clusters = _clusters(glyphs)
    pieces: list[str] = []
    raised: list[bool] = []
    before: list[Glyph] | None = None
    for cluster in clusters:
        if before and min(each.left for each in before) - _right(cluster) > WORD_GAP * size:
            pieces.append(" ")
            raised.append(False)
        pieces.append(_characters(cluster))
        raised.append(_is_raised(cluster, baseline, size))
        before = cluster
    return _turn_from_left(pieces, raised)


def _clusters(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return glyphs from the right to the left, each with the marks that stand on it."""
    solid = [
        each
        for each in glyphs
        if not each.is_inserted and not (each.is_unknown and each.height < STRETCH * each.size)
    ]
    bases = [each for each in solid if not unicodedata.combining(each.character)]
    clusters: list[list[Glyph]] = []
    for glyph in sorted(bases, key=lambda each: -(each.left + each.right)):
        if clusters and clusters[-1][0].left == glyph.left and clusters[-1][0].right == glyph.right:
            clusters[-1].append(glyph)
        else:
            clusters.append([glyph])
    for mark in solid:
        if unicodedata.combining(mark.character) and clusters:
            middle = (mark.left + mark.right) / 2
            min(clusters, key=lambda each: _distance(each, middle)).append(mark)
    return clusters


def _distance(cluster: list[Glyph], middle: float) -> float:
    base = cluster[0]
    return max(base.left - middle, middle - base.right, 0.0)


def _right(cluster: list[Glyph]) -> float:
    return cluster[0].right


def _characters(cluster: list[Glyph]) -> str:
    """Return the characters of a glyph, of a ligature in the order of reading, and its marks."""
    letters = [each.character for each in cluster if not unicodedata.combining(each.character)]
    marks = "".join(each.character for each in cluster if unicodedata.combining(each.character))
    if len(letters) == 2 and letters[1] == LAM and letters[0] in ALEFS:
        letters.reverse()
    return unicodedata.normalize("NFKC", "".join(letters)) + marks


def _is_raised(cluster: list[Glyph], baseline: float, size: float) -> bool:
    glyph = cluster[0]
    is_mark = glyph.character.isdecimal() or glyph.character == "*"
    return is_mark and glyph.size < SMALL * size and glyph.baseline - baseline > LIFTED * size


def _turn_from_left(pieces: list[str], raised: list[bool]) -> tuple[str, list[MarkPlace]]:
    """Return the pieces of a line as text, what is written from the left turned round in it."""
    flat = [
        (character, is_raised)
        for piece, is_raised in zip(pieces, raised, strict=True)
        for character in piece
    ]
    # What is written from the left stands backwards now; found so in the text from left to right.
    backwards = "".join(character for character, _raised in reversed(flat))
    ordered = list(flat)
    length = len(flat)
    for match in FROM_LEFT.finditer(backwards):
        start, end = length - match.end(), length - match.start()
        ordered[start:end] = reversed(flat[start:end])
    text = "".join(character for character, _raised in ordered)
    return _with_brackets(text), _marks(ordered)


def _marks(ordered: list[tuple[str, bool]]) -> list[MarkPlace]:
    marks: list[MarkPlace] = []
    place = 0
    while place < len(ordered):
        start = place
        while place < len(ordered) and ordered[place][1]:
            place += 1
        if place > start:
            mark = "".join(character for character, _raised in ordered[start:place])
            marks.append(MarkPlace(start, mark))
        place += 1
    return marks


def _with_brackets(text: str) -> str:
    """Return a text with brackets that open before words and close after them.

    Programs disagree on whether a bracket written from the right is the one that it looks like.
    """
    out = list(text)
    for place, character in enumerate(text):
        if character in BRACKETS:
            before = text[place - 1] if place else " "
            after = text[place + 1] if place + 1 < len(text) else " "
            opens = before in " (/[«" and after not in " .،,؛"
            closes = after in " .،,؛:؟)]»/-" and before != " "
            if opens != closes:
                out[place] = BRACKETS[character][0 if opens else 1]
    return "".join(out)
