"""System checks: what must hold wherever this site runs."""

from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connection


def driver_is_psycopg2(**_options: Any) -> list[CheckMessage]:
    """Django takes psycopg 3 as soon as it is installed, without a word."""
    if connection.vendor != "postgresql":
        return []
    from django.db.backends.postgresql.psycopg_any import is_psycopg3

    if not is_psycopg3:
        return []
    return [
        Error(
            "psycopg 3 is installed and would be used instead of psycopg2.",
            hint="Uninstall the package psycopg.",
            id="smuggling_kb.E001",
        )
    ]
