"""Keys of rows as requests name them: what is no key of a row is never asked of the database."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import IntegerField, Model


def is_row_key(model: type[Model], text: str) -> bool:
    """Return whether a text can be the primary key of a row: a number in the range of its column.

    A key of another type only has to be one of its values.
    """
    field = model._meta.pk
    try:
        key = field.to_python(text)
    except ValidationError:
        return False
    if not isinstance(field, IntegerField):
        return "\0" not in text
    low, high = connection.ops.integer_field_range(field.get_internal_type())
    return bool((low is None or low <= key) and (high is None or key <= high))
