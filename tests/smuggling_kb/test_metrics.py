"""The figures for Prometheus, and the page of the same for operators."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.http import StreamingHttpResponse
from django.test import Client
from pytest_django import Settings

from smuggling_kb.models import BackupRecord
from smuggling_kb.monitoring import metrics, request_log, server_state
from smuggling_kb.monitoring.request_record import RequestRecord
from tests.builders import make_recommendation
from tests.reading import Page

TOKEN = "a token of letters"  # noqa: S105
STATE = "/admin/state/"

Figures = Callable[[], dict[str, float]]


@pytest.fixture
def read_figures(settings: Settings, client: Client, db: None) -> Figures:
    """Reads the figures as Prometheus does."""
    settings.METRICS_TOKEN = TOKEN

    def read() -> dict[str, float]:
        answer = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        lines = answer.content.decode().splitlines()
        pairs = [line.rpartition(" ") for line in lines if not line.startswith("#")]
        figures = {name: float(value) for name, _space, value in pairs}
        assert len(figures) == len(pairs), "No figure is told twice."
        return figures

    return read


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("token", "sent", "status"),
    [
        ("", "Bearer ", 404),
        ("", "", 404),
        (TOKEN, "", 401),
        (TOKEN, "Bearer", 401),
        (TOKEN, f"Bearer {TOKEN}x", 401),
        (TOKEN, "Bearer \xe9", 401),
    ],
)
def test_figures_are_for_whoever_knows_the_token(
    client: Client, settings: Settings, token: str, sent: str, status: int
) -> None:
    settings.METRICS_TOKEN = token
    answer = client.get("/metrics", headers={"authorization": sent} if sent else {})
    assert answer.status_code == status
    assert b"smuggling_kb_" not in answer.content


def test_requests_are_counted(read_figures: Figures) -> None:
    name = 'smuggling_kb_requests_total{route="en/x/",status="200"}'
    before = read_figures().get(name, 0)
    metrics.observe_request(RequestRecord("GET", "/en/x/", status=200, route="en/x/", queries=3))
    figures = read_figures()
    assert figures[name] == before + 1
    assert figures['smuggling_kb_queries_total{route="en/x/"}'] >= 3
    assert figures['smuggling_kb_request_seconds_count{route="en/x/"}'] >= 1


def test_the_state_of_the_site_is_told(read_figures: Figures) -> None:
    make_recommendation()
    BackupRecord.objects.create(file="/backups/one", size=1234, digest="0" * 64, seconds=1)
    figures = read_figures()
    assert figures["smuggling_kb_up"] == 1
    assert figures["smuggling_kb_index_records"] == 1
    assert figures["smuggling_kb_last_backup_bytes"] == 1234
    assert figures["smuggling_kb_database_bytes"] > 10_000
    assert figures["smuggling_kb_process_memory_bytes"] > 10_000_000
    for name in ("data_version_info", "queue_length", "disk_free_bytes"):
        assert any(each.startswith(f"smuggling_kb_{name}{{") for each in figures)


def test_running_downloads_are_counted(
    read_figures: Figures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request_log, "DOWNLOAD_OBSERVERS", [metrics.count_download])
    before = read_figures()["smuggling_kb_downloads_running"]
    file = StreamingHttpResponse(iter(["one", "two"]))
    body = request_log.RecordedBody(file, RequestRecord("GET", "/"), own=False)
    assert read_figures()["smuggling_kb_downloads_running"] == before + 1
    body.close()
    body.close()
    assert read_figures()["smuggling_kb_downloads_running"] == before


def test_refused_logins_are_counted(read_figures: Figures, client: Client) -> None:
    before = read_figures()["smuggling_kb_login_failures_total"]
    client.post("/admin/login/", {"username": "nobody", "password": "wrong"})
    assert read_figures()["smuggling_kb_login_failures_total"] == before + 1


#: Two processes count a request each, and end.
PROGRAM = """
import os, django
django.setup()
from smuggling_kb.monitoring.metrics import metrics_page, observe_request
from smuggling_kb.monitoring.request_record import RequestRecord
for _each in range(2):
    child = os.fork()
    if child == 0:
        observe_request(RequestRecord("GET", "/", status=200, route="x"))
        os._exit(0)
    os.waitpid(child, 0)
print(metrics_page().decode())
"""


def test_processes_count_together(tmp_path: Path) -> None:
    environment = {
        "METRICS_TOKEN": TOKEN,
        "WEB_CONCURRENCY": "2",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "DJANGO_SETTINGS_MODULE": "smuggling_kb.settings",
    }
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=site_settings.BASE_DIR,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert 'smuggling_kb_requests_total{route="x",status="200"} 2.0' in run.stdout
    assert run.stdout.count("\nsmuggling_kb_process_memory_bytes{") == 1
    assert "smuggling_kb_up 0.0" in run.stdout  # The database has no tables yet.


def test_operators_see_the_state_of_the_site(chief_client: Client) -> None:
    make_recommendation()
    page = Page(chief_client.get(STATE))
    titles = [part.text for part in page.all("h2")]
    assert {"Data", "Queues", "Database", "Backups", "Disks", "Accounts"} <= set(titles)
    text = page.one("#content").text
    assert "none yet" in text
    assert server_state.database_version() in text
    assert "Draft recommendations" in text


def test_what_is_wrong_is_told_first(chief_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_state, "pending_migrations", lambda: ["recommendations.0099_x"])
    page = Page(chief_client.get(STATE))
    assert "recommendations.0099_x" in page.one(".errorlist").text


def test_operators_read_chinese_too(chief_client: Client) -> None:
    chief_client.cookies["django_language"] = "zh-hans"
    assert Page(chief_client.get(STATE)).one("html").lang == "zh-hans"


def test_others_do_not_see_it(reviewer_client: Client, client: Client) -> None:
    assert reviewer_client.get(STATE).status_code == 403
    assert client.get(STATE).status_code == 302
