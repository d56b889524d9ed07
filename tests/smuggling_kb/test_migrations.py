"""Every migration goes backwards, and forwards again, with the real data in the tables."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from smuggling_kb.database import preparation, revision
from smuggling_kb.models import Revision
from tests import postgresql


@pytest.mark.long
@pytest.mark.django_db
def test_each_migration_is_unapplied_and_applied(tmp_path: Path) -> None:
    """On SQLite, or on PostgreSQL where the suite runs there."""
    programs = postgresql.programs() if connection.vendor == "postgresql" else None
    with postgresql.cluster(programs) if programs else nullcontext("") as url:
        walk = subprocess.run(
            [sys.executable, "-m", "tests.migrating"],
            cwd=settings.BASE_DIR,
            env=os.environ | {"VAR_DIR": str(tmp_path), "DATABASE_URL": url},
            capture_output=True,
            text=True,
        )
    assert walk.returncode == 0, walk.stderr
    assert int(walk.stdout.split()[-1]) >= 30


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="a lock of PostgreSQL")
def test_starts_on_postgresql_wait_for_each_other() -> None:
    with preparation.preparation_lock(), preparation.preparation_lock():
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [preparation.LOCK])
            assert cursor.fetchone() == (False,)
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [preparation.LOCK])
        assert cursor.fetchone() == (True,)
    other.close()


@pytest.mark.django_db
def test_the_version_of_the_data_is_counted_only_where_there_is_its_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After ``migrate smuggling_kb zero`` there is none."""
    monkeypatch.setattr(Revision._meta, "db_table", "no_such_table")
    revision.count_migrations(plan=["a migration"])
