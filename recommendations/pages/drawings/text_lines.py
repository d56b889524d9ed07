"""Lines of words in a drawing: how wide they are, and where they are broken. Pure.

Nobody knows with which font a drawing is shown: widths are estimated for a wide one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

#: The size of words unless another is given, and what the next line stands below, of the size.
TEXT = 14
LEADING = 1.3
#: Words, and whether they are bold.
Run = tuple[str, bool]

#: What may not end a line, and what may not begin one.
_OPENERS, _CLOSERS = "《〈“‘（「『【", "》〉”’）」』】、。，：；？！"
_NEVER_FIRST = f"{_CLOSERS},.;:!?)"
_PIECE = re.compile(
    rf"[{_OPENERS}]*[\u2e80-\uffef][{_CLOSERS}]*|[^\s\u2e80-\uffef]+\s*|\s+",
)
#: Widths of characters as parts of the size; of all others, the last.
_WIDTHS = (("iIjlf.,:;'|!()[]/’‘", 0.36), ('rt "“”', 0.42), ("mwMW—@", 0.96), ("", 0.62))
_CAPITAL, _BOLD = 0.7, 1.1


def text_width(words: str, size: float = TEXT, *, bold: bool = False) -> float:
    """Estimate the width of words in units of the drawing."""
    return size * sum(map(_character_width, words)) * (_BOLD if bold else 1)


def longest_piece_width(words: str, size: float = TEXT) -> float:
    """Return the width of the longest part of words that no line break divides."""
    return max((text_width(each.rstrip(), size) for each in _PIECE.findall(words)), default=0)


def wrap_text(words: str, room: float, size: float = TEXT) -> list[str]:
    """Break words into lines of a width; a word that is longer is divided."""
    return [
        "".join(part for part, _bold in line) for line in wrap_runs([(words, False)], room, size)
    ]


def wrap_runs(runs: Iterable[Run], room: float, size: float = TEXT) -> list[list[Run]]:
    """Break words, some of them bold, into lines of a width."""
    lines: list[list[Run]] = [[]]
    width = 0.0
    for piece, bold in _pieces(runs, room, size):
        end = width + text_width(piece.rstrip(), size, bold=bold)
        if lines[-1] and end > room and piece[0] not in _NEVER_FIRST:
            lines[-1][-1] = (lines[-1][-1][0].rstrip(), lines[-1][-1][1])
            lines.append([])
            width = 0.0
        if not lines[-1] and len(lines) > 1:
            piece = piece.lstrip()
        if lines[-1] and lines[-1][-1][1] == bold:
            lines[-1][-1] = (lines[-1][-1][0] + piece, bold)
        else:
            lines[-1].append((piece, bold))
        width += text_width(piece, size, bold=bold)
    return lines


def _pieces(runs: Iterable[Run], room: float, size: float) -> Iterator[Run]:
    for words, bold in runs:
        for piece in _PIECE.findall(words):
            if text_width(piece.rstrip(), size, bold=bold) > room:
                yield from ((character, bold) for character in piece)
            else:
                yield piece, bold


def _character_width(character: str) -> float:
    if east_asian_width(character) in "WF":
        return 1.0
    if character.isupper() and character not in "IMW":
        return _CAPITAL
    return next(width for group, width in _WIDTHS if not group or character in group)
