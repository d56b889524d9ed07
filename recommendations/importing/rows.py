"""Rows as fixtures write them: a model's label and its fields, other rows by their natural keys.

A *group* is what belongs together when somebody changes it: a recommendation with its texts,
themes, addressees, citations and relations; a document with its passages; a theme with its names.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.constants import LOOKUP_SEP

from recommendations.models import (
    ArchiveNote,
    Citation,
    Instrument,
    InstrumentName,
    Occurrence,
    Provision,
    ProvisionName,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    Relation,
    RelationNote,
    Theme,
    ThemeAssignment,
    ThemeAssignmentReason,
    ThemeName,
)
from sessions.models import (
    Document,
    DocumentTitle,
    EditorialNote,
    EditorialNoteText,
    Footnote,
    LanguageVersion,
    Paragraph,
    Resource,
    Section,
    WorkingGroupSession,
)
from smuggling_kb.natural_keys import NaturalKeyModel

Row = dict[str, Any]
Key = tuple[Any, ...]

#: Every model that files write, in an order in which a row's parents come before it; the file of
#: fixtures that holds it; the group it belongs to (and how many values of its key name the group).
MODELS: dict[type[NaturalKeyModel], tuple[str, str, int]] = {
    WorkingGroupSession: ("01_sessions", "session", 1),
    Theme: ("02_themes", "theme", 1),
    ThemeName: ("02_themes", "theme", 1),
    Instrument: ("03_instruments", "instrument", 1),
    InstrumentName: ("03_instruments", "instrument", 1),
    Provision: ("03_instruments", "instrument", 1),
    ProvisionName: ("03_instruments", "instrument", 1),
    Document: ("04_documents", "document", 1),
    DocumentTitle: ("04_documents", "document", 1),
    LanguageVersion: ("04_documents", "document", 1),
    Section: ("04_documents", "document", 1),
    Paragraph: ("04_documents", "document", 1),
    Footnote: ("04_documents", "document", 1),
    Resource: ("04_documents", "document", 1),
    EditorialNote: ("04_documents", "note", 4),
    EditorialNoteText: ("04_documents", "note", 4),
    Recommendation: ("05_recommendations", "recommendation", 1),
    ArchiveNote: ("05_recommendations", "recommendation", 1),
    RecommendationText: ("05_recommendations", "recommendation", 1),
    RecommendationAddressee: ("05_recommendations", "recommendation", 1),
    ThemeAssignment: ("05_recommendations", "recommendation", 1),
    ThemeAssignmentReason: ("05_recommendations", "recommendation", 1),
    Occurrence: ("05_recommendations", "recommendation", 1),
    Relation: ("05_recommendations", "recommendation", 1),
    RelationNote: ("05_recommendations", "recommendation", 1),
    Citation: ("06_citations", "", 0),
}
FILES = tuple(dict.fromkeys(file for file, _group, _length in MODELS.values()))


def row(model: type[NaturalKeyModel], **fields: Any) -> Row:
    """A row; other rows are given by their natural keys, as lists."""
    return {"model": model._meta.label_lower, "fields": fields}


def model_of(row: Row) -> type[NaturalKeyModel]:
    """The model that a row belongs to."""
    return with_natural_key(apps.get_model(row["model"]))


def with_natural_key(model: Any) -> type[NaturalKeyModel]:
    """The model itself; ``TypeError`` if fixtures cannot name its rows."""
    if isinstance(model, type) and issubclass(model, NaturalKeyModel):
        return model
    raise TypeError(f"{model} has no natural key")


def key_of(row: Row) -> Key:
    """The natural key of a row, from its fields alone."""
    model, fields = model_of(row), row["fields"]
    if model is Citation:
        place = next(place for place in Citation.PLACES if fields[place])
        return (place, *fields[place], fields["start"])
    return tuple(value_at(model, fields, path) for path in model.natural_fields)


def value_at(model: type[NaturalKeyModel], fields: Row, path: str) -> Any:
    """The value of one part of a natural key, taken out of the parent's key if it lies there."""
    name, _separator, rest = path.partition(LOOKUP_SEP)
    if not rest:
        return fields[name]
    parent = with_natural_key(model._meta.get_field(name).related_model)
    return fields[name][parent.natural_fields.index(rest)]


def group_of(row: Row) -> str:
    """The name of the group that a row belongs to, e.g. ``recommendation 2012/5``."""
    model, key = model_of(row), key_of(row)
    if model is Citation:
        return f"recommendation {key[1]}" if key[0] == "text" else f"document {key[1]}"
    if model is Occurrence:
        return f"recommendation {row['fields']['recommendation'][0]}"
    _file, group, length = MODELS[model]
    return f"{group} {' '.join(str(value) for value in key[:length])}"


def by_group(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by the name of their group, in the order in which they came."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for each in rows:
        groups[group_of(each)].append(each)
    return dict(groups)


def digest(rows: Iterable[Row]) -> str:
    """A SHA-256 of rows that does not depend on their order."""
    lines = sorted(json.dumps(each, sort_keys=True, cls=DjangoJSONEncoder) for each in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def stored(models_wanted: Iterable[type[NaturalKeyModel]] = MODELS) -> Iterator[Row]:
    """The rows in the database, as fixtures would write them; one query for each model."""
    for model in models_wanted:
        query = model.objects.select_related(*related_paths(model)).order_by("pk")
        found = serializers.serialize(
            "python", query, use_natural_foreign_keys=True, use_natural_primary_keys=True
        )
        yield from (json.loads(json.dumps(each, cls=DjangoJSONEncoder)) for each in found)


def related_paths(model: type[NaturalKeyModel]) -> set[str]:
    """The relations that naming a row and the rows it points to by natural keys will follow."""
    named = {
        f"{field.name}{LOOKUP_SEP}{path}"
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        for path in with_natural_key(field.related_model).natural_fields
    }
    return {path.rpartition(LOOKUP_SEP)[0] for path in named}
