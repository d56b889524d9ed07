"""The comparison of a table's row with the record that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from recommendations.curation.corrections import values
from recommendations.curation.corrections.columns import (
    COLUMNS,
    CORRECTABLE,
    DATE_COLUMNS,
    LIST_COLUMNS,
    CuratorRecord,
)
from recommendations.curation.corrections.rows import NamedCells
from recommendations.curation.corrections.table import TableProblem
from recommendations.curation.corrections.values import InvalidCell, KnownValues
from smuggling_kb.spreadsheets import truncate


@dataclass(frozen=True)
class CellChange:
    """A value of a record that a cell changes."""

    column: str
    before: str
    after: str


@dataclass
class RowCheck:
    """Compares a row with its record, and collects problems."""

    row: NamedCells
    record: CuratorRecord
    #: The cells of the record as a table shows them.
    before: dict[str, str]
    known: KnownValues
    problems: list[TableProblem] = field(default_factory=list)

    def changes(self) -> list[CellChange]:
        """Return what the row changes; adds to ``problems``."""
        after = self.before.copy()
        for name, written in self.row.cells.items():
            cell = self.known.present_cell(name, written)
            if name in CORRECTABLE:
                after[name] = self.new_value(name, cell)
            elif name in COLUMNS and name not in ("code", "language", "version"):
                self.check_untouched(name, cell)
        changes = [
            CellChange(name, self.before[name], after[name])
            for name in CORRECTABLE
            if after[name] != self.before[name]
        ]
        if changes:
            self.check_consistency(after, {change.column for change in changes})
            self.check_version()
        return changes

    def new_value(self, name: str, cell: str) -> str:
        """Return the value after a cell; as it was if that changes nothing or is not valid."""
        before = self.before[name]
        if values.is_unchanged(name, cell, before):
            return before
        try:
            return values.parse_cell(name, cell, self.known)
        except InvalidCell as error:
            self.problems.append(
                self.row.problem(name, error.message, error.expected, error.nearest)
            )
            return before

    def check_untouched(self, name: str, cell: str) -> None:
        """Refuse another value in a column that a table does not correct."""
        if not is_as_before(name, cell, self.before[name]):
            message = _(
                "This column cannot be corrected by table. Leave it as it was, leave it "
                "empty, or delete the column."
            )
            self.problems.append(self.row.problem(name, message, self.before[name]))

    def check_consistency(self, after: dict[str, str], changed: set[str]) -> None:
        """Refuse values of one record that contradict each other."""
        for column, message, expected in values.value_conflicts(
            after, changed, self.row.cells, self.record.recommendation
        ):
            self.problems.append(self.row.problem(column, message, expected))

    def check_version(self) -> None:
        """Refuse a row made from an older version: it would undo what was done since."""
        version = self.row.cells.get("version", "").strip()
        if version and version != self.before["version"]:
            message = _("The record has been changed since this table was made.")
            expected = _("Version %(version)s. Download a new table, or delete this column.") % {
                "version": self.before["version"]
            }
            self.problems.append(self.row.problem("version", message, expected))


def is_as_before(name: str, cell: str, before: str) -> bool:
    """Return whether a cell has the record's value, however a spreadsheet writes it."""
    cell = cell.strip()
    if cell in (before.strip(), truncate(before).strip()):
        return True
    if name in DATE_COLUMNS and before:
        return _date_numbers(cell) == _date_numbers(before)
    if name in LIST_COLUMNS:
        return values.split_list(cell) == values.split_list(before)
    if name == "url":
        return _address_path(cell) == _address_path(before)
    return values.normalise_line_ends(cell).strip() == values.normalise_line_ends(before).strip()


def _address_path(url: str) -> str:
    """Return what follows the host: the same site may have several."""
    return url.partition("://")[2].partition("/")[2]


def _date_numbers(date: str) -> list[int]:
    """Return year, month and day, in whichever order a spreadsheet writes them."""
    return sorted(int(number) for number in re.findall(r"[0-9]{1,4}", date))[:3]
