"""What the database does by itself whenever rows change, whoever changes them and however."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db import connection
from django.db.backends.utils import CursorWrapper

Event = Literal["INSERT", "UPDATE", "DELETE", "TRUNCATE"]

#: SQLite knows no TRUNCATE; there Django empties a table by deleting its rows.
EVENTS: tuple[Event, ...] = ("INSERT", "UPDATE", "DELETE", "TRUNCATE")


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

    @property
    def names(self) -> list[str]:
        """As the database in use knows it; SQLite has one trigger for each event."""
        if connection.vendor == "postgresql":
            return [self.name]
        return [f"{self.name}_{event.lower()}" for event in self._events]

    @property
    def _events(self) -> list[Event]:
        return [event for event in self.events if event != "TRUNCATE"]

    def statements(self) -> Iterator[str]:
        """The SQL that puts it in place of an older one of the same name."""
        if connection.vendor == "postgresql":
            yield from self._for_postgresql()
        else:
            yield from self._for_sqlite()

    def removal(self) -> Iterator[str]:
        """The SQL that takes it away."""
        on_table = f' ON "{self.table}"' if connection.vendor == "postgresql" else ""
        for name in self.names:
            yield f'DROP TRIGGER IF EXISTS "{name}"{on_table}'

    def _for_sqlite(self) -> Iterator[str]:
        yield from self.removal()
        for name, event in zip(self.names, self._events, strict=True):
            yield (
                f'CREATE TRIGGER "{name}" {self.moment} {event} ON "{self.table}"'
                f" BEGIN {self.actions['sqlite']}; END"
            )

    def _for_postgresql(self) -> Iterator[str]:
        # What a trigger before each row returns is the row that is written.
        outcome = "COALESCE(NEW, OLD)" if self.for_each_row else "NULL"
        yield (
            f'CREATE OR REPLACE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS'
            f" $$ BEGIN {self.actions['postgresql']}; RETURN {outcome}; END $$"
        )
        yield from self.removal()
        yield (
            f'CREATE TRIGGER "{self.name}" {self.moment} {" OR ".join(self.events)}'
            f' ON "{self.table}" FOR EACH {"ROW" if self.for_each_row else "STATEMENT"}'
            f' EXECUTE FUNCTION "{self.name}"()'
        )


def everywhere(action: str) -> dict[str, str]:
    """An action whose SQL every database understands."""
    return {"sqlite": action, "postgresql": action}


#: What names the triggers of an app; each app adds its own when it is ready.
SOURCES: list[Callable[[], Iterable[Trigger]]] = []


def triggers() -> list[Trigger]:
    """All that the database should have."""
    return [trigger for source in SOURCES for trigger in source()]


def install(**_signal: Any) -> None:
    """Receiver of ``post_migrate``: puts in place what ``remove`` took away, and what is new."""
    with connection.cursor() as cursor:
        for trigger in on_tables(cursor):
            for statement in trigger.statements():
                cursor.execute(statement)


def remove(**_signal: Any) -> None:
    """Take them out of the way of emptying whole tables, and (as a receiver) of migrations.

    SQLite alters a table by making another one; while there is none, it refuses whatever another
    table's trigger would do to it. ``install`` puts them back.
    """
    with connection.cursor() as cursor:
        for trigger in on_tables(cursor):
            for statement in trigger.removal():
                cursor.execute(statement)


def missing() -> list[str]:
    """The names of triggers that the database's tables should have and do not have."""
    catalog = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalog[connection.vendor])
        present = {name for (name,) in cursor.fetchall()}
        expected = [name for trigger in on_tables(cursor) for name in trigger.names]
    return [name for name in expected if name not in present]


def on_tables(cursor: CursorWrapper) -> list[Trigger]:
    """The triggers of tables that exist: before all is migrated, some do not."""
    tables = set(connection.introspection.table_names(cursor))
    return [trigger for trigger in triggers() if trigger.table in tables]
