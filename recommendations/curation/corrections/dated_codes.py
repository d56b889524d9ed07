"""Rows whose codes a spreadsheet has made dates of, and the records that they mean."""

from __future__ import annotations

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


def read_dated_codes(rows: list[NamedCells]) -> DatedRows:
    """Put codes in place of dates that stand for one record; ask where there are several.

    One query if there is any date.
    """
    meanings = {row.number: codes_of_date(row.code) for row in rows if not is_code(row.code)}
    possible = {code for codes in meanings.values() for code in codes}
    records = Recommendation.objects.filter(code__in=possible) if possible else ()
    existing = {record.code for record in records}
    read = DatedRows()
    taken = {row.code for row in rows}
    for row in rows:
        codes = [code for code in meanings.get(row.number, ()) if code in existing]
        if not codes:
            read.rows.append(row)
        elif len(codes) > 1 or codes[0] in taken:
            read.problems.append(_unclear_date(row, codes))
        else:
            taken.add(codes[0])
            read.dated.append(DatedCode(row.number, row.code, codes[0]))
            read.rows.append(replace(row, cells={**row.cells, "code": codes[0]}))
    return read


def _unclear_date(row: NamedCells, codes: list[str]) -> TableProblem:
    if len(codes) == 1:
        message = _(
            "The spreadsheet has turned the code into a date, and another row has that code."
        )
        return row.problem("code", message, _("One row for each record."), codes[0])
    return row.problem(
        "code",
        _("The spreadsheet has turned the code into a date that could mean several."),
        _("One of: %(values)s") % {"values": ", ".join(codes)},
    )
