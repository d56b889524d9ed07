"""Entries of the audit trail in words of the active language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, TextField
from django.utils.translation import gettext as _

from smuggling_kb.audit.models import AuditEntry, Operation
from smuggling_kb.audit.registry import audited_models

#: The names of rows by model and primary key.
RowNames = Mapping[tuple[type[Model], Any], str]

#: The field of a row that says in which language its words are.
LANGUAGE = "language"


@dataclass(frozen=True)
class FieldValue:
    """The value of a field as a reader knows it; empty if there is none."""

    value: str
    #: The language of the value if that is words of a text; else empty.
    language: str = ""
    is_passage: bool = False


class ShownValue(Protocol):
    """A value as pages show it."""

    @property
    def value(self) -> str: ...

    @property
    def is_passage(self) -> bool: ...


ValueT = TypeVar("ValueT", bound=ShownValue)


@dataclass(frozen=True)
class ValueDifference(Generic[ValueT]):
    """A value before and after; nothing before what was added, nothing after what was removed."""

    before: ValueT | None
    after: ValueT | None

    @property
    def is_passage(self) -> bool:
        """Return whether the words before and after are best shown as one passage."""
        return bool(self.after and self.after.is_passage and self.before and self.before.value)

    @property
    def is_addition(self) -> bool:
        return self.before is None

    @property
    def is_removal(self) -> bool:
        return self.after is None


@dataclass(frozen=True)
class FieldDifference(ValueDifference[FieldValue]):
    """A field of a row before and after."""

    label: str


@dataclass(frozen=True)
class AuditedChange:
    """An entry, the name of its model, and the fields that it changed."""

    entry: AuditEntry
    label: str
    differences: list[FieldDifference]


def audited_changes(entries: Iterable[AuditEntry]) -> list[AuditedChange]:
    """Return entries in words, in the same order; a query or two for each model they point to."""
    chosen = list(entries)
    names = related_names(chosen)
    return [audited_change(entry, names) for entry in chosen]


def audited_change(entry: AuditEntry, names: RowNames) -> AuditedChange:
    model = entry_model(entry)
    if model is None:
        return AuditedChange(entry, entry.model, [])
    differences = list(field_differences(entry, model, names))
    return AuditedChange(entry, str(model._meta.verbose_name), differences)


def entry_model(entry: AuditEntry) -> type[Model] | None:
    """Return the model of an entry's row; None if there is none any more."""
    try:
        return apps.get_model(entry.model)
    except LookupError:
        return None


def field_differences(
    entry: AuditEntry, model: type[Model], names: RowNames
) -> Iterator[FieldDifference]:
    """Yield the fields that differ; of a row that was added or deleted, those with a value."""
    for field in audited_fields(model):
        before, after = (
            None if state is None else audited_value(field, state, names)
            for state in (entry.before, entry.after)
        )
        is_change = entry.operation == Operation.CHANGE
        if before != after if is_change else has_value(before or after):
            yield FieldDifference(before, after, str(field.verbose_name))


def has_value(value: FieldValue | None) -> bool:
    return bool(value and value.value)


def audited_fields(model: type[Model]) -> list[Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def audited_value(field: Field[Any, Any], state: Mapping[str, Any], names: RowNames) -> FieldValue:
    """Return the value that a row had in a field, if it had that field."""
    value = state.get(field.name)
    is_passage = isinstance(field, TextField)
    language = str(state.get(LANGUAGE) or "") if is_passage else ""
    if value in (None, ""):
        return FieldValue("", language, is_passage)
    if isinstance(field, ForeignKey):
        return FieldValue(names.get((field.related_model, value), f"#{value}"))
    value = field.to_python(value)
    if isinstance(value, bool):
        return FieldValue(_("Yes") if value else _("No"))
    return FieldValue(str(dict(field.flatchoices).get(value, value)), language, is_passage)


def related_names(entries: Iterable[AuditEntry]) -> RowNames:
    """Return the names of all rows that entries point to."""
    wanted: dict[type[Model], set[Any]] = defaultdict(set)
    for entry in entries:
        model = entry_model(entry)
        for field in audited_fields(model) if model else ():
            if isinstance(field, ForeignKey):
                for state in (entry.before, entry.after):
                    if state and (value := state.get(field.name)) is not None:
                        wanted[field.related_model].add(value)
    return {(model, pk): name for model, pks in wanted.items() for pk, name in names_of(model, pks)}


def names_of(model: type[Model], pks: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Yield the names of rows of a model, also of such as are gone."""
    label = model._meta.label_lower
    gone = AuditEntry.objects.filter(model=label, row__in=pks, operation=Operation.DELETE)
    yield from gone.values_list("row", "key")
    rows = model._default_manager.filter(pk__in=pks)
    paths = next((each.name_paths for each in audited_models() if each.model is model), None)
    if paths is None:
        yield from ((row.pk, str(row)) for row in rows)
    else:
        for pk, *values in rows.values_list("pk", *paths):
            yield pk, " ".join(str(value) for value in values if value not in (None, ""))
