"""The results as a table in Markdown: each of ours beside the peer's and what was to be reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEADER = ("bar", "measured", "target", "ours", "peer or floor", "ratio", "met")


@dataclass(frozen=True)
class Line:
    """One measure in words; ``met`` is None where there is nothing to be met."""

    bar: str
    measured: str
    target: str = ""
    ours: str = ""
    peer: str = ""
    ratio: str = ""
    met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """As the table has them."""
        met = {True: "yes", False: "**no**", None: ""}[self.met]
        return self.bar, self.measured, self.target, self.ours, self.peer, self.ratio, met


def markdown(lines: Iterable[Line]) -> str:
    """The table."""
    rows = [HEADER, ("---",) * len(HEADER), *(line.cells for line in lines)]
    return "\n".join(map(row, rows)) + "\n"


def row(cells: Sequence[str]) -> str:
    """``| a | b |``; what would end a cell is escaped."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def at_least(times: float, ours: float, peer: float) -> tuple[str, bool | None]:
    """How many times the peer's rate ours is, and whether that is enough; unknown without one."""
    if not peer:
        return "", None
    return f"{ours / peer:.2f} ×", ours >= times * peer


def per_second(rate: float) -> str:
    """A rate in words."""
    return f"{rate:,.0f}/s" if rate >= 100 else f"{rate:.1f}/s"


def milliseconds(time: float) -> str:
    """A time in words."""
    return f"{time:,.0f} ms" if time >= 100 else f"{time:.1f} ms"
