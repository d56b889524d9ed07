"""Tables of themes and subjects: each row puts one record under one of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from recommendations.curation.additions.held_records import read_held_records
from recommendations.curation.additions.kind import AddableColumn, AdditionKind, MayChange
from recommendations.curation.additions.row_cells import RowCells
from recommendations.curation.corrections.addition import AddedValue, Addition
from recommendations.curation.corrections.plan import TablePlan
from recommendations.models import (
    Provenance,
    Recommendation,
    Theme,
    ThemeAssignment,
    ThemeAssignmentReason,
)
from recommendations.names.themes import theme_name


class ThemeKind(AdditionKind):
    name = "themes"
    title = gettext_lazy("Add themes and subjects by table")
    explanation = gettext_lazy(
        "Each row puts a recommendation under one theme or subject. Readers see it at once where"
        " the recommendation is public. What it is under already stays."
    )
    columns: ClassVar = {
        "code": AddableColumn(
            gettext_lazy("The recommendation, e.g. 2012/5."), "2012/5", required=True
        ),
        "theme": AddableColumn(gettext_lazy("The theme or subject."), "children", required=True),
        "reason": AddableColumn(
            gettext_lazy("Why it belongs there. Readers see it."), "It speaks of minors."
        ),
    }
    key = ("code", "theme")
    adds = ("themeassignment", "themeassignmentreason")

    def options(self) -> dict[str, list[str]]:
        return {"theme": list(Theme.objects.values_list("slug", flat=True))}

    def plan_rows(self, rows: Iterable[RowCells], plan: TablePlan, may_change: MayChange) -> None:
        records = Recommendation.objects.prefetch_related("theme_assignments__theme")
        held = read_held_records(rows, records, may_change)
        themes = {theme.slug: theme for theme in Theme.objects.prefetch_related("names")}
        names = {slug: [each.name for each in theme.names.all()] for slug, theme in themes.items()}
        for cells in rows:
            record = held.record(cells)
            slug = cells.option("theme", names)
            reason = cells.words("reason")
            if record is None or cells.problems:
                continue
            if slug in {each.theme.slug for each in record.theme_assignments.all()}:
                refuse_reason(cells)
                if not cells.problems:
                    plan.unchanged.append((cells.row.number, record.code))
                continue
            addition = theme_addition(
                cells, record, themes[slug], reason, held.versions[record.code]
            )
            plan.additions.append(addition)


def refuse_reason(cells: RowCells) -> None:
    """Refuse a reason for what is assigned already: it would be lost."""
    if cells.cell("reason"):
        cells.refuse(
            "reason",
            _("The recommendation is under this already. Add the reason on its own page."),
        )


def theme_addition(
    cells: RowCells, record: Recommendation, theme: Theme, reason: str, version: int
) -> Addition:
    assignment = ThemeAssignment(recommendation=record, theme=theme, origin=Provenance.EDITOR)
    added = [AddedValue("theme", theme_name(theme))]
    instances: list[ThemeAssignment | ThemeAssignmentReason] = [assignment]
    if reason:
        language = get_language()
        added.append(AddedValue("reason", reason, language))
        instances.append(
            ThemeAssignmentReason(assignment=assignment, language=language, text=reason)
        )
    return Addition(
        row=cells.row.number,
        record=record,
        version=version,
        label=theme.get_scheme_display(),
        is_public=record.is_public,
        values=added,
        cells=cells.row.cells,
        instances=[*instances],
    )
