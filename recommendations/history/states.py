"""The state of a recommendation: its own row and its parts', by natural keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Model, Q
from django.db.models.constants import LOOKUP_SEP

from recommendations.models import (
    ArchiveNote,
    Citation,
    Occurrence,
    ProvisionLink,
    ProvisionLinkReason,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    Relation,
    RelationNote,
    ThemeAssignment,
    ThemeAssignmentReason,
)
from recommendations.records.fixture_rows import Row, digest, row_model, serialized_rows, value_at
from smuggling_kb.database.natural_keys import NaturalKeyModel

#: Rows, parents first; None for a recommendation that does not exist.
State = list[Row] | None

#: Every model of which rows belong to a recommendation, parents first, with the paths from a row
#: to the codes of the recommendations it belongs to: a relation belongs to both its ends.
PARTS: dict[type[NaturalKeyModel], tuple[str, ...]] = {
    Recommendation: ("code",),
    ArchiveNote: ("recommendation__code",),
    RecommendationText: ("recommendation__code",),
    RecommendationAddressee: ("recommendation__code",),
    ThemeAssignment: ("recommendation__code",),
    ThemeAssignmentReason: ("assignment__recommendation__code",),
    Occurrence: ("recommendation__code",),
    Citation: ("text__recommendation__code",),
    ProvisionLink: ("recommendation__code",),
    ProvisionLinkReason: ("link__recommendation__code",),
    Relation: ("recommendation__code", "target__code"),
    RelationNote: ("relation__recommendation__code", "relation__target__code"),
}


def current_states(codes: Collection[str]) -> dict[str, list[Row]]:
    """Return the states of those recommendations that exist; a query for each model."""
    states: dict[str, list[Row]] = defaultdict(list)
    for model, paths in PARTS.items():
        chosen = Q()
        for path in paths:
            chosen |= Q((f"{path}__in", codes))
        for row in serialized_rows(model.objects.filter(chosen).order_by("pk")):
            for code in row_codes(row):
                states[code].append(row)
    return {code: state for code, state in states.items() if code in codes}


def row_codes(row: Row) -> list[str]:
    """Return the codes of the recommendations that a row belongs to."""
    model, fields = row_model(row), row["fields"]
    return [value_at(model, fields, path) for path in PARTS[model]]


def instance_codes(part: Model) -> list[str]:
    """Return the same of a saved instance; a query for each relation not loaded yet."""
    paths = next((paths for model, paths in PARTS.items() if isinstance(part, model)), ())
    codes = (attribute_at(part, path.split(LOOKUP_SEP)) for path in paths)
    return [code for code in codes if code is not None]


def attribute_at(part: Any, names: list[str]) -> Any:
    """Return the value at the end of a path of attributes; None if the path breaks off."""
    for name in names:
        part = part and getattr(part, name)
    return part


def is_same_state(one: State, other: State) -> bool:
    """Return whether two states are equal, whatever the order of their rows."""
    if one is None or other is None:
        return one is other
    return digest(map(complete_row, one)) == digest(map(complete_row, other))


def complete_row(row: Row) -> Row:
    """Return a row with all fields that its model has now: old versions know no later ones."""
    fields = {
        field.name: row["fields"].get(field.name, field.get_default())
        for field in row_model(row)._meta.concrete_fields
        if not field.primary_key
    }
    return {"model": row["model"], "fields": fields}


def stage_of(state: State) -> str:
    """Return the stage of the workflow that a record has in a state."""
    [own] = (row for row in state or () if row_model(row) is Recommendation)
    return str(own["fields"]["publication"])
