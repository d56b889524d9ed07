"""How a start goes on with whatever database and folder it finds."""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from smuggling_kb.database import lost_database, preparation
from smuggling_kb.database.migration_history import refuse_newer_database
from smuggling_kb.deployment.private_files import narrow_modes
from tests.prepared import prepared_file

pytestmark = pytest.mark.django_db

#: A migration of a version to come.
NEWER = ("recommendations", "9999_tomorrow")
SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="a file of SQLite")

Run = subprocess.CompletedProcess[str]


@pytest.fixture
def site(tmp_path: Path, knowledge_base: None) -> Path:
    """A folder with a database that a start has filled."""
    shutil.copy(prepared_file(), tmp_path / "db.sqlite3")
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        database.execute("PRAGMA journal_mode = WAL")
    (tmp_path / "db.sqlite3-filled").write_text("2026-12-01\n")
    return tmp_path


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {"VAR_DIR": str(folder), "DATABASE_URL": "", "PRODUCTION": ""}


def manage(folder: Path, *words: str, limit: Callable[[], None] | None = None) -> Run:
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=environment(folder),
        preexec_fn=limit,
        capture_output=True,
        text=True,
        timeout=120,
    )


def start(folder: Path, limit: Callable[[], None] | None = None) -> Run:
    """Start the site, which is expected to end at once."""
    return manage(folder, "serve", "--port", "0", limit=limit)


def widen_umask() -> None:
    os.umask(0)


def refusal(done: Run) -> str:
    """Return the one line with which a command ended."""
    assert done.returncode > 0, done.stderr
    assert "Traceback" not in done.stderr
    [line] = done.stderr.strip().splitlines()
    return line


def overwrite(path: Path, start: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(content)


@SQLITE
@pytest.mark.parametrize("damage", ["garbage", "truncated", "pages"])
def test_a_damaged_database_is_told_in_a_sentence(site: Path, damage: str) -> None:
    database = site / "db.sqlite3"
    size = database.stat().st_size
    if damage == "garbage":
        overwrite(database, 0, b"no database" * 100)
    elif damage == "truncated":
        os.truncate(database, size // 2)
    else:
        overwrite(database, size // 2 // 4096 * 4096, b"\xff" * 20 * 4096)
    said = refusal(start(site))
    assert "is damaged" in said
    assert "./run manage restore FILE" in said


@SQLITE
@pytest.mark.parametrize("is_empty_file", [True, False])
def test_a_lost_database_is_not_filled_anew(site: Path, is_empty_file: bool) -> None:
    database = site / "db.sqlite3"
    database.unlink()
    if is_empty_file:
        database.touch()
    said = refusal(start(site))
    assert "held data on 2026-12-01" in said
    assert "./run manage load_fixtures --new-database" in said
    assert "./run manage restore FILE" in said
    with closing(sqlite3.connect(database)) as opened:
        assert opened.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


@SQLITE
@pytest.mark.long
def test_a_lost_database_is_filled_anew_when_somebody_says_so(site: Path) -> None:
    (site / "db.sqlite3").unlink()
    assert "is empty" in refusal(manage(site, "load_fixtures"))
    done = manage(site, "load_fixtures", "--new-database")
    assert done.returncode == 0
    assert "429 new" in done.stdout


def test_a_database_is_known_to_be_lost_on_postgresql_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "mark"
    monkeypatch.setattr(lost_database, "_mark", lambda: mark)
    lost_database.refuse_lost_database()
    lost_database.remember_filled_database()
    with pytest.raises(CommandError, match="seems to be lost"):
        lost_database.refuse_lost_database()
    lost_database.forget_filled_database()
    lost_database.refuse_lost_database()


@SQLITE
def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path) -> None:
    def no_large_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    said = refusal(start(tmp_path, no_large_files))
    assert "room" in said


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence() -> None:
    said = refusal(start(Path("/proc/smuggling_kb")))
    assert said.startswith("/proc/smuggling_kb cannot be made")


@SQLITE
@pytest.mark.parametrize("command", ["serve --port 0", "load_fixtures", "import_document x.txt"])
def test_the_database_of_a_newer_version_is_refused(site: Path, command: str) -> None:
    database = site / "db.sqlite3"
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("INSERT INTO django_migrations VALUES (NULL, ?, ?, '2027-01-01')", NEWER)
        opened.commit()
    before = database.read_bytes()
    said = refusal(manage(site, *command.split()))
    assert "is of a newer version" in said
    assert ".".join(NEWER) in said
    assert database.read_bytes() == before


def test_the_database_of_a_newer_version_is_not_ready(client: Client) -> None:
    MigrationRecorder(connection).record_applied(*NEWER)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert ".".join(NEWER) in response.content.decode()
    with pytest.raises(CommandError, match="newer version"):
        refuse_newer_database()


@SQLITE
def test_a_start_waits_for_another_that_prepares_the_database(site: Path) -> None:
    command = [sys.executable, "-c", PREPARE]
    with (site / "db.sqlite3-preparation").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env=environment(site),
            stderr=subprocess.PIPE,
            text=True,
        )
        assert second.stderr is not None
        assert second.stderr.readline().strip() == preparation.WAITING
        assert second.poll() is None
    _out, errors = second.communicate(timeout=120)
    assert (second.returncode, errors) == (0, "")


@pytest.mark.long
@SQLITE
def test_two_first_starts_fill_one_database(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PREPARE]
    starts = [
        subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment(tmp_path), text=True)
        for _start in range(3)
    ]
    assert [each.wait(timeout=300) for each in starts] == [0, 0, 0]
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        [count] = database.execute("SELECT count(*) FROM recommendations_recommendation").fetchone()
    assert count == 129


PREPARE = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "smuggling_kb.settings"
import django
django.setup()
from smuggling_kb.database.preparation import prepare_database
prepare_database()
"""


@SQLITE
def test_nobody_else_reads_the_files_of_the_site(site: Path) -> None:
    (site / "log").mkdir()
    for name in ("secret-key", "snapshot", "db.sqlite3-turn", "log/site.log"):
        (site / name).touch()
    for path in (site, *site.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    (site / "secret-key").write_text("a key of this test alone")
    done = manage(site, "find_similar", "--quick", limit=widen_umask)
    assert done.returncode == 0, done.stderr
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in (site, *site.rglob("*"))}
    assert set(modes.values()) <= {"0o700", "0o600"}, modes


def test_folders_that_everybody_uses_stay_as_they_are(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    narrow_modes(tmp_path)
    assert tmp_path.stat().st_mode & 0o7777 == 0o1777
