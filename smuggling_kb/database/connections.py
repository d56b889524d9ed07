"""The configuration of SQLite and PostgreSQL."""

import warnings
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper
from environ import Env

#: After this many seconds PostgreSQL gives up a query of a page.
STATEMENT_TIMEOUT = 5

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


def limit_statements(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Receiver of ``connection_created``, connected in web servers only: commands may take long."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = %s", [STATEMENT_TIMEOUT * 1000])
