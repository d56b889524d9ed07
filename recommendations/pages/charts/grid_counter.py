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
from recommendations.names.labels import STRENGTH_LEVELS
from recommendations.names.session_ranges import SessionRange, session_ranges
from recommendations.pages.charts.grid import AxisValue, Grid, GridCell, GridRow
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.query_string import query_string


class GridCounter:
    """Counts the records of the current index, with their lists, in the active language."""

    def __init__(self) -> None:
        self.index = current_index()
        self.names = self.index.facet_labels(get_language())
        self.adopted = self.index.columns["status"].bitmap(AdoptionStatus.ADOPTED)
        self.others = self.index.everything & ~self.adopted
        self._list = reverse("recommendations:list")

    def axis_values(self, parameter: str) -> list[AxisValue]:
        """Return the values of a facet that are worth a line."""
        values = self.names.values[parameter]
        return [axis_value(parameter, value) for value in values if value.is_offered]

    def adopted_values(self, parameter: str) -> list[AxisValue]:
        """Return the values of a facet that any adopted recommendation has."""
        values = self.axis_values(parameter)
        return [each for each in values if self.bitmap(each) & self.adopted]

    def session_ranges(self) -> list[AxisValue]:
        """Return the sessions in order; neighbours whose texts are not held are one."""
        values = {value.session: value for value in self.names.values["session"] if value.session}
        held = {session.number for session, value in values.items() if value.has_texts}
        return [_range_value(run) for run in session_ranges(values, held)]

    def unknown_session(self) -> list[AxisValue]:
        """Return the value of adopted recommendations whose session is not named, if any."""
        unknown = axis_value("session", self.names.by_value["session"][UNKNOWN])
        return [unknown] if self.bitmap(unknown) else []

    def bitmap(self, *values: AxisValue) -> Bitmap:
        """Return the records that have all of these values."""
        found = self.index.everything
        for each in values:
            if each.parameter:
                found &= self.index.facet_bitmap(each.parameter, each.values)
        return found

    def cell(self, *values: AxisValue, adopted: bool = True) -> GridCell:
        """Count the adopted recommendations that have all of these values, or the other records."""
        if not all(each.has_texts for each in values):
            return GridCell(None, absent=_("texts not in this knowledge base"))
        among = self.adopted if adopted else self.others
        return GridCell(
            (self.bitmap(*values) & among).bit_count(), self.address(*values, adopted=adopted)
        )

    def address(self, *values: AxisValue, adopted: bool = True) -> str:
        """Return the address of their list.

        It is empty if lists do not know a value, such as a year without records.
        """
        if not all(
            value in self.names.by_value[each.parameter] for each in values for value in each.values
        ):
            return ""
        asked = {each.parameter: list(each.values) for each in values if each.parameter}
        if not adopted:
            asked["session"] = [NONE]
        elif "session" not in asked:
            asked["status"] = [AdoptionStatus.ADOPTED.value]
        ordered = {
            name: asked[name] for name in RecommendationFilter.param_names() if name in asked
        }
        return self._list + query_string(ordered)

    def cross(
        self,
        rows: Iterable[AxisValue],
        columns: list[AxisValue],
        *,
        row_heading: str,
        column_heading: str,
        thresholds: tuple[int, ...] = (),
    ) -> Grid:
        """Count rows by columns."""
        return Grid(
            row_heading,
            column_heading,
            columns,
            [self.count_row(each, columns) for each in rows],
            self.count_row(AxisValue("", (), _("All adopted")), columns),
            thresholds,
        )

    def count_row(self, row: AxisValue, columns: list[AxisValue]) -> GridRow:
        """Count one row by columns."""
        return GridRow(
            row,
            [self.cell(row, column) for column in columns],
            self.cell(row),
            self.cell(row, adopted=False),
        )

    def cross_facets(self, rows: str, columns: str, thresholds: tuple[int, ...] = ()) -> Grid:
        """Count the values of one facet by those of another; of sessions, all there were."""
        return self.cross(
            self.axis_values(rows) if rows != "article" else self.adopted_values(rows),
            [*self.session_ranges(), *self.unknown_session()]
            if columns == "session"
            else self.axis_values(columns),
            row_heading=str(FACETS[rows].label),
            column_heading=str(FACETS[columns].label),
            thresholds=thresholds,
        )


def axis_value(parameter: str, value: FacetValue) -> AxisValue:
    """Return a value of a facet as a row or a column."""
    strength_level = STRENGTH_LEVELS[Strength(value.value)] if parameter == "strength" else 0
    return AxisValue(parameter, (value.value,), value.label, strength_level=strength_level)


def _range_value(run: SessionRange) -> AxisValue:
    numbers = tuple(str(session.number) for session in run.sessions)
    return AxisValue("session", numbers, run.ordinals, run.years, run.has_texts, session_range=run)
