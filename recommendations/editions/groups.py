"""Groups of rows that have one digest: a meeting, a theme, a treaty, a document with its passages.

Recommendations have digests too; ``record_contents`` reads those.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache, reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.db.models.constants import LOOKUP_SEP

from recommendations.history.states import PARTS
from recommendations.models import Citation, Instrument, Recommendation, Theme
from recommendations.records.fixture_rows import Row, row_key, serialized_rows, value_at
from sessions.models import Document, WorkingGroupSession
from smuggling_kb.database.natural_keys import NaturalKeyModel

Model = type[NaturalKeyModel]

#: The kind of recommendations' digests.
RECOMMENDATION = "recommendation"

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
    """Return the rows of groups, as JSON, by the keys of those that the public may see.

    Rows name each other by natural keys, so nothing depends on the numbers of a database. A query
    for each model.
    """
    contents: dict[str, list[str]] = defaultdict(list)
    public = _public_keys(kind, keys)
    for model, paths in group_paths(kind).items():
        chosen = reduce(or_, (Q((f"{path}__in", public)) for path in paths))
        for row in serialized_rows(model.objects.filter(chosen).order_by()):
            contents[_row_group(model, row)].append(json.dumps(row, sort_keys=True))
    return dict(contents)


def _row_group(model: Model, row: Row) -> str:
    if model is Citation:
        return str(row_key(row)[1])
    return str(value_at(model, row["fields"], model.natural_fields[0]))


def _public_keys(kind: str, keys: Collection[str]) -> list[Any]:
    """Return which of some groups the public may see."""
    root: Any = ROOTS[kind]
    (field,) = root.natural_fields
    public = getattr(root.objects, "published", root.objects.all)()
    known = public.filter(**{f"{field}__in": list(keys)})
    return list(known.order_by().values_list(field, flat=True))


def all_keys(kind: str) -> list[str]:
    """Return the keys of all groups of a kind; of recommendations, their codes."""
    root: Any = Recommendation if kind == RECOMMENDATION else ROOTS[kind]
    (field,) = root.natural_fields
    return [str(key) for key in root.objects.order_by().values_list(field, flat=True)]
