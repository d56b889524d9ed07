"""The triggers that count on the version of the data whenever anything that pages show changes."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps

from smuggling_kb.models import Revision
from smuggling_kb.natural_keys import NaturalKeyModel
from smuggling_kb.triggers import Trigger, everywhere

COUNT_ON = """
INSERT INTO {table} (id, number, changed) VALUES (1, 1, CURRENT_TIMESTAMP)
ON CONFLICT (id) DO UPDATE SET number = {table}.number + 1, changed = CURRENT_TIMESTAMP
"""


def triggers() -> Iterator[Trigger]:
    """One for each table of meetings, documents, recommendations and what belongs to them."""
    action = everywhere(COUNT_ON.strip().format(table=Revision._meta.db_table))
    for model in apps.get_models():
        if issubclass(model, NaturalKeyModel):
            table = model._meta.db_table
            yield Trigger(f"revision_{table}", table, action)
