"""Columns: the values that every record has of one property, and a bitmap of each value.

A column has for each place the number of a combination of values, and each combination once, as
many records share theirs. The bitmaps, one a value, are made of the same rows in the same pass.
"""

from __future__ import annotations

import operator
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from recommendations.index import bitmaps
from recommendations.index.bitmaps import Bitmap
from smuggling_kb.spreadsheets import cell_text, csv_cell

Values = tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """One property of all records."""

    combinations: Sequence[Values]
    numbers: Sequence[int]
    bitmaps: Mapping[str, Bitmap]

    def values_at(self, place: int) -> Values:
        """Return the values of the record at a place."""
        return self.combinations[self.numbers[place]]

    @cached_property
    def cells(self) -> list[str]:
        """Each combination as a cell of CSV."""
        return [csv_cell(cell_text(list(values))) for values in self.combinations]

    @cached_property
    def lists(self) -> list[list[str]]:
        """Each combination as a list."""
        return list(map(list, self.combinations))

    @cached_property
    def first_values(self) -> list[str]:
        """The first value of each combination, or nothing."""
        return ["".join(values[:1]) for values in self.combinations]

    def with_ancestors(self, parents: Mapping[str, str]) -> Column:
        """Return the column in which a record that has a value has its parent too."""
        extended = dict(self.bitmaps)
        for value, parent in parents.items():
            extended[parent] = extended.get(parent, 0) | self.bitmap(value)
        return Column(self.combinations, self.numbers, extended)

    def without_value(self, value: str) -> Column:
        """Return the column as if no record had a value."""
        combinations = [
            tuple(each for each in values if each != value) for values in self.combinations
        ]
        others = {each: bitmap for each, bitmap in self.bitmaps.items() if each != value}
        return Column(combinations, self.numbers, others)

    def without_bitmaps(self) -> Column:
        """Return the column of a property that is shown but never asked for."""
        return Column(self.combinations, self.numbers, {})

    def bitmap(self, value: str) -> Bitmap:
        """Return the records that have a value; none of a value that is not known."""
        return self.bitmaps.get(value, 0)


def single_valued_column(values: Sequence[str | None]) -> Column:
    """Return the column of a property with one value a record, or none; 255 values at most."""
    number_of = {value: number for number, value in enumerate(dict.fromkeys(values))}
    numbers = bytes(map(number_of.__getitem__, values))
    return Column(
        [() if value is None else (value,) for value in number_of],
        numbers,
        {
            value: bitmaps.from_equal(numbers, number)
            for value, number in number_of.items()
            if value is not None
        },
    )


def multi_valued_column(
    rows: Iterable[tuple[int, str]],
    places: Mapping[int, int],
    *,
    missing_value: str = "",
    order: Callable[[Values], Values] | None = None,
) -> Column:
    """Return the column of a property of which a record may have several values.

    ``rows`` are primary keys of records with a value of each, each record's in order; ``places``
    has the place of each key, and rows of other records are passed over. A record without any has
    ``missing_value``, if that is given. ``order`` puts the values of a combination in order.
    """
    builder = _ColumnBuilder(len(places))
    builder.add_rows(rows, places)
    return builder.column(missing_value, order or _keep_order)


def sorter_by_sequence(sequence: Sequence[str]) -> Callable[[Values], Values]:
    """Return a function that sorts values as they stand in a sequence."""
    position = {value: index for index, value in enumerate(sequence)}
    return lambda values: tuple(sorted(values, key=lambda value: position.get(value, -1)))


def _keep_order(values: Values) -> Values:
    return values


class _ColumnBuilder:
    """Makes a column from rows."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.numbers = array("I", bytes(4 * size))
        self.combinations: list[Values] = [()]
        self.known: dict[Values, int] = {(): 0}
        self.flags: dict[str, bytearray] = {}

    def add_rows(self, rows: Iterable[tuple[int, str]], places: Mapping[int, int]) -> None:
        """Add rows. There can be some hundred thousand, so nothing here is looked up twice."""
        place_of, numbers, flags = places.get, self.numbers, self.flags
        longer: dict[tuple[int, str], int] = {}
        for key, value in rows:
            place = place_of(key)
            if place is None:
                continue
            step = numbers[place], value
            if step not in longer:
                longer[step] = self._number_with(*step)
                flags.setdefault(value, bytearray(self.size // 8 + 1))
            numbers[place] = longer[step]
            flags[value][place >> 3] |= 1 << (place & 7)

    def _number_with(self, number: int, value: str) -> int:
        """Return the number of a combination with one value more."""
        values = tuple(dict.fromkeys((*self.combinations[number], value)))
        if values not in self.known:
            self.known[values] = len(self.combinations)
            self.combinations.append(values)
        return self.known[values]

    def column(self, missing_value: str, order: Callable[[Values], Values]) -> Column:
        by_value = {value: bitmaps.from_bytes(flags) for value, flags in self.flags.items()}
        if missing_value:
            by_value[missing_value] = bitmaps.from_flags(map(operator.not_, self.numbers))
        combinations = [order(values) for values in self.combinations]
        if missing_value:
            combinations[0] = (missing_value,)
        return Column(combinations, compact_array(self.numbers, len(combinations)), by_value)


def compact_array(numbers: array[int], size: int) -> array[int]:
    """Return numbers below ``size`` in no more bytes than that takes."""
    typecode = next(each for each in "BHIQ" if size <= 1 << 8 * array(each).itemsize)
    return array(typecode, numbers)
