"""The version of the data: the database counts on with every write, whoever writes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.test import Client

from recommendations.models import RecommendationText, Theme
from smuggling_kb import checks
from smuggling_kb.database import triggers
from smuggling_kb.models import Revision
from tests.builders import make_recommendation, make_theme

pytestmark = pytest.mark.django_db


def number() -> int:
    return Revision.objects.current().number


def test_a_database_in_which_nothing_was_written_is_at_the_beginning() -> None:
    assert number() == 0


def test_each_kind_of_write_counts(tmp_path: Path) -> None:
    make_recommendation()
    writes: dict[str, Callable[[], object]] = {
        "a row saved": lambda: make_theme("research"),
        "a queryset updated": lambda: Theme.objects.update(position=F("position") + 10),
        "rows created in bulk": lambda: Theme.objects.bulk_create(
            [Theme(slug="new", scheme="chapters", position=99)]
        ),
        "SQL": lambda: execute("UPDATE recommendations_recommendationtext SET modal = '请'"),
        "a fixture loaded": lambda: load(tmp_path / "theme.json"),
        "rows deleted": lambda: Theme.objects.filter(slug="new").delete(),
    }
    for name, write in writes.items():
        before = number()
        write()
        assert number() > before, name


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def load(fixture: Path) -> None:
    fields = {"slug": "new", "scheme": "chapters", "position": 98}
    row = {"model": "recommendations.theme", "fields": fields}
    fixture.write_text(json.dumps([row]), encoding="utf-8")
    call_command("loaddata", fixture, verbosity=0)


def test_reading_does_not_count(client: Client) -> None:
    make_recommendation()
    before = number()
    assert client.get("/en/recommendations/").status_code == 200
    assert number() == before


def test_a_write_undone_was_not_counted() -> None:
    make_recommendation()
    before = number()
    with transaction.atomic():
        RecommendationText.objects.update(modal="")
        assert number() > before
        transaction.set_rollback(True)
    assert number() == before


def test_a_table_emptied_counts() -> None:
    make_theme()
    before = Revision.objects.current()
    connection.check_constraints()  # PostgreSQL empties no table while checks are pending.
    postgresql = connection.vendor == "postgresql"
    execute(f"{'TRUNCATE' if postgresql else 'DELETE FROM'} recommendations_themename")
    assert number() > before.number


def test_a_lost_trigger_is_found_and_installed_again(client: Client) -> None:
    assert checks.triggers_are_installed(databases=["default"]) == []
    lost = next(each for each in triggers.all_triggers() if each.table == "recommendations_theme")
    on = f' ON "{lost.table}"' if connection.vendor == "postgresql" else ""
    for name in lost.names:
        execute(f'DROP TRIGGER "{name}"{on}')
    (warning,) = checks.triggers_are_installed(databases=["default"])
    assert lost.names[0] in warning.msg
    assert client.get("/readyz").status_code == 503
    triggers.install_triggers()
    assert checks.triggers_are_installed(databases=["default"]) == []


def test_triggers_of_an_older_version_are_dropped_before_migrations() -> None:
    old = triggers.Trigger(
        "older", "recommendations_theme", triggers.portable_action("DELETE FROM dropped_table")
    )
    for statement in old.create_statements():
        execute(statement)
    with pytest.raises(DatabaseError), transaction.atomic():
        make_theme()
    triggers.remove_triggers()
    with connection.cursor() as cursor:
        assert triggers.present_triggers(cursor) == []
    triggers.install_triggers()
    assert triggers.missing_triggers() == []
    make_theme()
