"""Grids counted from the published records in memory; no query."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.index import current_index
from recommendations.index.bitmaps import Bitmap
from recommendations.index.facets import FACETS, NONE, UNKNOWN, FacetValue
from recommendations.models import AdoptionStatus, Strength
from recommendations.names.labels import FORCE
from recommendations.names.session_ranges import runs
from recommendations.pages.charts.grid import Cell, Grid, Head, Row
from recommendations.selection.form import PARAMETERS, query_string

#: What all records have: stands for a row or a column of everything.
ALL = Head("", (), "")


class Counting:
    """Numbers of the current snapshot, with their lists, in the active language."""

    def __init__(self) -> None:
        self.index = current_index()
        self.names = self.index.facet_labels(get_language())
        self.adopted = self.index.columns["status"].bitmap(AdoptionStatus.ADOPTED)
        self.others = self.index.everything & ~self.adopted
        self._list = reverse("recommendations:list")

    def heads(self, parameter: str) -> list[Head]:
        """The values of a facet that are worth a line."""
        values = self.names.values[parameter]
        return [head(parameter, value) for value in values if value.is_offered]

    def used(self, parameter: str) -> list[Head]:
        """Those that any adopted recommendation has."""
        return [each for each in self.heads(parameter) if self.having(each) & self.adopted]

    def meetings(self) -> list[Head]:
        """The meetings in order, neighbours whose texts are not held together; then the unnamed."""
        values = {value.session: value for value in self.names.values["session"] if value.session}
        held = {session.number for session, value in values.items() if value.has_texts}
        heads = [
            Head(
                "session",
                tuple(str(session.number) for session in run.sessions),
                run.ordinals,
                run.years,
                run.held,
            )
            for run in runs(values, held)
        ]
        unknown = self.names.by_value["session"][UNKNOWN]
        return [*heads, *([head("session", unknown)] if self._of(UNKNOWN) else [])]

    def _of(self, session: str) -> int:
        return self.index.columns["session"].bitmap(session)

    def having(self, *heads: Head) -> Bitmap:
        """The records that have a value of each."""
        found = self.index.everything
        for each in heads:
            if each.parameter:
                found &= self.index.facet_bitmap(each.parameter, each.values)
        return found

    def cell(self, *heads: Head, adopted: bool = True) -> Cell:
        """How many adopted ones have a value of each head, or how many of the others."""
        if not all(each.held for each in heads):
            return Cell(None, absent=_("not yet held"))
        among = self.adopted if adopted else self.others
        return Cell(
            (self.having(*heads) & among).bit_count(), self.address(*heads, adopted=adopted)
        )

    def address(self, *heads: Head, adopted: bool = True) -> str:
        """The list of these; nothing if lists do not know a value: a year without records."""
        if not all(
            value in self.names.by_value[each.parameter] for each in heads for value in each.values
        ):
            return ""
        asked = {each.parameter: list(each.values) for each in heads if each.parameter}
        if not adopted:
            asked["session"] = [NONE]
        elif "session" not in asked:
            asked["status"] = [AdoptionStatus.ADOPTED.value]
        ordered = {name: asked[name] for name in PARAMETERS if name in asked}
        return self._list + query_string(ordered)

    def crossed(
        self, rows: Iterable[Head], columns: list[Head], *, rows_are: str, columns_are: str
    ) -> Grid:
        """Rows by columns."""
        return Grid(
            rows_are,
            columns_are,
            columns,
            [self._row(each, columns) for each in rows],
            self._row(Head("", (), _("All adopted")), columns),
        )

    def _row(self, row: Head, columns: list[Head]) -> Row:
        return Row(
            row,
            [self.cell(row, column) for column in columns],
            self.cell(row),
            self.cell(row, adopted=False),
        )

    def by(self, rows: str, columns: str) -> Grid:
        """The values of one facet by those of another; of meetings, all there were."""
        return self.crossed(
            self.heads(rows) if rows != "article" else self.used(rows),
            self.meetings() if columns == "session" else self.heads(columns),
            rows_are=str(FACETS[rows].label),
            columns_are=str(FACETS[columns].label),
        )


def head(parameter: str, value: FacetValue) -> Head:
    """A value of a facet as a row or a column."""
    force = FORCE[Strength(value.value)] if parameter == "strength" else 0
    return Head(parameter, (value.value,), value.label, force=force)
