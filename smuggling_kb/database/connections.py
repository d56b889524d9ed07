"""The configuration of SQLite and PostgreSQL."""

import warnings
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper
from environ import Env

#: After this many seconds the database gives up a statement of a page.
STATEMENT_TIMEOUT = 5
#: SQLite asks for the time once in so many steps of its machine: a few milliseconds.
STEPS = 100_000

#: Concurrent writers wait for each other instead of failing.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;",
}
POSTGRESQL_OPTIONS = {"connect_timeout": 5}

OPTIONS = {
    "django.db.backends.sqlite3": SQLITE_OPTIONS,
    "django.db.backends.postgresql": POSTGRESQL_OPTIONS,
}


def database_config(url: str) -> dict[str, Any]:
    """Return an entry of Django's ``DATABASES``; options in the address go before ours."""
    try:
        with warnings.catch_warnings(action="ignore"):  # It is said below.
            database: dict[str, Any] = Env.db_url_config(url)
    except ValueError as error:  # Such as a port that is no number.
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    if database.get("ENGINE") not in OPTIONS:
        raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgres://")
    options = OPTIONS[database["ENGINE"]] | database.get("OPTIONS", {})
    return database | {"OPTIONS": options, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


class StatementDeadline:
    """The time until which the last statement begun on a connection to SQLite may run."""

    def __init__(self) -> None:
        self.moment = inf

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Wrap the execution of a statement, as Django's ``execute_wrappers`` do."""
        self.moment = monotonic() + STATEMENT_TIMEOUT
        return execute(sql, params, many, context)

    def has_passed(self) -> bool:
        """Return True to let SQLite interrupt the statement: an ``OperationalError``."""
        return monotonic() > self.moment


def sqlite_files(database: dict[str, Any]) -> list[Path]:
    """Return the files of an entry of ``DATABASES``: SQLite's own, its log of writes, its locks."""
    name = Path(str(database["NAME"]))
    is_file = "sqlite" in database["ENGINE"] and name.is_absolute()
    return sorted(name.parent.glob(f"{name.name}*")) if is_file else []


def limit_statements(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Receiver of ``connection_created``, connected in web servers only: commands may take long."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = %s", [STATEMENT_TIMEOUT * 1000])
        return
    lift_statement_limit(connection)
    deadline = StatementDeadline()
    # Before others: whoever wraps a part of a request takes away the last one.
    connection.execute_wrappers.insert(0, deadline)
    connection.connection.set_progress_handler(deadline.has_passed, STEPS)


def lift_statement_limit(connection: BaseDatabaseWrapper) -> None:
    """Let the statements of a connection take as long as they need: no request waits for them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
        return
    connection.ensure_connection()
    connection.execute_wrappers[:] = [
        each for each in connection.execute_wrappers if not isinstance(each, StatementDeadline)
    ]
    connection.connection.set_progress_handler(None, STEPS)
