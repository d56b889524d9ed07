"""The databases of the benchmark: made once and kept in ``var/bench`` until they would differ."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import postgresql
from tests.bench import records

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "var" / "bench"

KINDS = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Database:
    """A database of the site, with a folder for all else that the site keeps."""

    kind: str
    folder: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        """What makes commands and servers use it, with one process for pages."""
        site = {"DATABASE_URL": self.url, "VAR_DIR": str(self.folder), "WEB_CONCURRENCY": "1"}
        return os.environ | site

    def run(self, module: str, *arguments: str, limit: float | None = None) -> str:
        """What a module of the benchmark prints as a program on this database.

        ``TimeoutExpired`` if it takes longer than ``limit`` seconds.
        """
        command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=limit,
        )
        return done.stdout


@contextlib.contextmanager
def addresses(kind: str) -> Iterator[str]:
    """The beginning of the addresses of databases of a kind, to be followed by their names."""
    if kind == "sqlite":
        yield f"sqlite:///{FOLDER}/"
        return
    programs = postgresql.programs()
    if programs is None:
        sys.exit("PostgreSQL's programs (initdb, pg_ctl) are not on this machine.")
    with postgresql.cluster(programs, keep=cluster_folder()) as url:
        yield url.removesuffix("postgres")


def cluster_folder() -> Path:
    """Return where PostgreSQL keeps the data; not in ``var`` as root: it is closed to its user."""
    if os.geteuid() != 0:
        return FOLDER / "postgresql"
    project = hashlib.sha256(bytes(ROOT)).hexdigest()[:8]
    return Path(tempfile.gettempdir()) / f"smuggling_kb-bench-{project}"


def made(kind: str, beginning: str, count: int) -> tuple[Database, dict[str, Any]]:
    """A database with so many records, and what making it cost; made if it is not there."""
    name = f"{kind}_{count}"
    folder = FOLDER / name
    url = f"{beginning}{name}/db" if kind == "sqlite" else f"{beginning}{name}"
    database = Database(kind, folder, url)
    kept = folder / "made.json"
    stamp = fingerprint(count)
    if kept.exists() and (told := json.loads(kept.read_text()))["stamp"] == stamp:
        return database, told["loaded"]
    print(f"Making a database of {count} records on {kind}.", file=sys.stderr, flush=True)
    empty(database, beginning, name)
    loaded = json.loads(database.run("loading", str(count)))
    kept.write_text(json.dumps({"stamp": stamp, "loaded": loaded}))
    return database, loaded


def fingerprint(count: int) -> str:
    """Differs when the records, the fixtures or the tables do."""
    files = [*ROOT.glob("fixtures/*.json"), *ROOT.glob("*/**/migrations/*.py")]
    known = [path for path in sorted(files) if "var" not in path.relative_to(ROOT).parts]
    content = b"".join(path.read_bytes() for path in known)
    return f"{records.GENERATOR}:{count}:{hashlib.sha256(content).hexdigest()}"


def empty(database: Database, beginning: str, name: str) -> None:
    """An empty database in place of any other."""
    shutil.rmtree(database.folder, ignore_errors=True)
    database.folder.mkdir(parents=True)
    if database.kind == "postgresql":
        run_program("dropdb", beginning, "--if-exists", name)
        run_program("createdb", beginning, name)


def run_program(program: str, beginning: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on the cluster of such addresses."""
    user, _at, place = beginning.removeprefix("postgres://").partition("@")
    folder = postgresql.programs() or Path()
    server = ("--host", place.rstrip("/"), "--username", user)
    subprocess.run([folder / program, *server, *arguments], check=True)
