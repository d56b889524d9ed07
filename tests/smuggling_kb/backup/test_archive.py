"""The file of a backup: whole, or refused in words."""

import json
import zipfile
from pathlib import Path

import pytest

from smuggling_kb.backup import archive
from smuggling_kb.backup.archive import ArchiveReader, ArchiveWriter, BackupRefused, Manifest

LINES = [f'[{number},"建议"]\n'.encode() for number in range(2000)]


def write_archive(path: Path, **changes: object) -> Path:
    """A backup of one table, whose manifest may say something else."""
    with archive.whole_file(path, overwrite=True) as file, ArchiveWriter(file) as writer:
        table = archive.TableContents("table", ("id", "text"), len(LINES), digest="")
        digest = writer.write(table.member, LINES)
        tables = (archive.TableContents("table", ("id", "text"), len(LINES), digest),)
        content = {
            "format": archive.FORMAT,
            "made": "2026-12-01T00:00:00+00:00",
            "release": "0123456789abcdef",
            "database": "sqlite",
            "data_version": "",
            "migrations": (),
            "left_out": (),
            "tables": tables,
        }
        writer.write_manifest(Manifest(**{**content, **changes}))  # type: ignore[arg-type]
    return path


def test_a_whole_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    reader = ArchiveReader(write_archive(tmp_path / "backup"))
    reader.verify()
    [table] = reader.manifest.tables
    assert list(reader.lines(table)) == LINES


@pytest.mark.parametrize("part", [0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, part: float) -> None:
    path = write_archive(tmp_path / "backup")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(BackupRefused, match="cut off or damaged"):
        ArchiveReader(path).verify()


def test_a_byte_that_was_changed_anywhere_is_noticed_or_means_nothing(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "backup")
    content = path.read_bytes()
    whole = ArchiveReader(path)
    for place in range(0, len(content), 97):
        changed = bytearray(content)
        changed[place] ^= 0x55
        path.write_bytes(changed)
        try:
            reader = ArchiveReader(path)
            reader.verify()
        except BackupRefused:
            continue
        assert reader.manifest == whole.manifest
        assert list(reader.lines(reader.manifest.tables[0])) == LINES


def test_rows_that_are_not_those_of_the_manifest_are_refused(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "backup")
    other = tmp_path / "other"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace("建".encode(), "健".encode()))
    with pytest.raises(BackupRefused, match="table table is not as it was written"):
        ArchiveReader(other).verify()


def test_a_table_that_is_missing_is_refused(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "backup")
    other = tmp_path / "other"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        new.writestr(archive.MANIFEST, old.read(archive.MANIFEST))
    with pytest.raises(BackupRefused, match="its tables are not those of its manifest"):
        ArchiveReader(other).verify()


def test_a_newer_format_is_refused_by_its_number(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "backup", format=archive.FORMAT + 1)
    with pytest.raises(BackupRefused, match="is a backup of format 2, and this release reads"):
        ArchiveReader(path)


@pytest.mark.parametrize("manifest", ["", "{", "[]", "{}", json.dumps({"format": 1})])
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, manifest: str) -> None:
    path = tmp_path / "backup"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(archive.MANIFEST, manifest)
    with pytest.raises(BackupRefused, match=r"damaged|manifest"):
        ArchiveReader(path)


def test_another_zip_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("xl/workbook.xml", "")
    with pytest.raises(BackupRefused, match="no backup of this site"):
        ArchiveReader(path)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="cannot be read: No such file"):
        ArchiveReader(tmp_path / "missing")
    with pytest.raises(BackupRefused, match="cannot be read: Is a directory"):
        ArchiveReader(tmp_path)


def test_a_file_is_its_owners_alone_and_never_overwritten_unasked(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "backup")
    assert path.stat().st_mode & 0o777 == 0o600
    refusal = pytest.raises(BackupRefused, match=r"exists\. --force")
    with refusal, archive.whole_file(path, overwrite=False) as file:
        file.write(b"other")
    assert ArchiveReader(path)


def test_a_file_that_was_not_finished_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), archive.whole_file(tmp_path / "a", overwrite=False):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    refusal = pytest.raises(BackupRefused, match="cannot be written: No such file")
    with refusal, archive.whole_file(tmp_path / "missing" / "a", overwrite=False):
        pass
