"""Databases of versions whose migrations were rewritten afterwards, brought to those of today."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from recommendations.importing.upgrades.digest_forms import UNCHANGED
from smuggling_kb.database import triggers

APP = "recommendations"

#: A migration that has another name and number today. It changed no table, so it runs again.
RENAMED = "0002_workflow_permissions"

#: A migration that came before others which some databases had already seen.
LATE, AFTER = "0005_subjects", "0006_confidence"

#: The tables that the first migration got, and the columns that they took the place of.
LATE_MODELS = ("ProvisionName", "RelationNote", "ThemeAssignmentReason")
OLD_COLUMNS = (("recommendations_relation", "note"), ("recommendations_themeassignment", "reason"))


def mend_migrations() -> None:
    """Do what the migrations of today would have done; mostly there is nothing to do."""
    recorder = MigrationRecorder(connection)
    names = {name for app, name in recorder.applied_migrations() if app == APP}
    if RENAMED in names:
        recorder.record_unapplied(APP, RENAMED)
    if "0001_initial" in names and not _has_table("recommendations_provisionname"):
        _complete_first_migration()
    if AFTER in names and LATE not in names:
        triggers.remove_triggers()
        MigrationExecutor(connection).migrate([(APP, LATE)])


def _complete_first_migration() -> None:
    """Make the tables that it lacked. What was loaded then, nobody could change by any page."""
    state = MigrationExecutor(connection).loader.project_state((APP, "0001_initial"))
    loaded: Any = MigrationExecutor(connection).loader.project_state(("importing", "0001_initial"))
    with connection.schema_editor() as editor:
        for name in LATE_MODELS:
            editor.create_model(state.apps.get_model(APP, name))
        for table, column in OLD_COLUMNS:
            editor.execute(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
        loaded.apps.get_model("importing", "LoadedGroup").objects.update(digest=UNCHANGED)


def _has_table(name: str) -> bool:
    return name in connection.introspection.table_names()
