"""The file of a backup: a ZIP archive with the rows of each table and a manifest.

A table is a member ``tables/NAME.jsonl``, one JSON array a row, in the order of primary keys. The
manifest, ``manifest.json``, comes last and has the digest of each table, so a file that was cut off
or changed is told from a whole one. The digests guard against accidents; against somebody who
writes a whole new file, only the file's own SHA-256, kept elsewhere, does.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

#: Counted on whenever an older release could not read a newer file.
FORMAT = 1
MANIFEST = "manifest.json"
#: A quarter slower than the fastest level, and a quarter smaller.
COMPRESSION = 3
#: Bytes that are read at a time, and the longest manifest.
BLOCK, LONGEST_MANIFEST = 1 << 20, 64 << 20


class BackupRefused(Exception):
    """A backup cannot be written or restored; the message says why and what to do."""


@dataclass(frozen=True)
class TableContents:
    """A table as a backup has it."""

    name: str
    columns: tuple[str, ...]
    rows: int
    #: SHA-256 of the lines of all rows.
    digest: str
    #: The last number that the database gave a row by itself, of rows since deleted too.
    last_number: int = 0

    @property
    def member(self) -> str:
        """The name of its rows in the archive."""
        return f"tables/{self.name}.jsonl"


@dataclass(frozen=True)
class Manifest:
    """The description of a backup."""

    format: int
    made: str
    release: str
    #: The kind of database that it is of.
    database: str
    #: The version of the public data; empty if it was just being computed.
    data_version: str
    #: The migrations that its tables are the result of, as ``app.name``.
    migrations: tuple[str, ...]
    #: Tables whose rows it has not.
    left_out: tuple[str, ...]
    tables: tuple[TableContents, ...]

    @property
    def rows(self) -> int:
        """The number of rows of all tables."""
        return sum(table.rows for table in self.tables)

    @property
    def digest(self) -> str:
        """Return a SHA-256 of all rows: equal for equal databases, of whatever kind."""
        lines = "".join(f"{table.name} {table.digest}\n" for table in self.tables)
        return hashlib.sha256(lines.encode()).hexdigest()


class ArchiveWriter:
    """Writes the members of a backup's file."""

    def __init__(self, file: IO[bytes]) -> None:
        self.zip = ZipFile(file, "w", ZIP_DEFLATED, compresslevel=COMPRESSION)

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(self, *_error: object) -> None:
        self.zip.close()

    def write(self, name: str, blocks: Iterable[bytes]) -> str:
        """Write a member and return its SHA-256."""
        digest = hashlib.sha256()
        info = ZipInfo(name)
        info.compress_type = ZIP_DEFLATED
        with self.zip.open(info, "w", force_zip64=True) as member:
            for block in blocks:
                digest.update(block)
                member.write(block)
        return digest.hexdigest()

    def write_manifest(self, manifest: Manifest) -> None:
        """Write the last member."""
        text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
        self.write(MANIFEST, [text.encode()])


class ArchiveReader:
    """Reads a backup's file; ``BackupRefused`` if it is none, or not whole."""

    def __init__(self, path: Path, file: IO[bytes] | None = None) -> None:
        self.path = path
        with self._refusals():
            self.zip = ZipFile(file or path)
            self.manifest = self._read_manifest()

    def _read_manifest(self) -> Manifest:
        try:
            info = self.zip.getinfo(MANIFEST)
        except KeyError:
            raise self._refusal("is a ZIP file, but no backup of this site") from None
        if info.file_size > LONGEST_MANIFEST:
            raise self._refusal("has a manifest that is too long")
        content = json.loads(self.zip.read(info))
        if content["format"] != FORMAT:
            raise BackupRefused(
                f"{self.path} is a backup of format {content['format']}, and this release reads"
                f" format {FORMAT}. Restore it with the release that wrote it,"
                f" {content.get('release', 'a newer one')}, or a later one."
            )
        return parse_manifest(content)

    def lines(self, table: TableContents) -> Iterator[bytes]:
        """Yield the rows of a table; refuse, at their end, what is not as it was written."""
        digest, rows = hashlib.sha256(), 0
        with self._refusals(), self.zip.open(table.member) as member:
            for line in member:
                digest.update(line)
                rows += 1
                yield line
        if digest.hexdigest() != table.digest or rows != table.rows:
            raise self._refusal(f"was changed: table {table.name} is not as it was written")

    def verify(self) -> None:
        """Read everything; refuse what is not as it was written."""
        expected = {MANIFEST, *(table.member for table in self.manifest.tables)}
        if set(self.zip.namelist()) != expected:
            raise self._refusal("was changed: its tables are not those of its manifest")
        for table in self.manifest.tables:
            for _line in self.lines(table):
                pass

    def _refusal(self, problem: str) -> BackupRefused:
        return BackupRefused(f"{self.path} {problem}. Take another backup.")

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise BackupRefused(f"{self.path} cannot be read: {error.strerror}.") from error
        except BadZipFile as error:
            raise self._refusal("is no backup, or was cut off or damaged") from error
        except (zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError) as error:
            raise self._refusal("is damaged") from error
        except (TypeError, ValueError) as error:
            raise self._refusal("has a manifest that cannot be read") from error


def parse_manifest(content: Any) -> Manifest:
    """Return a manifest from its JSON; ``TypeError`` or ``KeyError`` if it lacks anything."""
    tables = tuple(
        TableContents(**{**table, "columns": tuple(table["columns"])})
        for table in content["tables"]
    )
    lists = {name: tuple(content[name]) for name in ("migrations", "left_out")}
    return Manifest(**{**content, **lists, "tables": tables})


@contextmanager
def whole_file(path: Path, *, overwrite: bool) -> Iterator[IO[bytes]]:
    """Open a file to write, readable by its owner alone, that gets its name once it is whole."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w+b") as file:  # noqa: PTH123 - a descriptor has no path
            yield file
            file.flush()
            os.fsync(file.fileno())
        if overwrite:
            draft.replace(path)
        else:
            path.hardlink_to(draft)
        _sync_folder(path.parent)
    except FileExistsError as error:
        raise BackupRefused(f"{path} exists. --force overwrites it.") from error
    except OSError as error:
        raise BackupRefused(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make sure that the disk has the name, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
