"""The records that rows of a table name, and whether somebody may change them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from recommendations.curation.additions.kind import MayChange
from recommendations.curation.additions.row_cells import RowCells
from recommendations.curation.corrections.plan import MAX_CODES, unknown_code
from recommendations.history.versions import version_numbers
from recommendations.models import Recommendation


@dataclass(frozen=True)
class HeldRecords:
    """Records by their codes, with the numbers of their versions."""

    records: Mapping[str, Recommendation]
    versions: Mapping[str, int]
    #: Codes among which the nearest to an unknown one is looked for.
    codes: Collection[str]
    may_change: MayChange

    def record(self, cells: RowCells) -> Recommendation | None:
        """Return the record of a row; None, with a problem, if there is none to be changed."""
        record = self.records.get(cells.code)
        if record is None:
            cells.problems.append(unknown_code(cells.row, self.codes))
        elif not self.may_change(record):
            cells.refuse("code", _("You do not have permission to change this record."))
            return None
        return record


def read_held_records(
    rows: Iterable[RowCells], records: QuerySet[Recommendation], may_change: MayChange
) -> HeldRecords:
    """Return the records among some that rows name; four queries, and those of prefetches."""
    found = {record.code: record for record in records.filter(code__in=[row.code for row in rows])}
    codes = Recommendation.objects.in_code_order().values_list("code", flat=True)
    return HeldRecords(found, version_numbers(list(found)), list(codes[:MAX_CODES]), may_change)
