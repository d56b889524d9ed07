"""Models that are quick to tell the name of a choice, in the active language."""

from __future__ import annotations

from typing import Any

from django.db import models


class ChoiceModel(models.Model):
    """A model whose ``get_…_display`` translates one name; Django's translates and hashes all."""

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: models.Field[Any, Any]) -> str:  # noqa: N802 - Django's
        value = getattr(self, field.attname)
        return str(dict(field.flatchoices).get(value, value))
