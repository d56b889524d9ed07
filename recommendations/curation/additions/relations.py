"""Tables of relations between records: each row adds one, or a note to one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation.additions.held_records import HeldRecords, read_held_records
from recommendations.curation.additions.kind import AddableColumn, AdditionKind, MayChange
from recommendations.curation.additions.row_cells import RowCells
from recommendations.curation.corrections.addition import AddedValue, Addition
from recommendations.curation.corrections.plan import TablePlan
from recommendations.curation.corrections.values import nearest_option
from recommendations.models import (
    Confidence,
    Recommendation,
    Relation,
    RelationNote,
    RelationOrigin,
    RelationType,
)
from smuggling_kb.languages import LanguageCode


class RelationKind(AdditionKind):
    name = "relations"
    title = gettext_lazy("Add relations by table")
    explanation = gettext_lazy(
        "Each row relates a recommendation to another one, with the editors as the authority."
        " Readers see it at once where both are public."
    )
    columns: ClassVar = {
        "code": AddableColumn(
            gettext_lazy("The recommendation that restates, extends or narrows the other one."),
            "2020/18",
            required=True,
        ),
        "type": AddableColumn(gettext_lazy("How they are related."), "extends", required=True),
        "other": AddableColumn(gettext_lazy("The other recommendation."), "2013/92", required=True),
        "confidence": AddableColumn(
            gettext_lazy("How certain it is. Left empty: probable."), "probable"
        ),
        "note": AddableColumn(gettext_lazy("A note for readers."), "It names health services too."),
        "note_language": AddableColumn(gettext_lazy("The language of the note."), "en"),
    }
    key = ("code", "type", "other")
    code_columns = ("code", "other")
    adds = ("relation", "relationnote")

    def options(self) -> dict[str, list[str]]:
        return {
            "type": RelationType.values,
            "confidence": Confidence.values,
            "note_language": LanguageCode.values,
        }

    def plan_rows(self, rows: Iterable[RowCells], plan: TablePlan, may_change: MayChange) -> None:
        records = Recommendation.objects.prefetch_related("texts", "relations__target")
        held = read_held_records(rows, records, may_change)
        others = Recommendation.objects.prefetch_related("texts")
        targets = {
            record.code: record
            for record in others.filter(code__in=[cells.cell("other") for cells in rows])
        }
        for cells in rows:
            record = held.record(cells)
            target = other_record(cells, targets, held)
            relation_type = cells.choice("type", RelationType)
            confidence = cells.choice("confidence", Confidence) or Confidence.PROBABLE
            note = note_of_row(cells)
            if record is None or target is None or cells.problems:
                continue
            relation = Relation(
                recommendation=record,
                type=relation_type,
                target=target,
                origin=RelationOrigin.CURATOR,
                confidence=confidence,
            )
            if is_stated(cells, relation):
                if not cells.problems:
                    plan.unchanged.append((cells.row.number, record.code))
                continue
            version = held.versions[record.code]
            plan.additions.append(relation_addition(cells, relation, note, version))


def other_record(
    cells: RowCells, targets: dict[str, Recommendation], held: HeldRecords
) -> Recommendation | None:
    """Return the other record of a row; None, with a problem, if there is none."""
    code = cells.cell("other")
    if code == cells.code:
        cells.refuse("other", _("A recommendation cannot relate to itself."))
        return None
    if code not in targets:
        nearest = nearest_option(code, held.codes)
        cells.refuse("other", _("There is no record with this code."), nearest=nearest)
    return targets.get(code)


def note_of_row(cells: RowCells) -> RelationNote | None:
    """Return the note of a row, without its relation; None if there is none or it is refused."""
    language = cells.choice("note_language", LanguageCode)
    if cells.cell("note") and not cells.cell("note_language"):
        cells.refuse("note_language", _("A note needs its language."))
    note = cells.text("note", language)
    return RelationNote(language=language, text=note) if note and language else None


def is_stated(cells: RowCells, relation: Relation) -> bool:
    """Return whether a relation is held; refuses what a row says otherwise than that one."""
    for held in relation.recommendation.relations.all():
        if (held.type, held.target) == (relation.type, relation.target):
            if cells.cell("note") or cells.cell("confidence") not in ("", held.confidence):
                cells.refuse("type", _("This relation is held already. Change it on its own page."))
            return True
    return False


def relation_addition(
    cells: RowCells, relation: Relation, note: RelationNote | None, version: int
) -> Addition:
    instances: list[Relation | RelationNote] = [relation]
    values = [
        AddedValue("type", str(relation.get_type_display())),
        AddedValue("other", relation.target.code),
        AddedValue("confidence", str(relation.get_confidence_display())),
    ]
    if note:
        note.relation = relation
        instances.append(note)
        values.append(AddedValue("note", note.text, note.language))
    return Addition(
        row=cells.row.number,
        record=relation.recommendation,
        version=version,
        label=_("Relation to %(code)s") % {"code": relation.target.code},
        is_public=relation.recommendation.is_public and relation.target.is_public,
        values=values,
        cells=cells.row.cells,
        instances=[*instances],
    )
