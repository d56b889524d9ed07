"""A database of an earlier version, upgraded, is to the public what a new one is."""

from __future__ import annotations

import json
import lzma
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from recommendations.importing import actions, fixtures
from recommendations.importing.models import LoadedGroup
from recommendations.importing.upgrades.digest_forms import UNCHANGED
from recommendations.importing.upgrades.migrated_groups import (
    mark_unchanged_groups,
    renew_digests,
)
from recommendations.models import Recommendation
from tests import postgresql
from tests.databases.__main__ import (
    DUMPS,
    ON_POSTGRESQL,
    libpq_address,
    postgresql_dump,
    sqlite_dump,
)

Public = dict[str, str]

#: The dump that the suite upgrades every time: the end of the oldest piece of work. The rest come
#: with ``--all``.
QUICK = "141b88d"


def upgrade(folder: Path, *options: str, url: str = "") -> tuple[Public, str]:
    """Prepare the database of a folder as a start does; what is public then, and what it said."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.upgrading", *options],
        cwd=settings.BASE_DIR,
        env=os.environ | {"VAR_DIR": str(folder), "DATABASE_URL": url, "LOG_LEVEL": "ERROR"},
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout), done.stderr


def fill(folder: Path, commit: str, *changes: str) -> None:
    """Make an SQLite database of a dump, and change it as a curator of then did."""
    sql = lzma.decompress(sqlite_dump(commit).read_bytes()).decode()
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database:
        database.executescript(sql)
        for change in changes:
            assert database.execute(change).rowcount == 1
        database.commit()


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Public]:
    """Return a function that says what is public on a new site, asking once."""
    known: dict[Any, Public] = {}

    def read(*options: str) -> Public:
        if options not in known:
            known[options], _said = upgrade(tmp_path_factory.mktemp("new"), *options)
        return known[options]

    return read


def test_each_dump_has_its_version() -> None:
    present = {path.name for path in sqlite_dump("").parent.glob("*.xz")}
    expected = {sqlite_dump(commit).name for commit in DUMPS}
    assert present == expected | {postgresql_dump(commit).name for commit in ON_POSTGRESQL}


def assert_as_new(upgraded: tuple[Public, str], new: Public) -> None:
    public, said = upgraded
    assert ", 0 left alone" in said or "left alone" not in said
    assert public == new


@pytest.mark.early
def test_what_is_most_telling_is_as_on_a_new_site(
    tmp_path: Path, new_site: Callable[..., Public]
) -> None:
    fill(tmp_path, QUICK)
    assert_as_new(upgrade(tmp_path), new_site())


@pytest.mark.early
def test_what_curators_changed_is_kept_and_nothing_else(tmp_path: Path) -> None:
    """A theme's name, and why a record has its strength, in words that no file has."""
    fill(
        tmp_path,
        "b008aa3",
        "UPDATE recommendations_themename SET name = 'Stopping it' WHERE language = 'en'"
        " AND theme_id = (SELECT id FROM recommendations_theme WHERE slug = 'prevention')",
        "UPDATE recommendations_recommendation SET strength_reason = 'As I read it'"
        " WHERE code = '2012/5'",
    )
    _public, said = upgrade(tmp_path)
    assert ", 2 left alone" in said
    assert "theme prevention: not as a file last wrote it" in said
    assert "recommendation 2012/5: not as a file last wrote it" in said
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        [name] = database.execute(
            "SELECT count(*) FROM recommendations_themename WHERE name = 'Stopping it'"
        ).fetchone()
        [reason] = database.execute(
            "SELECT strength_reason FROM recommendations_recommendation WHERE code = '2012/5'"
        ).fetchone()
    assert (name, reason) == (1, "As I read it")


@pytest.mark.long
@pytest.mark.parametrize("commit", DUMPS)
def test_every_public_page_is_as_on_a_new_site(
    tmp_path: Path, new_site: Callable[..., Public], commit: str
) -> None:
    fill(tmp_path, commit)
    assert_as_new(upgrade(tmp_path, "--all"), new_site("--all"))


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL's databases")
@pytest.mark.parametrize("commit", ON_POSTGRESQL)
def test_every_public_page_of_postgresql_is_as_on_a_new_site(
    tmp_path: Path, new_site: Callable[..., Public], commit: str
) -> None:
    programs = postgresql.programs()
    assert programs is not None
    sql = lzma.decompress(postgresql_dump(commit).read_bytes())
    with postgresql.cluster(programs) as url:
        psql = [str(programs / "psql"), "--quiet", "--set=ON_ERROR_STOP=1", libpq_address(url)]
        subprocess.run(psql, input=sql, check=True, stdout=subprocess.DEVNULL)
        assert_as_new(upgrade(tmp_path, "--all", url=url), new_site("--all"))


CODE = "2012/5"
RECORD = f"recommendation {CODE}"


def migrate(change: Callable[[], object]) -> None:
    """Change rows as a migration would."""
    mark_unchanged_groups(apps, plan=["a migration"])
    change()
    renew_digests(apps)


def change_by_migration() -> None:
    Recommendation.objects.filter(code=CODE).update(strength_reason="Of a migration")


def change_by_curator() -> None:
    Recommendation.objects.filter(code=CODE).update(strength_reason="Of a curator")


def load() -> actions.GroupChanges:
    return actions.load(fixtures.read_fixtures(), source=actions.FIXTURES)


@pytest.mark.django_db
@pytest.mark.usefixtures("knowledge_base")
class TestMigrationsThatChangeRows:
    def test_files_go_on_updating_what_they_changed(self) -> None:
        fixture_digest = LoadedGroup.objects.get(name=RECORD).digest
        migrate(change_by_migration)
        assert LoadedGroup.objects.get(name=RECORD).digest != fixture_digest
        changes = load()
        assert (changes.updated, changes.skipped) == ([RECORD], [])
        assert LoadedGroup.objects.get(name=RECORD).digest == fixture_digest

    def test_what_somebody_changed_before_is_still_theirs(self) -> None:
        change_by_curator()
        migrate(change_by_migration)
        load()
        assert Recommendation.objects.get(code=CODE).strength_reason == "Of a migration"

    def test_what_somebody_changes_afterwards_is_theirs(self) -> None:
        migrate(change_by_migration)
        change_by_curator()
        assert load().skipped == [RECORD]

    def test_an_interrupted_run_is_gone_on_with(self) -> None:
        mark_unchanged_groups(apps, plan=["a migration"])
        change_by_migration()
        migrate(lambda: None)
        assert load().updated == [RECORD]
        assert not LoadedGroup.objects.filter(digest=UNCHANGED).exists()
