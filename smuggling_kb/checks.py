"""System checks: what must hold wherever this site runs."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Error
from django.db import connection

from smuggling_kb.database import triggers


def driver_is_psycopg2(**_options: Any) -> list[CheckMessage]:
    """Check the driver: Django takes psycopg 3 as soon as it is installed, without a word."""
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


def triggers_are_installed(
    databases: Sequence[str] | None = None, **_options: Any
) -> list[CheckMessage]:
    """Check the triggers, without which the database would not notice every write.

    A warning, since ``migrate``, which installs them, does not begin while there is an error.
    """
    missing = triggers.missing_triggers() if databases else []
    if not missing:
        return []
    return [
        checks.Warning(
            f"The database lacks triggers: {', '.join(missing)}.",
            hint="./run manage migrate installs them.",
            id="smuggling_kb.W001",
        )
    ]
