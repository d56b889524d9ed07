"""Rows whose codes a spreadsheet has made dates of, and the records that they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from recommendations.curation.corrections.rows import NamedCells
from recommendations.curation.corrections.table import TableProblem
from recommendations.models import Recommendation
from recommendations.texts.codes import is_code
from recommendations.texts.spreadsheet_dates import codes_of_date


@dataclass(frozen=True)
class DatedCode:
    """A date that was read as the code of a record."""

    row: int
    written: str
    code: str


@dataclass
class DatedRows:
    """Rows with the codes that their dates stand for, which of them were dates, and problems."""

    rows: list[NamedCells] = field(default_factory=list)
    dated: list[DatedCode] = field(default_factory=list)
    problems: list[TableProblem] = field(default_factory=list)


def read_dated_codes(
    rows: list[NamedCells], column: str = "code", key: Sequence[str] = ("code",)
) -> DatedRows:
    """Put codes in place of dates that stand for one record; ask where there are several.

    No two rows have the same cells in the columns of ``key``. One query if there is any date.
    """
    written = {row.number: row.cells.get(column, "").strip() for row in rows}
    meanings = {
        number: codes_of_date(cell) for number, cell in written.items() if not is_code(cell)
    }
    possible = {code for codes in meanings.values() for code in codes}
    records = Recommendation.objects.filter(code__in=possible) if possible else ()
    existing = {record.code for record in records}
    read = DatedRows()
    taken = {row.key(key) for row in rows}
    for row in rows:
        codes = [code for code in meanings.get(row.number, ()) if code in existing]
        meant = replace(row, cells={**row.cells, column: codes[0]}) if codes else row
        if not codes:
            read.rows.append(row)
        elif len(codes) > 1 or meant.key(key) in taken:
            read.problems.append(_unclear_date(row, column, codes))
        else:
            taken.add(meant.key(key))
            read.dated.append(DatedCode(row.number, written[row.number], codes[0]))
            read.rows.append(meant)
    return read


def _unclear_date(row: NamedCells, column: str, codes: list[str]) -> TableProblem:
    if len(codes) == 1:
        message = _(
            "The spreadsheet has turned the code into a date, and another row has that code."
        )
        return row.problem(column, message, _("One row for each record."), codes[0])
    return row.problem(
        column,
        _("The spreadsheet has turned the code into a date that could mean several."),
        _("One of: %(values)s") % {"values": ", ".join(codes)},
    )
