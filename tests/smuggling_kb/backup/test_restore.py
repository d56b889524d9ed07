"""Backups rehearsed: written while others write, restored elsewhere, and the same again."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from smuggling_kb.backup.archive import MANIFEST, ArchiveReader, Manifest
from tests.databases_of_tests import empty_database_of_test, run_manage, run_python
from tests.prepared import prepared_file

pytestmark = pytest.mark.early


@pytest.fixture
def real_file(db: None, real_data: None, tmp_path: Path) -> Path:
    """An SQLite database with the real data, whatever the suite runs on."""
    if not prepared_file().exists():
        pytest.skip("only the suite on SQLite prepares the file")
    return Path(shutil.copy(prepared_file(), tmp_path / "real.sqlite3"))


@pytest.fixture
def real_address(db: None, real_data: None, tmp_path: Path) -> Iterator[str]:
    """A database with the real data, of the kind that the suite runs on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{shutil.copy(prepared_file(), tmp_path / 'real.sqlite3')}"
        return
    with empty_database_of_test(tmp_path) as address:
        run_manage(address, "migrate", "--verbosity=0")
        run_manage(address, "load_fixtures")
        yield address


def write_backup_of(address: str, path: Path) -> Manifest:
    run_manage(address, "backup", str(path))
    return ArchiveReader(path).manifest


@contextmanager
def writers(address: str) -> Iterator[subprocess.Popen[bytes]]:
    """Eight threads that go on saving until this ends."""
    command = [sys.executable, "-m", "tests.concurrency", "1000000"]
    environment = os.environ | {"DATABASE_URL": address}
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_backup_under_write_load_is_restored_elsewhere(real_address: str, tmp_path: Path) -> None:
    """What eight threads write meanwhile is in it whole, with its history, or not at all."""
    with writers(real_address) as process:
        first = write_backup_of(real_address, tmp_path / "first.zip")
        written = write_backup_of(real_address, tmp_path / "written.zip")
        assert process.poll() is None, "the writers ended before the backup did"
    assert first.digest != written.digest, "nobody wrote meanwhile"
    copy = f"sqlite:///{tmp_path}/copy.sqlite3"
    told = run_manage(copy, "restore", str(tmp_path / "written.zip"))
    assert f"Data version {written.data_version}." in told
    assert run_manage(copy, "load_fixtures") == ""
    again = write_backup_of(copy, tmp_path / "again.zip")
    assert (again.digest, again.data_version) == (written.digest, written.data_version)
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM versions_touched").fetchone() == (0,)


MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{3,6})?")
#: Tables that tell of the file itself.
OF_THE_FILE = {"django_migrations", "smuggling_kb_backuprecord", "sqlite_stat1", "sqlite_stat4"}


@pytest.mark.long
def test_the_rows_of_sqlite_are_the_same(real_file: Path, tmp_path: Path) -> None:
    backup, copy = tmp_path / "backup.zip", tmp_path / "copy.sqlite3"
    run_manage(f"sqlite:///{real_file}", "backup", str(backup))
    run_manage(f"sqlite:///{copy}", "restore", str(backup))
    assert sqlite_rows(copy) == sqlite_rows(real_file)


def sqlite_rows(file: Path) -> dict[str, list[Any]]:
    """All rows of all tables, and how tables, indexes and triggers are defined."""
    schema = "SELECT name, type, sql FROM sqlite_schema WHERE tbl_name NOT LIKE 'sqlite%'"
    with closing(sqlite3.connect(file)) as database:
        found: dict[str, list[Any]] = {"schema": sorted(database.execute(schema), key=repr)}
        numbers = database.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
        found["numbers"] = sorted(row for row in numbers if row[0] not in OF_THE_FILE and row[1])
        for name in {row[0] for row in found["schema"] if row[1] == "table"} - OF_THE_FILE:
            rows = database.execute(f'SELECT * FROM "{name}" ORDER BY 1')  # noqa: S608
            found[name] = [list(map(plain_value, row)) for row in rows]
    return found


def plain_value(value: Any) -> Any:
    """JSON without the order of its names, a moment without the way of writing it."""
    if isinstance(value, str) and value[:1] in {"{", "["}:
        return json.loads(value)
    return datetime.fromisoformat(value) if MOMENT.fullmatch(str(value)) else value


