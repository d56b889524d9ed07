"""Dumps of the databases that earlier versions of this project made.

python -m tests.databases            make those that are missing, from the history of the repository
python -m tests.databases COMMIT …   make those of other versions too; add them to ``DUMPS``

A dump is what a version made of an empty database, without accounts, sessions and keys. Each stands
for the end of a piece of work, for a migration that changes rows, or for migrations that were
rewritten afterwards.
"""

from __future__ import annotations

import lzma
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests import postgresql

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = Path(__file__).resolve().parent

#: The commits of the versions, the oldest first.
DUMPS = {
    "f49a9a4": "before the first migrations were rewritten",
    "141b88d": "the end of the base: records, documents, lists",
    "30955c0": "the baseline of the history; permissions, whose migration was renamed later",
    "b008aa3": "the end of curation in the admin",
    "a507e31": "confidence and links, before the subjects that were put below them",
    "dcb6b80": "the end of the connections between records and documents",
    "32e4315": "the reviews of similar records, renamed",
    "fcfd49d": "the end of the renaming of modules",
    "1f26f98": "citations of ranges",
    "c46fa97": "the meetings known second-hand",
    "bc8eaad": "suggested subjects",
    "bb7389e": "stale digests",
    "64c75d6": "the end of the work on truthfulness",
    "e773d19": "the end of the work on availability, before reports of problems",
}
#: Those that are dumped from PostgreSQL too.
ON_POSTGRESQL = ("b008aa3", "dcb6b80")

#: What each version can do to make its database; the later commands are not in all of them.
COMMANDS = (
    ("migrate", "--verbosity=0"),
    ("keep_changes",),
    ("load_fixtures",),
    ("find_similar", "--quick"),
)
#: What depends on the moment, or on who was there.
PRIVATE = ("django_session", "django_admin_log")


def main(commits: list[str]) -> None:
    """Make the dumps that there are not yet."""
    for commit in [*DUMPS, *commits]:
        if not sqlite_dump(commit).exists():
            dump_sqlite(commit)
    missing = [commit for commit in ON_POSTGRESQL if not postgresql_dump(commit).exists()]
    programs = postgresql.programs()
    if missing and programs:
        for commit in missing:
            with postgresql.cluster(programs) as url:
                dump_postgresql(commit, url, programs)


def sqlite_dump(commit: str) -> Path:
    return FOLDER / f"{commit}.sqlite.sql.xz"


def postgresql_dump(commit: str) -> Path:
    return FOLDER / f"{commit}.postgresql.sql.xz"


def dump_sqlite(commit: str) -> None:
    """Let a version make an SQLite database, and write its dump."""
    with tempfile.TemporaryDirectory() as folder:
        make_database(commit, Path(folder), DATABASE_URL="")
        with closing(sqlite3.connect(Path(folder, "var", "db.sqlite3"))) as database:
            for table in PRIVATE:
                database.execute(f"DELETE FROM {table}")  # noqa: S608
            sql = "\n".join(database.iterdump())
    sqlite_dump(commit).write_bytes(lzma.compress(sql.encode()))


def dump_postgresql(commit: str, url: str, programs: Path) -> None:
    """Let a version make a PostgreSQL database, and write its dump."""
    with tempfile.TemporaryDirectory() as folder:
        make_database(commit, Path(folder), DATABASE_URL=url)
    options = ("--no-owner", "--no-privileges", *(f"--exclude-table-data={t}" for t in PRIVATE))
    sql = subprocess.run(
        [programs / "pg_dump", *options, f"--dbname={libpq_address(url)}"],
        check=True,
        capture_output=True,
    ).stdout
    postgresql_dump(commit).write_bytes(lzma.compress(sql))


def libpq_address(url: str) -> str:
    """Return the address of a cluster, whose host is a folder, as PostgreSQL's programs read it."""
    host, _separator, name = url.partition("@/")[2].rpartition("/")
    return f"host={host} user=postgres dbname={name}"


def make_database(commit: str, folder: Path, **environment: str) -> None:
    """Run a version's own commands in a copy of it, with the packages of today."""
    source = folder / "source"
    source.mkdir()
    archive = subprocess.run(
        ["git", "archive", commit], cwd=ROOT, check=True, capture_output=True
    ).stdout
    subprocess.run(["tar", "--extract"], input=archive, cwd=source, check=True)
    settings = os.environ | {"VAR_DIR": str(folder / "var")} | environment
    known = subprocess.run(
        [sys.executable, "manage.py", "help", "--commands"],
        cwd=source,
        env=settings,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    for command in COMMANDS:
        if command[0] in known:
            manage = [sys.executable, "manage.py", *command]
            subprocess.run(manage, cwd=source, env=settings, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
