"""Rows written into the database: other rows that they name are each looked for once."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError
from django.db.models import ForeignKey

from recommendations.importing.groups import MODELS, Key, Row, key_of, model_of
from recommendations.records.fixture_rows import with_natural_key
from smuggling_kb.natural_keys import NaturalKeyModel

if TYPE_CHECKING:
    from django.db.models import Field

#: A model's label and a natural key.
Name = tuple[str, Key]

#: Rows that a message names.
FEW = 3


class Unsaved(Exception):
    """A row cannot be written; the message says why and what to do."""


def name_of(row: Row) -> Name:
    """What a row is known by."""
    return row["model"], key_of(row)


def save(rows: Iterable[Row], held: Container[Name]) -> None:
    """Update the rows that are held and insert the others, parents first; or raise ``Unsaved``."""
    order = {model._meta.label_lower: place for place, model in enumerate(MODELS)}
    saver = _Saver()
    for each in sorted(rows, key=lambda each: order[each["model"]]):
        saver.save(each, is_held=name_of(each) in held)
    saver.insert()


class _Saver:
    """Inserts rows of one model many at a time."""

    def __init__(self) -> None:
        self._keys: dict[Name, Any] = {}
        self._new: dict[Name, NaturalKeyModel] = {}

    def save(self, row: Row, *, is_held: bool) -> None:
        model, name = model_of(row), name_of(row)
        if self._new and name[0] != next(iter(self._new))[0]:
            self.insert()
        try:
            instance = model(**self._values(model, row["fields"]))
            if is_held:
                instance.pk = self._key(model, name[1])
        except (ObjectDoesNotExist, ValidationError) as error:
            raise Unsaved(
                f"A row that others need is missing ({_said(name)}: {error})."
                " Run ./run manage load_fixtures first."
            ) from error
        if is_held:
            instance.save_base(raw=True)
        else:
            self._new[name] = instance

    def insert(self) -> None:
        """Insert what was put together."""
        if self._new:
            model = type(next(iter(self._new.values())))
            try:
                model._default_manager.bulk_create(self._new.values())
            except IntegrityError as error:
                some = ", ".join(map(_said, islice(self._new, FEW)))
                reason, *_details = str(error).splitlines()
                raise Unsaved(
                    f"What is to be written is held already, as something else's ({reason})."
                    f" Look for it in the admin, among {some} …"
                ) from error
            self._keys |= {name: instance.pk for name, instance in self._new.items()}
            self._new.clear()

    def _values(self, model: type[NaturalKeyModel], fields: dict[str, Any]) -> dict[str, Any]:
        values = {}
        for name, value in fields.items():
            field = cast("Field[Any, Any]", model._meta.get_field(name))
            if isinstance(field, ForeignKey):
                target = with_natural_key(field.related_model)
                values[field.attname] = None if value is None else self._key(target, tuple(value))
            else:
                values[name] = field.to_python(value)
        return values

    def _key(self, model: type[NaturalKeyModel], key: Key) -> Any:
        """The primary key of the row of a natural key."""
        name = model._meta.label_lower, key
        if name in self._new:
            self.insert()
        if name not in self._keys:
            self._keys[name] = model.objects.get_by_natural_key(*key).pk
        return self._keys[name]


def _said(name: Name) -> str:
    """``recommendations.occurrence CTOC/COP/WG.7/2020/4 p5``."""
    return " ".join(map(str, (name[0], *name[1])))
