"""The trigger by which the database refuses to delete what was published."""

from __future__ import annotations

from collections.abc import Iterator

from recommendations.models import PERMANENT_STAGES, Recommendation
from smuggling_kb.database.triggers import Trigger

MESSAGE = "Published and archived recommendations are never deleted: archive what is withdrawn."


def deletion_guard_triggers() -> Iterator[Trigger]:
    """Yield one, on the table of recommendations. Emptying whole tables is no deletion."""
    permanent = ", ".join(f"'{stage.value}'" for stage in PERMANENT_STAGES)
    condition = f"OLD.publication IN ({permanent})"
    yield Trigger(
        "never_delete_what_was_published",
        Recommendation._meta.db_table,
        {
            "sqlite": f"SELECT RAISE(ABORT, '{MESSAGE}') WHERE {condition}",
            "postgresql": f"IF {condition} THEN RAISE EXCEPTION '{MESSAGE}'"
            " USING ERRCODE = 'integrity_constraint_violation'; END IF",
        },
        events=("DELETE",),
        moment="BEFORE",
        for_each_row=True,
    )
