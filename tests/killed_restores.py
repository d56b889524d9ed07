"""Restores that are killed at random moments: each leaves the old data or the new.

DATABASE_URL=… python -m tests.killed_restores FOLDER [--rounds 20] [--seed 1]

The database, which holds the real data, is the program's own. A round restores a backup of other
data and is killed by SIGKILL. Prints how many ended with the old data and how many with the new.
"""

import argparse
import os
import random
import sys
import time
from collections import Counter
from pathlib import Path

import django

from tests.killing import LATEST, run_change


def main(arguments: list[str]) -> None:
    """Kill as often as asked."""
    from django.core.management import call_command

    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    options = parser.parse_args(arguments)
    chance = random.Random(options.seed)  # noqa: S311
    backups = dict(write_backups(options.folder))

    def restore(digest: str, moment: float | None = None) -> float:
        def change() -> None:
            null = open(os.devnull, "w")  # noqa: PTH123, SIM115 - until the process ends
            call_command("restore", str(backups[digest]), replace=True, stdout=null)

        return run_change(change, moment)

    now, other = backups
    longest = restore(now)
    assert contents_digest() == now
    found: Counter[str] = Counter()
    for _round in range(options.rounds):
        restore(other, chance.uniform(0, LATEST * longest))
        after = contents_digest()
        assert after in backups, "The database is neither as it was nor as the backup is."
        found["old" if after == now else "new"] += 1
        now, other = (now, other) if after == now else (other, now)
    print(f"{options.rounds} rounds, {dict(found)}, seed {options.seed}, {longest:.2f} s unkilled")


def write_backups(folder: Path) -> list[tuple[str, Path]]:
    """Two backups of different data, by the digests of their contents."""
    from django.core.management import call_command

    from recommendations.history.versions import record_changes
    from recommendations.models import Recommendation
    from smuggling_kb.backup.archive import ArchiveReader

    found = []
    for number in range(2):
        with record_changes(by=None, reason="For the second backup."):
            Recommendation.objects.update(strength_reason=f"Reason {number}.")
        path = folder / f"killed-{number}.zip"
        with open(os.devnull, "w") as null:  # noqa: PTH123
            call_command("backup", str(path), stdout=null)
        found.append((ArchiveReader(path).manifest.digest, path))
    return found


def contents_digest() -> str:
    """The digest that a backup of the database now would have."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    from smuggling_kb.backup.archive import Manifest, TableContents
    from smuggling_kb.backup.schema import applied_migrations, table_models
    from smuggling_kb.backup.writer import kept_models, table_digest

    loader = MigrationLoader(connection)
    models = kept_models(table_models(loader, applied_migrations(loader)))
    tables = tuple(TableContents(each._meta.db_table, (), 0, table_digest(each)) for each in models)
    return Manifest(0, "", "", "", "", (), (), tables).digest


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "smuggling_kb.settings"
    django.setup()
    main(sys.argv[1:])