def test_a_backup_moves_to_postgresql_and_back(
    db: None, real_data: None, real_address: str, tmp_path: Path
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    here = f"sqlite:///{tmp_path}/here.sqlite3"
    first = write_backup_of(real_address, tmp_path / "first.zip")
    run_manage(here, "restore", str(tmp_path / "first.zip"))
    second = write_backup_of(here, tmp_path / "second.zip")
    assert second.digest == first.digest
    with empty_database_of_test(tmp_path) as there:
        run_manage(there, "restore", str(tmp_path / "second.zip"))
        third = write_backup_of(there, tmp_path / "third.zip")
        assert third.digest == second.digest
        # A transaction that is undone takes numbers, too.
        assert all(
            now.last_number >= before.last_number
            for now, before in zip(third.tables, second.tables, strict=True)
        )
        # The next row of each table gets a number that no row ever had.
        account = ("--no-input", "--username=chief", "--email=chief@example.org")
        run_manage(there, "createsuperuser", *account)


def test_data_are_replaced_only_if_asked(db: None, real_data: None, tmp_path: Path) -> None:
    backup = tmp_path / "backup.zip"
    call_command("backup", str(backup))
    with pytest.raises(CommandError, match="The database holds data"):
        call_command("restore", str(backup))


def changed_manifest(backup: Path, **changes: Any) -> Path:
    """A copy of a backup whose manifest says something else."""
    other = backup.with_name("other.zip")
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == MANIFEST:
                content = json.dumps(json.loads(content) | changes).encode()
            new.writestr(name, content)
    return other


def test_a_backup_of_a_newer_release_is_refused(db: None, real_data: None, tmp_path: Path) -> None:
    backup = tmp_path / "backup.zip"
    call_command("backup", str(backup))
    migrations = [*ArchiveReader(backup).manifest.migrations, "recommendations.9999_newer"]
    other = changed_manifest(backup, migrations=migrations)
    with pytest.raises(CommandError, match=r"know the migrations recommendations\.9999_newer"):
        call_command("restore", str(other), replace=True)


def test_a_restore_that_fails_changes_nothing(real_address: str, tmp_path: Path) -> None:
    """Another data version is noticed last, when all is written."""
    manifest = write_backup_of(real_address, tmp_path / "backup.zip")
    other = changed_manifest(tmp_path / "backup.zip", data_version="0" * 12)
    refused = run_python(real_address, "manage.py", "restore", str(other), "--replace")
    assert refused.returncode == 1
    assert f"have the version {manifest.data_version}, the backup 000000000000" in refused.stderr
    again = write_backup_of(real_address, tmp_path / "again.zip")
    tables = zip(again.tables, manifest.tables, strict=True)
    changed = {table.name for table, before in tables if table != before}
    assert changed == {"smuggling_kb_backuprecord"}
    assert [path.name for path in tmp_path.glob("*-restoring*")] == []


#: Brings a database back to an earlier migration, as its tables were then.
MIGRATE_BACK = """
import django
django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from smuggling_kb.database.triggers import remove_triggers
remove_triggers()
MigrationExecutor(connection).migrate([("recommendations", "0015_digest_mark_kind")])
"""


@pytest.mark.long
def test_a_backup_of_an_older_release_is_brought_up_to_date(
    real_address: str, tmp_path: Path
) -> None:
    version = run_manage(real_address, "data_version").splitlines()[0]
    done = run_python(real_address, "-c", MIGRATE_BACK)
    assert done.returncode == 0, done.stderr
    older = write_backup_of(real_address, tmp_path / "backup.zip")
    assert "recommendations.0016_stale_digests" not in older.migrations
    with empty_database_of_test(tmp_path) as address:
        told = run_manage(address, "restore", str(tmp_path / "backup.zip"))
        assert "later migrations." in told
        assert run_manage(address, "load_fixtures") == ""
        assert run_manage(address, "data_version").splitlines()[0] == version


@pytest.mark.parametrize("options", [(), ("--replace",)])
def test_a_damaged_database_is_told(
    db: None, real_data: None, tmp_path: Path, options: tuple[str, ...]
) -> None:
    backup, damaged = tmp_path / "backup.zip", tmp_path / "damaged.sqlite3"
    call_command("backup", str(backup))
    damaged.write_bytes(b"no database" * 1000)
    refused = run_python(f"sqlite:///{damaged}", "manage.py", "restore", str(backup), *options)
    assert refused.returncode == 1
    assert "If it is damaged, stop the site, move" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("rounds", [pytest.param(20, marks=pytest.mark.long)])
def test_a_restore_that_is_killed_leaves_the_old_data_or_the_new(
    real_address: str, tmp_path: Path, rounds: int
) -> None:
    options = (str(tmp_path), "--rounds", str(rounds))
    done = run_python(real_address, "-m", "tests.killed_restores", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"{rounds} rounds, ")
