"""Rows as fixtures write them: a model's label and its fields, other rows by their natural keys."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import QuerySet
from django.db.models.constants import LOOKUP_SEP

from recommendations.models import Citation
from smuggling_kb.database.natural_keys import NaturalKeyModel

#: Fields that models got once digests were stored, with the value that counts as none.
ADDED_FIELDS = {"document_symbol": "", "job_number": "", "stage": "published"}

Row = dict[str, Any]
Key = tuple[Any, ...]


def row(model: type[NaturalKeyModel], **fields: Any) -> Row:
    """Return a row; other rows are given by their natural keys, as lists."""
    return {"model": model._meta.label_lower, "fields": fields}


def row_model(row: Row) -> type[NaturalKeyModel]:
    """Return the model that a row belongs to."""
    return natural_key_model(apps.get_model(row["model"]))


def natural_key_model(model: Any) -> type[NaturalKeyModel]:
    """Return the model itself; ``TypeError`` if fixtures cannot name its rows."""
    if isinstance(model, type) and issubclass(model, NaturalKeyModel):
        return model
    raise TypeError(f"{model} has no natural key")


def row_key(row: Row) -> Key:
    """Return the natural key of a row, from its fields alone."""
    model, fields = row_model(row), row["fields"]
    if model is Citation:
        place = next(place for place in Citation.PLACES if fields.get(place))
        cited = fields["start"], fields["reference"], fields["pinpoint"]
        return (place, *fields[place], *cited)
    return tuple(value_at(model, fields, path) for path in model.natural_fields)


def value_at(model: type[NaturalKeyModel], fields: Row, path: str) -> Any:
    """Return one part of a natural key, taken out of the parent's key if it lies there."""
    name, _separator, rest = path.partition(LOOKUP_SEP)
    if not rest:
        return fields[name]
    parent = natural_key_model(model._meta.get_field(name).related_model)
    return fields[name][parent.natural_fields.index(rest)]


def serialized_rows(query: QuerySet[Any]) -> Iterator[Row]:
    """Yield rows of one model as fixtures would write them, in one query."""
    joined = query.select_related(*related_paths(query.model))
    found = serializers.serialize(
        "python", joined, use_natural_foreign_keys=True, use_natural_primary_keys=True
    )
    yield from (json.loads(json.dumps(each, cls=DjangoJSONEncoder)) for each in found)


def digest(rows: Iterable[Row], without: Mapping[str, str] = ADDED_FIELDS) -> str:
    """Return a SHA-256 of rows that does not depend on their order, without these values."""
    lines = sorted(
        json.dumps(_known_fields(each, without), sort_keys=True, cls=DjangoJSONEncoder)
        for each in rows
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _known_fields(row: Row, without: Mapping[str, str]) -> Row:
    fields = {
        name: value
        for name, value in row["fields"].items()
        if name not in without or value != without[name]
    }
    return {**row, "fields": fields}


def related_paths(model: Any) -> set[str]:
    """Return the relations that natural keys of a row and of the rows it points to follow."""
    named = {
        f"{field.name}{LOOKUP_SEP}{path}"
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        for path in cast(Any, field.related_model).natural_fields
    }
    return {path.rpartition(LOOKUP_SEP)[0] for path in named}
