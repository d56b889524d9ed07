"""Models with choices, whose names in the active language are quick to tell."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import models


class ChoiceModel(models.Model):
    """A model whose ``get_…_display`` costs one look-up.

    Django's makes a dictionary of all choices each time, and translates every name to hash it.
    """

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: models.Field[Any, Any]) -> str:  # noqa: N802 - Django's
        value = getattr(self, field.attname)
        return str(_choice_names(field).get(value, value))


@cache
def _choice_names(field: models.Field[Any, Any]) -> dict[Any, Any]:
    return dict(field.flatchoices)
