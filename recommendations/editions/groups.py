"""Groups of rows that have one digest: a meeting, a theme, a treaty, a document with its passages.

Recommendations have digests too; ``record_contents`` reads those.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, QuerySet
from django.db.models.constants import LOOKUP_SEP

from recommendations.history.states import PARTS
from recommendations.models import Citation, Instrument, Recommendation, Theme
from recommendations.records.fixture_rows import natural_key_model
from sessions.models import Document, WorkingGroupSession
from smuggling_kb.database.natural_keys import NaturalKeyModel

Model = type[NaturalKeyModel]

#: The kind of recommendations' digests.
RECOMMENDATION = "recommendation"

#: The field with the stage of publication.
STAGE = "publication"

#: The model that names each group of a kind.
ROOTS: dict[str, Model] = {
    "session": WorkingGroupSession,
    "theme": Theme,
    "instrument": Instrument,
    "document": Document,
}


@cache
def group_paths(kind: str) -> dict[Model, tuple[str, ...]]:
    """Return every model with rows in groups of a kind, and the paths from a row to its group.

    By natural keys: ``version__document__symbol`` of a paragraph leads to its document.
    """
    paths: dict[Model, tuple[str, ...]] = {}
    for model in apps.get_models():
        if not issubclass(model, NaturalKeyModel) or not model.holds_public_data:
            continue
        own = tuple(path for path in _key_paths(model) if _root(model, path) is ROOTS[kind])
        if own:
            paths[model] = own
    return paths


def _key_paths(model: Model) -> Iterator[str]:
    """Yield the look-ups that begin the natural key of a row; the parts of records have others."""
    if model is Citation:
        for place, of_place in Citation.PLACES.items():
            yield f"{place}{LOOKUP_SEP}{of_place.natural_fields[0]}"
    elif model not in PARTS:
        yield model.natural_fields[0]


def _root(model: Any, path: str) -> Any:
    """Return the model at the end of a path to one of its fields."""
    *relations, _field = path.split(LOOKUP_SEP)
    for name in relations:
        model = model._meta.get_field(name).related_model
    return model


def group_contents(kind: str, keys: Collection[str]) -> dict[str, list[str]]:
    """Return the rows of groups, in order, by the keys of those that the public may see.

    A row names others by their natural keys, so nothing depends on the numbers of a database. A
    query for each path of a model.
    """
    contents: dict[str, list[str]] = defaultdict(list)
    public = _public_keys(kind, keys)
    for model, paths in group_paths(kind).items():
        columns = _columns(model)
        for path in paths:
            rows = model.objects.filter(**{f"{path}__in": public}).order_by()
            for key, *values in rows.values_list(path, *columns).iterator():
                row = dict(zip(columns, values, strict=True))
                contents[str(key)].append(f"{model._meta.model_name} {_json(row)}")
    return {key: sorted(rows) for key, rows in contents.items()}


@cache
def _columns(model: Model) -> tuple[str, ...]:
    """Return the look-ups of all that a row holds: the values of other rows' natural keys too.

    Without the stage of publication, which is the same in all that is public.
    """
    columns: list[str] = []
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey):
            of_other = natural_key_model(field.related_model).natural_fields
            columns += [f"{field.name}{LOOKUP_SEP}{name}" for name in of_other]
        elif not field.primary_key and field.name != STAGE:
            columns.append(field.name)
    return tuple(columns)


def _json(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, default=str)


def _public_keys(kind: str, keys: Collection[str]) -> list[Any]:
    """Return which of some groups the public may see."""
    root: Any = ROOTS[kind]
    (field,) = root.natural_fields
    public = getattr(root.objects, "published", root.objects.all)()
    known = public.filter(**{f"{field}__in": list(keys)})
    return list(known.order_by().values_list(field, flat=True))


def all_keys(kind: str) -> QuerySet[Any, Any]:
    """Select the keys of all groups of a kind; of recommendations, their codes."""
    root: Any = Recommendation if kind == RECOMMENDATION else ROOTS[kind]
    (field,) = root.natural_fields
    keys: QuerySet[Any, Any] = root.objects.order_by().values(field)
    return keys


def group_keys(label: str, pks: QuerySet[Any, Any]) -> Iterator[tuple[str, str]]:
    """Yield kind and key of the groups that rows of a model belong to; a query for each path."""
    model: Any = apps.get_model(label)
    for kind in ROOTS:
        for path in group_paths(kind).get(model, ()):
            rows = model.objects.filter(pk__in=pks).order_by()
            for key in rows.values_list(path, flat=True).distinct():
                yield kind, str(key)
