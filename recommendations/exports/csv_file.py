"""CSV: UTF-8 with a byte order mark, CRLF, one row a record, the values of a list joined by "; ".

A cell that a spreadsheet would take for a formula, since it begins with ``=``, ``+``, ``-``, ``@``,
a tab or a carriage return, is written with an apostrophe before it, and so is one that begins with
apostrophes and then one of these. ``printed`` undoes exactly that.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from recommendations.exports.columns import COLUMNS, Cell, row
from recommendations.exports.download import Download

BYTE_ORDER_MARK = "\ufeff"
SEPARATOR = "; "
FORMULA = re.compile(r"'*[=+\-@\t\r]")


class _Line:
    """What ``csv`` writes a row to: hands it back."""

    def write(self, line: str) -> str:
        return line


def write(download: Download) -> Iterator[str]:
    """The file, a line at a time."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield BYTE_ORDER_MARK + writer.writerow([column.name for column in COLUMNS])
    for record in download.records():
        yield writer.writerow([inert(as_text(value)) for value in row(record).values()])


def as_text(value: Cell) -> str:
    """What stands in a cell."""
    if isinstance(value, list):
        return SEPARATOR.join(value)
    return "" if value is None else str(value)


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def printed(cell: str) -> str:
    """What was made inert, as it was: without the first apostrophe before such a beginning."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
