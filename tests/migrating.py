"""Walks every migration of ours backwards and forwards again, on a database with the real data.

VAR_DIR=… DATABASE_URL=… python -m tests.migrating

Prepares the database, which must be empty. Each migration, the last first, is unapplied, applied
and unapplied again; then all are applied. Prints how many there were.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django

from smuggling_kb.database import triggers


def main() -> None:
    """Prepare, walk, and prepare again."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from smuggling_kb.database.preparation import prepare_database

    prepare_database()
    graph = MigrationExecutor(connection).loader.graph
    plan = MigrationExecutor(connection).migration_plan(graph.leaf_nodes(), clean_start=True)
    packages = Path(settings.BASE_DIR, "var")
    ours = {
        config.label
        for config in apps.get_app_configs()
        if Path(config.path).is_relative_to(settings.BASE_DIR)
        and not Path(config.path).is_relative_to(packages)
    }
    walked = [(each.app_label, each.name) for each, _backwards in plan if each.app_label in ours]
    triggers.remove_triggers()
    for key in reversed(walked):
        before = [parent for parent in graph.node_map[key].parents if parent[0] == key[0]]
        target = max(before).key if before else (key[0], None)
        for step in (target, key, target):
            try:
                MigrationExecutor(connection).migrate([step])
            except Exception as error:
                sys.exit(f"{'.'.join(key)} on the way to {step}: {error!r}")
    call_command("migrate", verbosity=0)
    call_command("load_fixtures", "--new-database")
    print(len(walked))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "smuggling_kb.settings"
    django.setup()
    main()
