"""Rows by columns of numbers, and behind each number the list that it counts. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

#: The steps of the scale of colours, beside 0 for none.
LEVELS = 5


@dataclass(frozen=True)
class Head:
    """What a row or a column stands for.

    ``values`` are those of the list's parameter ``parameter``, and ``detail`` is less important
    than ``label``. ``held`` is false if no text of these meetings is held: then nothing is known
    of how many there are.
    """

    parameter: str
    values: tuple[str, ...]
    label: str
    detail: str = ""
    held: bool = True
    #: How strongly it obliges, from 4 to 0, where it is a strength.
    force: int = 0


@dataclass(frozen=True)
class Cell:
    """A number and the address of the list with so many records.

    No number where the texts are not held, and then no address either; ``absent`` says why.
    """

    count: int | None
    address: str = ""
    absent: str = ""

    @property
    def is_gap(self) -> bool:
        """Whether its list is empty, though texts are held."""
        return self.count == 0 and bool(self.address)


@dataclass(frozen=True)
class Row:
    """A row, with the adopted recommendations in all of it, and the records that were not."""

    head: Head
    cells: list[Cell]
    adopted: Cell
    others: Cell

    @property
    def all(self) -> list[Cell]:
        """Its cells and both sums."""
        return [*self.cells, self.adopted, self.others]


@dataclass(frozen=True)
class Grid:
    """A table: ``rows_are`` and ``columns_are`` name what its rows and its columns stand for.

    ``totals`` is the last row, whose head says so; a record that has several values is in several
    rows, and once in the totals.
    """

    rows_are: str
    columns_are: str
    columns: list[Head]
    rows: list[Row]
    totals: Row

    @property
    def most(self) -> int:
        """The largest number in a cell, at least 1."""
        return max((cell.count or 0 for row in self.rows for cell in row.cells), default=0) or 1

    @property
    def gaps(self) -> int:
        """How many cells have nothing, though texts are held."""
        return sum(cell.is_gap for row in self.rows for cell in row.cells)

    def level(self, cell: Cell) -> int:
        """The step of the scale, from 1 to ``LEVELS``; 0 for none."""
        return 1 + (LEVELS * (cell.count - 1)) // self.most if cell.count else 0

    @property
    def lacking(self) -> list[Head]:
        """The rows and columns of which no texts are held."""
        heads = (*self.columns, *(row.head for row in self.rows))
        return [head for head in heads if not head.held]

    def lines(self) -> Iterator[tuple[Head, Head | None, str, Cell]]:
        """Every cell with its row, its column (None for a sum), the kind of sum, in order."""
        for row in (*self.rows, self.totals):
            for head, cell in zip(self.columns, row.cells, strict=True):
                yield row.head, head, "", cell
            yield row.head, None, "adopted", row.adopted
            yield row.head, None, "not-adopted", row.others
