"""The plan of a table that adds something: line by line, before anything is written."""

from __future__ import annotations

from recommendations.curation.additions.kind import AdditionKind, MayChange
from recommendations.curation.additions.row_cells import RowCells
from recommendations.curation.additions.template import is_example
from recommendations.curation.corrections.dated_codes import read_dated_codes
from recommendations.curation.corrections.plan import BATCH, TablePlan
from recommendations.curation.corrections.rows import NamedCells, read_header, rows_by_column
from recommendations.curation.corrections.table import MAX_PROBLEMS, UploadedTable


def plan_additions(
    kind: AdditionKind, table: UploadedTable, may_change: MayChange = lambda _record: True
) -> TablePlan:
    """Return what a table would do; a fixed number of queries for every ``BATCH`` rows."""
    plan = TablePlan(table.file_format, problems=list(table.problems))
    names = read_header(table.header, plan.problems, kind.columns, kind.required_columns)
    rows = list(_rows(kind, table, names, plan)) if names else []
    for start in range(0, len(rows), BATCH):
        batch = [RowCells(row) for row in rows[start : start + BATCH]]
        for cells in batch:
            cells.require(kind.required_columns)
        complete = [cells for cells in batch if not cells.problems]
        kind.plan_rows(complete, plan, may_change)
        plan.problems += [problem for cells in batch for problem in cells.problems]
        if plan.is_cut:
            break
    plan.problems = sorted(plan.problems, key=lambda problem: problem.row)[:MAX_PROBLEMS]
    return plan


def _rows(
    kind: AdditionKind, table: UploadedTable, names: list[str], plan: TablePlan
) -> list[NamedCells]:
    """Return the rows that say something; those of the template that explain are passed over."""
    shown = {row.number for row in table.rows if is_example(row, names)}
    plan.examples = sorted(shown)
    others = (row for row in table.rows if row.number not in shown)
    named = list(rows_by_column(others, names, plan.problems, kind.key))
    for column in kind.code_columns:
        read = read_dated_codes(named, column, kind.key)
        named = read.rows
        plan.dated += read.dated
        plan.problems += read.problems
    return named
