"""Rows written into the database; other rows that they name are each looked up once."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError
from django.db.models import ForeignKey

from recommendations.importing.rows.groups import MODELS, Key, Row, row_key, row_model
from recommendations.records.fixture_rows import natural_key_model
from smuggling_kb.character_validation import field_messages
from smuggling_kb.database.natural_keys import NaturalKeyModel

if TYPE_CHECKING:
    from django.db.models import Field

#: A model's label and a natural key.
RowName = tuple[str, Key]

#: Rows that a message names.
FEW = 3


class RowNotWritten(Exception):
    """A row cannot be written; the message says why and what to do."""


def row_name(row: Row) -> RowName:
    return row["model"], row_key(row)


def write_rows(rows: Iterable[Row], existing: Container[RowName]) -> None:
    """Update the rows that exist and insert the others, parents first.

    Raises ``RowNotWritten``.
    """
    order = {model._meta.label_lower: place for place, model in enumerate(MODELS)}
    writer = _RowWriter()
    for each in sorted(rows, key=lambda each: order[each["model"]]):
        writer.write(each, exists=row_name(each) in existing)
    writer.insert()


class _RowWriter:
    """Inserts rows of one model many at a time."""

    def __init__(self) -> None:
        self._keys: dict[RowName, Any] = {}
        self._new: dict[RowName, NaturalKeyModel] = {}

    def write(self, row: Row, *, exists: bool) -> None:
        model, name = row_model(row), row_name(row)
        if message := next(field_messages(row["fields"]), ""):
            raise RowNotWritten(f"{_format_name(name)}, {message}")
        if self._new and name[0] != next(iter(self._new))[0]:
            self.insert()
        try:
            instance = model(**self._values(model, row["fields"]))
            if exists:
                instance.pk = self._primary_key(model, name[1])
        except (ObjectDoesNotExist, ValidationError) as error:
            raise RowNotWritten(
                f"A row that others need is missing ({_format_name(name)}: {error})."
                " Run ./run manage load_fixtures first."
            ) from error
        if exists:
            instance.save_base(raw=True)
        else:
            self._new[name] = instance

    def insert(self) -> None:
        """Insert the new rows that have been collected."""
        if self._new:
            model = type(next(iter(self._new.values())))
            try:
                model._default_manager.bulk_create(self._new.values())
            except IntegrityError as error:
                some = ", ".join(map(_format_name, islice(self._new, FEW)))
                reason, *_details = str(error).splitlines()
                raise RowNotWritten(
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
                target = natural_key_model(field.related_model)
                key = None if value is None else self._primary_key(target, tuple(value))
                values[field.attname] = key
            else:
                values[name] = field.to_python(value)
        return values

    def _primary_key(self, model: type[NaturalKeyModel], key: Key) -> Any:
        name = model._meta.label_lower, key
        if name in self._new:
            self.insert()
        if name not in self._keys:
            self._keys[name] = model.objects.get_by_natural_key(*key).pk
        return self._keys[name]


def _format_name(name: RowName) -> str:
    """Return a name as in ``recommendations.occurrence CTOC/COP/WG.7/2020/4 p5``."""
    return " ".join(map(str, (name[0], *name[1])))
