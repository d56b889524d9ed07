"""The lines of the log: one for each request, one for each error, and none that is forged."""

from __future__ import annotations

import io
import json
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django import Settings

from smuggling_kb.monitoring import log_filters, query_times
from smuggling_kb.monitoring.log_files import LogFileHandler, logging_config
from smuggling_kb.monitoring.log_filters import OutageFilter, RefusalFilter
from smuggling_kb.monitoring.log_formats import JsonFormatter, TextFormatter
from smuggling_kb.monitoring.request_log import RequestLog
from smuggling_kb.monitoring.request_record import RequestRecord
from smuggling_kb.monitoring.thread_errors import log_thread_error
from smuggling_kb.urls import *  # noqa: F403 - a site with broken pages besides its own
from smuggling_kb.urls import urlpatterns as site
from tests.builders import make_recommendation

pytestmark = pytest.mark.django_db


def with_bug(request: HttpRequest) -> NoReturn:
    raise ZeroDivisionError("line\nforged \x1b[2J")


def in_outage(request: HttpRequest) -> NoReturn:
    raise OperationalError("the server\r\nclosed the connection")


def with_query(request: HttpRequest) -> HttpResponse:
    with connection.execute_wrapper(query_times.time_query), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("three")


urlpatterns = [
    path("bug", with_bug),
    path("outage", in_outage),
    path("query", with_query),
    *site,
]

Ask = Callable[..., dict[str, str]]
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the log writes."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    for each in (RefusalFilter(), OutageFilter()):
        handler.addFilter(each)
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    return written


@pytest.fixture
def lines(stream: io.StringIO) -> Lines:
    """The lines that were written since they were last asked for."""

    def read() -> list[dict[str, Any]]:
        written = stream.getvalue()
        stream.seek(0)
        stream.truncate()
        return [json.loads(line) for line in written.splitlines()]

    return read


