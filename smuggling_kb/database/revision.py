"""The triggers that increase the version of the data whenever data that pages show change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import connection

from smuggling_kb.database.natural_keys import NaturalKeyModel
from smuggling_kb.database.triggers import Trigger
from smuggling_kb.models import Revision

INCREASE = """
INSERT INTO {table} (id, number, changed, token) VALUES (1, 1, CURRENT_TIMESTAMP, {token})
ON CONFLICT (id) DO UPDATE
SET number = {table}.number + 1, changed = CURRENT_TIMESTAMP, token = {token}
"""
#: A number drawn at random, in the words of each kind of database.
TOKENS = {"sqlite": "random()", "postgresql": "(random() * 9e15)::bigint"}


def count_migrations(plan: Sequence[object] = (), **_signal: Any) -> None:
    """Receive ``post_migrate``: migrations write without triggers, and count as one change."""
    has_table = Revision._meta.db_table in connection.introspection.table_names()
    if plan and has_table and Revision.objects.exists():
        count_change()


def count_change() -> None:
    """Count a change of data that no trigger counts."""
    with connection.cursor() as cursor:
        cursor.execute(_count_actions()[connection.vendor])


def _count_actions() -> dict[str, str]:
    table = Revision._meta.db_table
    return {
        vendor: INCREASE.strip().format(table=table, token=token)
        for vendor, token in TOKENS.items()
    }


def revision_triggers() -> Iterator[Trigger]:
    """Yield one for each table of meetings, documents, recommendations and what belongs to them."""
    actions = _count_actions()
    for model in apps.get_models():
        if issubclass(model, NaturalKeyModel):
            counted = model._meta.db_table
            yield Trigger(f"revision_{counted}", counted, actions)
