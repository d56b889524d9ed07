"""Settings: what the environment may say, and what a public server insists on."""

import importlib.util
import re
import runpy
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from smuggling_kb import checks
from smuggling_kb.database import connections
from smuggling_kb.deployment import secret_key
from smuggling_kb.settings import env

PUBLIC = {
    "PRODUCTION": "1",
    "SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "kb.example,www.kb.example",
    "SITE_URL": "https://kb.example",
}


@pytest.fixture
def settings_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The settings as a site with this environment, and nothing else, would have them."""

    def load(**environment: str) -> dict[str, Any]:
        for name in env.scheme:
            monkeypatch.delenv(name, raising=False)
        for name, value in {"VAR_DIR": str(tmp_path), **environment}.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(Path(settings.BASE_DIR, "smuggling_kb", "settings.py")))

    return load


def test_the_readme_explains_every_setting() -> None:
    readme = Path(settings.BASE_DIR, "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| .+ \|$", readme, re.MULTILINE)
    assert rows == [(name, printed(default)) for name, (_cast, default) in env.scheme.items()]


def printed(default: object) -> str:
    """A default as the README prints it; nothing, if what counts instead is told in words."""
    value = int(default) if isinstance(default, bool) else default
    return f"`{value}`" if value not in ("", []) else ""


def test_a_site_without_settings_serves_this_machine_alone(settings_with: Any) -> None:
    found = settings_with()
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert found["DEBUG"] is False
    assert found["DATABASES"]["default"]["NAME"].endswith("db.sqlite3")


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL"])
def test_production_refuses_to_start_without(settings_with: Any, missing: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=missing):
        settings_with(**PUBLIC | {missing: ""})


def test_production_speaks_https_alone(settings_with: Any) -> None:
    found = settings_with(**PUBLIC)
    assert found["ALLOWED_HOSTS"] == ["kb.example", "www.kb.example"]
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] == 63_072_000
    for cookie in ("SESSION_COOKIE", "CSRF_COOKIE"):
        assert found[f"{cookie}_SECURE"]
        assert found[f"{cookie}_NAME"].startswith("__Host-")


def test_the_proxy_says_whether_a_visitor_came_by_https(settings_with: Any) -> None:
    found = settings_with(**PUBLIC, HTTPS_HEADER="X-Forwarded-Proto")
    assert found["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_the_first_key_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    key = secret_key.read_or_create_key(path)
    assert len(key) >= 50
    assert secret_key.read_or_create_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_processes_that_start_together_agree_on_the_first_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert (
            len(set(pool.map(secret_key.read_or_create_key, [tmp_path / "secret-key"] * 40))) == 1
        )


def test_sqlite_lets_writers_wait_for_each_other() -> None:
    database = connections.database_config("sqlite:////folder/db.sqlite3")
    assert database["NAME"] == "/folder/db.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode = WAL" in database["OPTIONS"]["init_command"]


def test_an_address_puts_the_site_on_postgresql() -> None:
    database = connections.database_config(
        "postgres://me:secret@db.example:5433/kb?sslmode=require"
    )
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "kb")
    assert database["OPTIONS"] == {"connect_timeout": 5, "sslmode": "require"}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("WEB_CONCURRENCY", "0", "from 1 to 100"),
        ("WEB_CONCURRENCY", "-1", "from 1 to 100"),
        ("WEB_THREADS", "abc", "from 1 to 100"),
        ("WEB_THREADS", "9" * 5000, "from 1 to 100"),
        ("WEB_THREADS", "4.5", "from 1 to 100"),
        ("SLOW_QUERY_MS", "-5", "from 0"),
        ("LOG_LEVEL", "foo", "one of DEBUG"),
        ("LOG_FORMAT", "xml", "one of: json"),
        ("PRODUCTION", "ture", "1 or 0"),
        ("DEBUG", "2", "1 or 0"),
        ("HTTPS_HEADER", "X Forwarded:", "the name of a header"),
        ("DATABASE_URL", "postgres://db.example:port/kb", "cannot be read"),
        ("DATABASE_URL", "kb", "must begin with"),
        ("SITE_URL", "kb.example", "https://"),
    ],
)
def test_a_wrong_setting_is_told_in_a_sentence(
    settings_with: Any, name: str, value: str, words: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"{name}.* {words}"):
        settings_with(**{name: value})


def test_a_setting_without_a_value_is_as_if_absent(settings_with: Any) -> None:
    names = env.scheme.keys() - {"VAR_DIR"}
    found = settings_with(**dict.fromkeys(names, " "))
    assert (found["WEB_THREADS"], found["WEB_CONCURRENCY"], found["PRODUCTION"]) == (4, 1, False)


def test_a_level_of_the_log_may_be_written_small(settings_with: Any) -> None:
    assert settings_with(LOG_LEVEL="debug")["LOGGING"]["root"]["level"] == "DEBUG"


def test_other_databases_are_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="postgres://"):
        connections.database_config("mysql://db.example/kb")


def test_psycopg2_is_the_driver_of_postgresql() -> None:
    assert importlib.util.find_spec("psycopg") is None
    assert checks.driver_is_psycopg2() == []


@pytest.mark.django_db
def test_pages_may_not_keep_postgresql_busy() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL's setting")
    with connection.cursor() as cursor:
        connections.limit_statements(connection)
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("5s",)
        cursor.execute("RESET statement_timeout")
