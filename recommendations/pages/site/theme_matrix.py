"""Themes by meetings: how many recommendations were adopted on each at each."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from recommendations.index.counts import Counts
from recommendations.models import Theme
from recommendations.names.session_ranges import Run, runs
from sessions.models import WorkingGroupSession

#: The least number of each step of the scale, from the lightest to the darkest.
STEPS = (1, 4, 7, 11, 16)


@dataclass(frozen=True)
class Step:
    """A step of the scale and the numbers it stands for."""

    level: int
    least: int
    most: int | None


@dataclass(frozen=True)
class Cell:
    """What is held of one theme at one run of meetings; no count where the texts are not held."""

    run: Run
    count: int | None

    @property
    def level(self) -> int:
        """The step of the scale; 0 for none."""
        return bisect_right(STEPS, self.count or 0)


@dataclass(frozen=True)
class Row:
    """A theme with the number of its adopted recommendations, in all and by meeting."""

    theme: str
    total: int
    cells: list[Cell]


@dataclass(frozen=True)
class Matrix:
    """The table of the home page."""

    rows: list[Row]
    totals: list[Cell]

    @property
    def overlaps(self) -> bool:
        """Whether recommendations with two themes make the rows add up to more than there are."""
        return any(
            sum(row.cells[column].count or 0 for row in self.rows) > (total.count or 0)
            for column, total in enumerate(self.totals)
        )

    @property
    def sessions(self) -> int:
        """How many meetings there were."""
        return sum(len(total.run.sessions) for total in self.totals)

    @property
    def lacking(self) -> int:
        """How many of them have no texts here yet."""
        return sum(len(total.run.sessions) for total in self.totals if not total.run.held)

    @property
    def scale(self) -> list[Step]:
        """The key to the colours."""
        ends = [least - 1 for least in STEPS[1:]]
        return [
            Step(level, least, most)
            for level, (least, most) in enumerate(zip(STEPS, [*ends, None], strict=True), start=1)
        ]


def matrix(counts: Counts) -> Matrix:
    """The matrix of what is published; two queries besides those of the counts."""
    columns = runs(WorkingGroupSession.objects.all(), counts.held_sessions)
    themes = Theme.objects.chapters().filter(parent=None).values_list("slug", flat=True)
    return Matrix(
        rows=[_row(theme, columns, counts) for theme in themes],
        totals=[
            Cell(run, counts.in_session(run.first.number) if run.held else None) for run in columns
        ],
    )


def _row(theme: str, columns: list[Run], counts: Counts) -> Row:
    return Row(
        theme,
        counts.on_theme(theme),
        [
            Cell(run, counts.on_theme_in_session(theme, run.first.number) if run.held else None)
            for run in columns
        ],
    )
