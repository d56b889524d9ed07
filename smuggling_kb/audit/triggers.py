"""The triggers that write the audit trail, whoever changes a row and in whatever way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from smuggling_kb.audit.models import AuditEntry, ChangeKind, CurrentChange, Operation
from smuggling_kb.audit.registry import AuditedModel, audited_models
from smuggling_kb.database.row_values import row_values_sql
from smuggling_kb.database.triggers import Event, Trigger, append_only_triggers

ENTRIES, CURRENT = AuditEntry._meta.db_table, CurrentChange._meta.db_table

#: The setting in which PostgreSQL keeps the change that is being made.
SETTING = "smuggling_kb.change"

WRITE = """
INSERT INTO {table}
(model, "row", key, operation, before, after, at, by_id, by_name, kind, reason, act)
SELECT '{model}', {row}.id, {key}, '{operation}', before, after, {at}, {by},
COALESCE({by_name}, ''), COALESCE({kind}, '{outside}'), COALESCE({reason}, ''), {act}
FROM (SELECT {before} AS before, {after} AS after, {change} AS change) AS written
WHERE ({condition})
"""

#: What the databases word differently: the change that is being made and its parts, and a row.
DIALECTS = {
    "sqlite": {
        "change": f"(SELECT change FROM {CURRENT})",  # noqa: S608
        "at": "COALESCE(json_extract(change, '$.at'), strftime('%Y-%m-%d %H:%M:%f', 'now'))",
        "by": "json_extract(change, '$.by')",
        "part": "json_extract(change, '$.{name}')",
        "act": "json_extract(change, '$.act')",
        "object": "json_object({values})",
        "nothing": "NULL",
    },
    "postgresql": {
        "change": f"NULLIF(current_setting('{SETTING}', true), '')::jsonb",
        "at": "COALESCE((change->>'at')::timestamptz, statement_timestamp())",
        "by": "(change->>'by')::integer",
        "part": "change->>'{name}'",
        "act": "(change->>'act')::uuid",
        "object": "jsonb_build_object({values})",
        "nothing": "NULL::jsonb",
    },
}

#: Each event with its operation and with the row that the entry is about.
OPERATIONS: dict[Event, tuple[Operation, str]] = {
    "INSERT": (Operation.ADD, "NEW"),
    "UPDATE": (Operation.CHANGE, "NEW"),
    "DELETE": (Operation.DELETE, "OLD"),
}


def audit_triggers() -> Iterator[Trigger]:
    """Yield the triggers that write entries, and those that refuse to change or delete any."""
    for audited in audited_models():
        table = audited.model._meta.db_table
        for event in OPERATIONS:
            yield Trigger(
                f"audit_{event.lower()}_{table}",
                table,
                {vendor: entry_sql(audited, event, vendor) for vendor in DIALECTS},
                events=(event,),
                for_each_row=True,
            )
    yield from append_only_triggers("audit", ENTRIES, "The audit trail is never changed.")


def entry_sql(audited: AuditedModel, event: Event, vendor: str) -> str:
    """Return SQL that writes the entry of an event; of an update, if it changed something."""
    operation, row = OPERATIONS[event]
    dialect = DIALECTS[vendor]
    conditions = [audited.condition.format(row=row) or "true"]
    if event == "UPDATE":
        conditions.append("before <> after")
    return WRITE.strip().format(
        table=ENTRIES,
        model=audited.model._meta.label_lower,
        row=row,
        key=name_sql(audited, row),
        operation=operation.value,
        before=dialect["nothing"]
        if event == "INSERT"
        else object_sql(audited, "OLD", dialect["object"]),
        after=dialect["nothing"]
        if event == "DELETE"
        else object_sql(audited, "NEW", dialect["object"]),
        at=dialect["at"],
        by=dialect["by"],
        by_name=dialect["part"].format(name="by_name"),
        kind=dialect["part"].format(name="kind"),
        reason=dialect["part"].format(name="reason"),
        act=dialect["act"],
        outside=ChangeKind.OUTSIDE.value,
        change=dialect["change"],
        condition=") AND (".join(conditions),
    )


def object_sql(audited: AuditedModel, row: str, function: str) -> str:
    """Return SQL for a row as a JSON object."""
    columns = ((field.name, cast(str, field.column)) for field in audited.fields)
    return function.format(values=", ".join(f"'{name}', {row}.\"{col}\"" for name, col in columns))


def name_sql(audited: AuditedModel, row: str) -> str:
    """Return SQL for the words that name a row."""
    values = (f"({row_values_sql(audited.model, row, path)})" for path in audited.name_paths)
    return " || ' ' || ".join(f"COALESCE(CAST({value} AS text), '')" for value in values)
