"""The version of the data, read beside Django's connections."""

import sqlite3
from contextlib import closing
from pathlib import Path

from smuggling_kb.database.version_file import VersionFile


def write_version(path: Path, number: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS smuggling_kb_revision (number, token, changed)"
        )
        connection.execute("DELETE FROM smuggling_kb_revision")
        connection.execute("INSERT INTO smuggling_kb_revision VALUES (?, 7, '')", [number])
        connection.commit()


def test_every_change_shows_at_once(tmp_path: Path) -> None:
    path = tmp_path / "db.sqlite3"
    version = VersionFile(str(path))
    for number in range(5):
        write_version(path, number)
        assert version.key() == (number, 7)
    version.close()


def test_a_writer_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "db.sqlite3"
    write_version(path, 1)
    version = VersionFile(str(path))
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE smuggling_kb_revision SET number = 2")
        assert version.key() == (1, 7)
        writer.commit()
    assert version.key() == (2, 7)
    version.close()


def test_another_file_in_its_place_is_noticed(tmp_path: Path) -> None:
    path, other = tmp_path / "db.sqlite3", tmp_path / "other.sqlite3"
    write_version(path, 1)
    write_version(other, 5)
    version = VersionFile(str(path))
    assert version.key() == (1, 7)
    other.replace(path)
    assert version.key() == (5, 7)
    version.close()


def test_what_cannot_be_read_has_no_version(tmp_path: Path) -> None:
    path = tmp_path / "db.sqlite3"
    version = VersionFile(str(path))
    assert version.key() is None
    assert not path.exists()
    path.write_bytes(b"no database" * 100)
    assert version.key() is None
    version.close()
