"""Natural keys: fixtures name rows by their contents, not by numbers of a database."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from typing import Any, ClassVar, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.constants import LOOKUP_SEP

from smuggling_kb.character_validation import validate_characters
from smuggling_kb.database.choices import ChoiceModel

Row = TypeVar("Row", bound="NaturalKeyModel", covariant=True)


class NaturalKeyManager(models.Manager[Row]):
    """A manager that finds a row by the values of its model's ``natural_fields``."""

    def get_by_natural_key(self, *values: Any) -> Row:
        return self.get(**dict(zip(self.model.natural_fields, values, strict=True)))


class NaturalKeyModel(ChoiceModel):
    """A model whose rows fixtures can name: ``natural_fields`` are look-ups unique together."""

    natural_fields: ClassVar[tuple[str, ...]]
    #: False of what no page shows: it is in no digest of the public data.
    holds_public_data: ClassVar[bool] = True

    objects: ClassVar[NaturalKeyManager[Any]] = NaturalKeyManager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        """The values of ``natural_fields``; costs a query for each relation not yet loaded."""
        return tuple(
            reduce(getattr, field.split(LOOKUP_SEP), self) for field in self.natural_fields
        )

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Refuse also a text with characters that no printed text has."""
        errors: dict[str, Any] = {}
        try:
            super().clean_fields(exclude)
        except ValidationError as mistake:
            errors = mistake.update_error_dict({})
        for field in self._meta.concrete_fields:
            if field.name in (exclude or ()):
                continue
            try:
                validate_characters(getattr(self, field.attname))
            except ValidationError as mistake:
                errors.setdefault(field.name, []).extend(mistake.error_list)
        if errors:
            raise ValidationError(errors)
