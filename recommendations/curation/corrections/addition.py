"""An addition: the rows of the database, not saved yet, that a row of a table stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from recommendations.models import Recommendation
from smuggling_kb.database.natural_keys import NaturalKeyModel

#: Rows that one statement writes.
BATCH = 200


@dataclass(frozen=True)
class AddedValue:
    """A value of what is added, as a preview shows it; ``language`` is that of a text."""

    column: str
    value: str
    language: str = ""


@dataclass(frozen=True)
class Addition:
    """Something that a row adds to a record, or a record that it adds."""

    row: int
    #: The record, which may itself be new.
    record: Recommendation
    #: The number of the record's version that it was decided on; 0 of a new record.
    version: int
    #: The words for what is added.
    label: str
    #: Whether readers see it as soon as it is written.
    is_public: bool
    values: list[AddedValue]
    #: The cells of the row, to plan it again.
    cells: dict[str, str]
    #: The rows to be written, each after those that it belongs to.
    instances: list[NaturalKeyModel] = field(compare=False)

    @property
    def code(self) -> str:
        return self.record.code

    @property
    def is_new_record(self) -> bool:
        return self.record.pk is None


def write_additions(additions: Iterable[Addition]) -> None:
    """Write what is added, a model at a time; within a transaction."""
    by_model: dict[type[NaturalKeyModel], list[NaturalKeyModel]] = {}
    for addition in additions:
        for instance in addition.instances:
            by_model.setdefault(type(instance), []).append(instance)
    for model, instances in by_model.items():
        model._default_manager.bulk_create(instances, batch_size=BATCH)
