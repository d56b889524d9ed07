"""No statement of a page keeps the database or a thread busy for long, and plans are good."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from functools import partial
from unittest import mock

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.db.models.signals import post_migrate
from django.test import Client

from recommendations.importing.actions import GroupChanges
from recommendations.importing.management.commands import load_fixtures
from recommendations.importing.models import LoadedGroup
from smuggling_kb.database import connections, statistics

pytestmark = pytest.mark.django_db

#: Takes hours on any machine.
ENDLESS = """
WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1e12)
SELECT count(*) FROM numbers
"""


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Limit the statements of this connection to a moment, as a web server limits its own."""
    monkeypatch.setattr(connections, "STATEMENT_TIMEOUT", 0.5)
    connection.ensure_connection()
    connections.limit_statements(connection)
    yield
    connections.lift_statement_limit(connection)


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.usefixtures("limited")
def test_a_statement_that_takes_long_is_given_up_and_the_next_is_not() -> None:
    with pytest.raises(OperationalError):
        execute(ENDLESS)
    execute("SELECT 1")


@pytest.mark.usefixtures("limited", "knowledge_base")
def test_a_page_whose_statement_takes_long_says_when_to_come_back() -> None:
    client = Client(raise_request_exception=False)
    with mock.patch(
        "recommendations.pages.treaties.views.treaty_entries",
        side_effect=lambda _language: execute(ENDLESS),
    ):
        response = client.get("/en/articles/")
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0


def test_a_limit_is_lifted_where_no_request_waits() -> None:
    connection.ensure_connection()
    connections.limit_statements(connection)
    connections.limit_statements(connection)
    connections.lift_statement_limit(connection)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("0",)
    assert connection.execute_wrappers == []


def test_a_deadline_begins_anew_with_each_statement() -> None:
    deadline = connections.StatementDeadline()
    assert deadline.moment == math.inf
    with mock.patch.object(connections, "monotonic", return_value=100.0):
        deadline(lambda *_arguments: None, "SELECT 1", None, False, {})
        assert not deadline.has_passed()
    with mock.patch.object(connections, "monotonic", return_value=105.1):
        assert deadline.has_passed()


# Statistics


def count_tables_with_statistics() -> int:
    catalog = {
        "sqlite": "SELECT count(DISTINCT tbl) FROM sqlite_stat1",
        "postgresql": "SELECT count(DISTINCT tablename) FROM pg_stats"
        " WHERE schemaname = current_schema()",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalog[connection.vendor])
        return int(cursor.fetchone()[0])


@pytest.mark.usefixtures("knowledge_base")
def test_a_load_leaves_statistics_of_what_it_loaded() -> None:
    forget_statistics()
    LoadedGroup.objects.filter(name=load_fixtures.ALL_FILES).delete()
    with mock.patch.object(load_fixtures.Command, "load", return_value=GroupChanges()):
        call_command("load_fixtures", stdout=io.StringIO())
    assert count_tables_with_statistics() > 20


@pytest.mark.usefixtures("knowledge_base")
def test_a_migration_leaves_statistics() -> None:
    forget_statistics()
    send = partial(
        post_migrate.send,
        sender=apps.get_app_config("smuggling_kb"),
        app_config=apps.get_app_config("smuggling_kb"),
        verbosity=0,
        interactive=False,
        using="default",
        apps=apps,
    )
    send(plan=[])
    assert count_tables_with_statistics() == 0
    send(plan=[(object(), False)])
    assert count_tables_with_statistics() > 20


def forget_statistics() -> None:
    forget = {"sqlite": "DELETE FROM sqlite_stat1", "postgresql": "DELETE FROM pg_statistic"}
    with connection.cursor() as cursor:
        cursor.execute(forget[connection.vendor])


def test_refreshing_them_is_one_statement() -> None:
    with mock.patch.object(statistics, "connection") as database:
        statistics.refresh_statistics()
    database.cursor().__enter__().execute.assert_called_once_with("ANALYZE")
