"""A private PostgreSQL cluster for one run; `./run` starts it, so no packages here."""

import contextlib
import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

#: For data that are lost with the cluster anyway, so nothing need reach the disk.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: on the PATH, or where Debian puts its newest version."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda initdb: float(initdb.parts[-3]), default=None)
    return newest and newest.parent


@contextlib.contextmanager
def cluster(programs: Path, keep: Path | None = None) -> Iterator[str]:
    """The address of a cluster, reached by a socket in a folder of this run; gone afterwards.

    With ``keep``, a folder that its owner can reach, its data stay there, and are as safe on the
    disk as PostgreSQL's own settings make them.
    """
    user = owner()
    with tempfile.TemporaryDirectory(prefix="smuggling_kb-") as folder:
        shutil.chown(folder, user)
        data = f"{folder}/data"
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
            shutil.chown(keep, user)
            data = str(keep)

        def run(program: str, *arguments: str) -> None:
            command = [str(programs / program), "-D", data, *arguments]
            subprocess.run(command, user=user, cwd=folder, stdout=subprocess.DEVNULL, check=True)

        if not keep or not any(keep.iterdir()):
            # The order of a language, so that a test fails whose order is left to the database.
            order = ("--locale=C", "--locale-provider=icu", "--icu-locale=en-US")
            run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", *order)
        options = f"-c listen_addresses= -c unix_socket_directories={folder}"
        options += "" if keep else f" {FAST}"
        run("pg_ctl", "--wait", f"--log={folder}/log", f"--options={options}", "start")
        try:
            yield f"postgres://postgres@/{folder}/postgres"
        finally:
            run("pg_ctl", "--wait", f"--mode={'fast' if keep else 'immediate'}", "stop")


def owner() -> str:
    """Who runs the cluster: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return getpass.getuser()
    known = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