@pytest.fixture
def ask(settings: Settings) -> Iterator[Ask]:
    """Asks as a WSGI server does, on the connection of the test; returns the answer's headers."""
    settings.ROOT_URLCONF = __name__
    application = RequestLog(WSGIHandler())

    def send(address: str, method: str = "GET", **sent: Any) -> dict[str, str]:
        begun: list[Any] = []
        environment = RequestFactory().generic(method, address, **sent).environ
        body = application(environment, lambda *given: begun.extend(given[:2]))
        b"".join(body)
        if hasattr(body, "close"):
            body.close()
        return dict(begun[1])

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield send
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_each_request_has_one_line(ask: Ask, lines: Lines) -> None:
    headers = ask("/query")
    (line,) = lines()
    assert line["request"] == headers["X-Request-ID"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/query", 200)
    assert (line["queries"], line["bytes"], line["user"]) == (1, 5, None)
    assert line["duration_ms"] >= line["queries_ms"] >= 0
    assert line["time"].endswith("+00:00")


def test_a_line_says_who_asked_where_that_was_looked_up(
    ask: Ask, lines: Lines, editor_client: Client
) -> None:
    account = User.objects.get(username="editor")
    cookies = "; ".join(f"{each.key}={each.value}" for each in editor_client.cookies.values())
    ask("/admin/", headers={"cookie": cookies})
    assert lines()[0]["user"] == account.pk


def test_a_body_that_is_made_while_it_is_sent_counts(ask: Ask, lines: Lines) -> None:
    make_recommendation()
    ask("/en/recommendations.csv")
    (line,) = lines()
    assert line["bytes"] > 200


@pytest.mark.parametrize(
    ("address", "sent", "status", "reason"),
    [
        ("/", {"headers": {"host": "evil.example\r\nx"}}, 400, "Invalid HTTP_HOST header"),
        ("/admin/login/", {"method": "POST"}, 403, "CSRF cookie not set"),
        ("/en/nothing/", {}, 404, ""),
        ("/en/", {"method": "PUT"}, 405, ""),
        ("/language/", {"method": "POST", "CONTENT_LENGTH": "99999999"}, 413, ""),
        ("/healthz?" + "&".join(["a=1"] * 1500), {}, 400, "parameters exceeded"),
        ("/en/%00/", {}, 400, ""),
    ],
)
def test_a_refusal_is_one_line_without_traceback(
    ask: Ask, lines: Lines, address: str, sent: dict[str, Any], status: int, reason: str
) -> None:
    ask(address, **sent)
    (line,) = lines()
    assert line["status"] == status
    assert reason in line.get("refusal", "")
    assert "traceback" not in line
    assert len(line["path"]) <= 400


def test_an_exception_is_one_line_with_its_traceback(
    ask: Ask, lines: Lines, stream: io.StringIO
) -> None:
    ask("/bug")
    assert len(stream.getvalue().splitlines()) == 2
    error, request = lines()
    assert error["level"] == "ERROR"
    assert "ZeroDivisionError: line\nforged" in error["traceback"]
    assert error["request_id"] == request["request"]
    assert request["status"] == 500


def test_an_outage_is_told_once_a_second(
    ask: Ask, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr("smuggling_kb.monitoring.log_filters.time.monotonic", lambda: now)
    for _each in range(5):
        ask("/outage")
    told = [line for line in lines() if "message" in line]
    now += log_filters.OUTAGE_INTERVAL
    ask("/outage")
    told += [line for line in lines() if "message" in line]
    assert [line.get("repeated", 0) for line in told] == [0, 4]
    assert all("closed the connection" in line["message"] for line in told)
    assert not any("traceback" in line for line in told)


#: What would begin another line, or command a terminal.
FORGED = "x\r\n\x1b[2J\x07\x85\u2028\x00é"


@pytest.mark.parametrize("formatter", [JsonFormatter(), TextFormatter()])
@pytest.mark.parametrize("name", ["axes", "django.request", "smuggling_kb", "_granian"])
def test_nobody_forges_a_line(formatter: logging.Formatter, name: str) -> None:
    record = logging.LogRecord(name, logging.ERROR, "", 1, "%s", (FORGED,), None)
    line = formatter.format(record)
    assert len(line.splitlines()) == 1
    assert line.isprintable()


def test_what_a_traceback_says_forges_no_line_either() -> None:
    try:
        raise ValueError(FORGED)
    except ValueError as error:
        cause = (type(error), error, None)
    record = logging.LogRecord("x", logging.ERROR, "", 1, "broken", (), cause)
    first, *rest = TextFormatter().format(record).splitlines()
    assert first.endswith("x: broken")
    assert rest
    assert all(line.startswith("    ") and line.isprintable() for line in rest)


def test_lines_are_bounded(ask: Ask, lines: Lines) -> None:
    ask(f"/en/{'x' * 60_000}/")
    logging.getLogger("x").error("y" * 100_000)
    assert all(len(json.dumps(line)) < 5_000 for line in lines())


def test_lines_for_people_are_short() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 1, "request", (), None)
    record.request_record = RequestRecord("GET", "/en/", status=200, queries=2, bytes=7)
    line = TextFormatter().format(record)
    assert "GET /en/ 200" in line
    assert len(line) < 80


def test_the_log_is_appended_to_a_file_that_may_be_moved_away(tmp_path: Path) -> None:
    file = tmp_path / "log" / "site.log"
    handler = LogFileHandler(str(file))
    logger = logging.Logger("x")
    logger.addHandler(handler)
    assert not file.exists()
    logger.error("one")
    file.rename(file.with_suffix(".1"))
    logger.error("two")
    handler.close()
    assert file.read_text() == "two\n"
    assert file.with_suffix(".1").read_text() == "one\n"


def test_a_log_that_cannot_be_written_breaks_nothing(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file where a folder should be")
    logger = logging.Logger("x")
    logger.addHandler(LogFileHandler(str(tmp_path / "log" / "site.log")))
    logger.error("lost")


def test_production_logs_json_to_the_standard_error_stream() -> None:
    config = logging_config("INFO", "json", "-")
    assert list(config["handlers"]) == ["stream"]
    assert config["handlers"]["stream"]["formatter"] == "json"
    with pytest.raises(ImproperlyConfigured, match="LOG_FORMAT must be one of: json, text"):
        logging_config("INFO", "xml", "-")


def test_slow_queries_are_told_without_their_values(
    settings: Settings, lines: Lines, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SLOW_QUERY_MS = 0.000_001
    with connection.execute_wrapper(query_times.time_query):
        User.objects.filter(username="secret").exists()
    (line,) = lines()
    assert "Slow query" in line["message"]
    assert "secret" not in line["message"]


def test_an_error_that_ends_a_thread_is_logged(
    lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> NoReturn:
        raise ZeroDivisionError("line\nforged")

    monkeypatch.setattr(threading, "excepthook", log_thread_error)
    thread = threading.Thread(target=fail, name="digests")
    thread.start()
    thread.join()
    (line,) = lines()
    assert line["message"] == "A thread ended by an error: digests"
    assert "ZeroDivisionError" in line["traceback"]
