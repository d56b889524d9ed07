"""Triggers: what the database does by itself whenever rows change, by whatever way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db import connection
from django.db.backends.utils import CursorWrapper

Event = Literal["INSERT", "UPDATE", "DELETE", "TRUNCATE"]

#: SQLite knows no TRUNCATE; there Django empties a table by deleting its rows.
EVENTS: tuple[Event, ...] = ("INSERT", "UPDATE", "DELETE", "TRUNCATE")

#: The SQL that lists triggers in the catalog of each kind of database.
PRESENT = {
    "postgresql": "SELECT tgname, relname FROM pg_trigger"
    " JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid"
    " WHERE NOT tgisinternal AND proname = tgname AND pg_table_is_visible(tgrelid)",
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
}


@dataclass(frozen=True)
class Trigger:
    """An SQL statement to run after, or before, rows of a table change.

    ``actions`` has it by the name that Django has for a kind of database. On PostgreSQL it runs
    once for a statement unless it is ``for_each_row``; SQLite runs it for each row in any case.
    """

    name: str
    table: str
    actions: Mapping[str, str]
    events: tuple[Event, ...] = EVENTS
    moment: Literal["AFTER", "BEFORE"] = "AFTER"
    for_each_row: bool = False
    #: SQL of a condition on the row, if it runs for some rows alone.
    condition: str = ""

    @property
    def names(self) -> list[str]:
        """Its names in the database in use; SQLite has one trigger for each event."""
        if connection.vendor == "postgresql":
            return [self.name]
        return [f"{self.name}_{event.lower()}" for event in self._events]

    @property
    def _events(self) -> list[Event]:
        return [event for event in self.events if event != "TRUNCATE"]

    @property
    def _when(self) -> str:
        return f" WHEN ({self.condition})" if self.condition else ""

    def create_statements(self) -> Iterator[str]:
        """Yield the SQL that puts it in place of an older one of the same name."""
        if connection.vendor == "postgresql":
            yield from self._for_postgresql()
        else:
            yield from self._for_sqlite()

    def drop_statements(self) -> Iterator[str]:
        """Yield the SQL that drops it."""
        for name in self.names:
            yield drop_statement(name, self.table)

    def _for_sqlite(self) -> Iterator[str]:
        yield from self.drop_statements()
        for name, event in zip(self.names, self._events, strict=True):
            yield (
                f'CREATE TRIGGER "{name}" {self.moment} {event} ON "{self.table}"'
                f"{self._when} BEGIN {self.actions['sqlite']}; END"
            )

    def _for_postgresql(self) -> Iterator[str]:
        # What a trigger before each row returns is the row that is written.
        outcome = "COALESCE(NEW, OLD)" if self.for_each_row else "NULL"
        yield (
            f'CREATE OR REPLACE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS'
            f" $$ BEGIN {self.actions['postgresql']}; RETURN {outcome}; END $$"
        )
        yield from self.drop_statements()
        yield (
            f'CREATE TRIGGER "{self.name}" {self.moment} {" OR ".join(self.events)}'
            f' ON "{self.table}" FOR EACH {"ROW" if self.for_each_row else "STATEMENT"}'
            f'{self._when} EXECUTE FUNCTION "{self.name}"()'
        )


def drop_statement(name: str, table: str) -> str:
    """Return the SQL that drops a trigger, if the table has it."""
    on_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    return f'DROP TRIGGER IF EXISTS "{name}"{on_table}'


def portable_action(action: str) -> dict[str, str]:
    """Return an action whose SQL every database understands."""
    return {"sqlite": action, "postgresql": action}


def refusing_action(condition: str, refusal: str) -> dict[str, str]:
    """Return an action that refuses a write under a condition of SQL, in these words."""
    return {
        "sqlite": f"SELECT RAISE(ABORT, '{refusal}') WHERE {condition}",
        "postgresql": f"IF {condition} THEN RAISE EXCEPTION '{refusal}'"
        " USING ERRCODE = 'integrity_constraint_violation'; END IF",
    }


def append_only_triggers(name: str, table: str, refusal: str) -> Iterator[Trigger]:
    """Yield the triggers that refuse to change or delete rows of a table, in these words."""
    refuse = {
        "sqlite": f"SELECT RAISE(ABORT, '{refusal}')",
        "postgresql": f"RAISE EXCEPTION '{refusal}'"
        " USING ERRCODE = 'integrity_constraint_violation'",
    }
    yield Trigger(
        f"{name}_is_kept",
        table,
        refuse,
        events=("UPDATE", "DELETE"),
        moment="BEFORE",
        for_each_row=True,
    )
    yield Trigger(f"{name}_is_not_emptied", table, refuse, events=("TRUNCATE",), moment="BEFORE")


#: Functions that yield the triggers of an app; each app adds its own when it is ready.
TRIGGER_SOURCES: list[Callable[[], Iterable[Trigger]]] = []


def all_triggers() -> list[Trigger]:
    """Return all triggers that the database should have."""
    return [trigger for source in TRIGGER_SOURCES for trigger in source()]


def install_triggers(**_signal: Any) -> None:
    """Install all triggers; also a receiver of ``post_migrate``."""
    with connection.cursor() as cursor:
        for trigger in triggers_on_tables(cursor):
            for statement in trigger.create_statements():
                cursor.execute(statement)


def remove_triggers(**_signal: Any) -> None:
    """Drop all triggers, before whole tables are emptied and (as a receiver) before migrations.

    SQLite alters a table by making another one; while there is none, it refuses whatever another
    table's trigger would do to it. Triggers of an older version, which no code names any more, are
    dropped too: they may write to tables that a migration drops. ``install_triggers`` puts back
    those that there should be.
    """
    with connection.cursor() as cursor:
        for name, table in present_triggers(cursor):
            cursor.execute(drop_statement(name, table))


def missing_triggers() -> list[str]:
    """Return the names of triggers that the database's tables should have and do not have."""
    with connection.cursor() as cursor:
        present = {name for name, _table in present_triggers(cursor)}
        expected = [name for trigger in triggers_on_tables(cursor) for name in trigger.names]
    return [name for name in expected if name not in present]


def present_triggers(cursor: CursorWrapper) -> list[tuple[str, str]]:
    """Return name and table of each trigger that this version or an older one installed.

    PostgreSQL may have triggers of others on the same tables: ours run a function of their name.
    """
    cursor.execute(PRESENT[connection.vendor])
    return [(name, table) for name, table in cursor.fetchall()]


def triggers_on_tables(cursor: CursorWrapper) -> list[Trigger]:
    """Return the triggers of tables that exist: before all is migrated, some do not."""
    tables = set(connection.introspection.table_names(cursor))
    return [trigger for trigger in all_triggers() if trigger.table in tables]
