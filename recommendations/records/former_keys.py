"""Natural keys that name rows as they were called before.

Files, old versions of records and tables that people have saved name rows by natural keys. What
has been renamed since is found by its former address.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey
from django.db.models.constants import LOOKUP_SEP

from recommendations.models import Provision
from recommendations.records.fixture_rows import Key, Row, natural_key_model, row_key, row_model
from smuggling_kb.addresses.models import AddressedModel, FormerAddress
from smuggling_kb.database.natural_keys import NaturalKeyModel

Model = type[NaturalKeyModel]

#: Of rows that are renamed: the keys to be put in place of others.
KeyMap = Mapping[tuple[Model, Key], Key]


def present_keys() -> KeyMap:
    """Return the present natural key of every row by each former one.

    One query if nothing was ever renamed, one more for each model of which a row was.
    """
    former: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for label, value, row in FormerAddress.objects.values_list("model", "value", "row"):
        former[label].append((value, row))
    keys: dict[tuple[Model, Key], Key] = {}
    for label, renamed in former.items():
        model: Any = apps.get_model(label)
        rows = model.objects.filter(pk__in=[row for _value, row in renamed])
        present = {pk: key for pk, *key in rows.values_list("pk", *model.natural_fields)}
        for value, row in renamed:
            old = model.key_of_address(value)
            if row in present and old != tuple(present[row]):
                keys[model, old] = tuple(present[row])
    return keys


def keys_of_file(rows: Iterable[Row], present: KeyMap) -> KeyMap:
    """Return the keys by which a file with these rows calls what is called differently now."""
    if not present:
        return {}
    used = {key for row in rows for key in named_keys(row)}
    return {
        (model, now): old
        for (model, old), now in present.items()
        if (model, old) in used and (model, now) not in used
    }


def named_keys(row: Row) -> Iterator[tuple[Model, Key]]:
    """Yield the keys of a row and of those that it names."""
    model = row_model(row)
    yield model, row_key(row)
    for name, related in related_models(model):
        if row["fields"].get(name) is not None:
            yield from keys_within(related, tuple(row["fields"][name]))


def keys_within(model: Model, key: Key) -> Iterator[tuple[Model, Key]]:
    """Yield a key and those of the rows that it names in turn."""
    yield model, key
    for related, places in parent_places(model):
        yield from keys_within(related, tuple(key[place] for place in places))


def rename_row(row: Row, keys: KeyMap) -> Row:
    """Return a row with other keys in place of its own and of those that it names."""
    if not keys:
        return row
    model, fields = row_model(row), dict(row["fields"])
    for name, related in related_models(model):
        if fields.get(name) is not None:
            fields[name] = list(rename_key(related, tuple(fields[name]), keys))
    if issubclass(model, AddressedModel):
        key = rename_key(model, row_key(row), keys)
        for path, value in zip(model.natural_fields, key, strict=True):
            name, _separator, rest = path.partition(LOOKUP_SEP)
            fields[name] = [value] if rest else value
    if model is Provision:
        instrument, kind, number = fields["instrument"][0], fields["kind"], fields["number"]
        fields["slug"] = Provision.address_of_key(instrument, kind, number)
    return {**row, "fields": fields}


def rename_key(model: Model, key: Key, keys: KeyMap) -> Key:
    """Return another key in place of one, or of those that it consists of."""
    if (model, key) in keys:
        return keys[model, key]
    renamed = list(key)
    for related, places in parent_places(model):
        parent = rename_key(related, tuple(key[place] for place in places), keys)
        for place, value in zip(places, parent, strict=True):
            renamed[place] = value
    return tuple(renamed)


def related_models(model: Model) -> list[tuple[str, Model]]:
    """Return the fields of a model that lead to other rows, with these rows' models."""
    return [
        (field.name, natural_key_model(field.related_model))
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey)
    ]


def parent_places(model: Model) -> list[tuple[Model, list[int]]]:
    """Return the models of the rows that a key names, with the places of their own keys in it."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, path in enumerate(getattr(model, "natural_fields", ())):
        name, _separator, rest = path.partition(LOOKUP_SEP)
        if rest:
            places[name].append(place)
    related = dict(related_models(model))
    return [(related[name], of_parent) for name, of_parent in places.items()]
