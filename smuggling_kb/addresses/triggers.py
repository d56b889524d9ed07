"""The triggers that keep what a row was called in its address, whoever changes that."""

from __future__ import annotations

from collections.abc import Iterator

from smuggling_kb.addresses.models import AddressedModel, FormerAddress, addressed_models
from smuggling_kb.database.row_values import column_name
from smuggling_kb.database.triggers import Trigger, append_only_triggers, portable_action

TABLE = FormerAddress._meta.db_table

KEEP = """
INSERT INTO {table} (model, value, "row")
SELECT '{model}', CAST(OLD.{column} AS text), OLD.id WHERE OLD.{column} <> NEW.{column}
ON CONFLICT DO NOTHING
"""
IS_TAKEN = """
EXISTS (SELECT 1 FROM {table} WHERE model = '{model}' AND value = CAST(NEW.{column} AS text)
AND "row" <> NEW.id)
"""
MESSAGE = "The former address of something else is never given away."


def address_triggers() -> Iterator[Trigger]:
    """Yield those that keep former addresses, and those that refuse to give one away."""
    for model in addressed_models():
        yield from model_triggers(model)
    yield from append_only_triggers("former_address", TABLE, "A former address is never changed.")


def model_triggers(model: type[AddressedModel]) -> Iterator[Trigger]:
    table = model._meta.db_table
    words = {
        "table": TABLE,
        "model": model._meta.label_lower,
        "column": column_name(model, model.address_field),
    }
    yield Trigger(
        f"former_address_of_{table}",
        table,
        portable_action(KEEP.strip().format(**words)),
        events=("UPDATE",),
        for_each_row=True,
    )
    is_taken = IS_TAKEN.strip().format(**words)
    yield Trigger(
        f"address_is_free_{table}",
        table,
        {
            "sqlite": f"SELECT RAISE(ABORT, '{MESSAGE}') WHERE {is_taken}",
            "postgresql": f"IF {is_taken} THEN RAISE EXCEPTION '{MESSAGE}'"
            " USING ERRCODE = 'integrity_constraint_violation'; END IF",
        },
        events=("INSERT", "UPDATE"),
        for_each_row=True,
    )
