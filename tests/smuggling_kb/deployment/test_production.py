"""Public servers: the settings that they refuse to start with."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from smuggling_kb.deployment import production
from smuggling_kb.settings import env

KEY = "k3y" * 3 + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
STRONG: dict[str, Any] = {
    "key": KEY,
    "hosts": ["kb.example", ".example.org"],
    "site_url": "https://kb.example",
    "is_debugging": False,
}


def test_strong_settings_are_accepted() -> None:
    assert list(production.weak_settings(**STRONG)) == []
    assert (
        list(production.weak_settings(**STRONG | {"site_url": "https://a.example.org:8443"})) == []
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"key": ""}, "SECRET_KEY must be set"),
        ({"key": "x"}, "SECRET_KEY is too weak"),
        ({"key": "ab" * 40}, "SECRET_KEY is too weak"),
        ({"key": "django-insecure-" + KEY}, "SECRET_KEY is too weak"),
        ({"key": "insecure" + KEY}, "SECRET_KEY is too weak"),
        ({"hosts": []}, "ALLOWED_HOSTS must be set"),
        ({"hosts": ["*"]}, "ALLOWED_HOSTS must name the site"),
        ({"is_debugging": True}, "DEBUG must be off"),
        ({"site_url": ""}, "SITE_URL must be set"),
        ({"site_url": "http://kb.example"}, "SITE_URL must begin with https://"),
        ({"site_url": "https://other.example"}, "SITE_URL must be at one of the names"),
    ],
)
def test_each_weak_setting_is_told_in_one_sentence(change: Any, sentence: str) -> None:
    [found] = production.weak_settings(**STRONG | change)
    assert found.startswith(sentence)
    assert found.endswith(".")
    assert "\n" not in found


def start(program: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Start a program of this project with these settings and no others."""
    inherited = {name: value for name, value in os.environ.items() if name not in env.scheme}
    return subprocess.run(
        [sys.executable, *program],
        cwd=settings.BASE_DIR,
        env=inherited | {"PRODUCTION": "1"} | environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    "program", [["manage.py", "serve", "--port", "0"], ["-c", "import smuggling_kb.wsgi"]]
)
def test_a_weak_server_ends_with_sentences_and_no_traceback(
    program: list[str], tmp_path: Path
) -> None:
    weak = {"SECRET_KEY": "x", "ALLOWED_HOSTS": "*", "DEBUG": "1"}
    ended = start(program, VAR_DIR=str(tmp_path), **weak)
    assert ended.returncode == 2
    assert [line.partition(" ")[0] for line in ended.stderr.splitlines()] == [
        *("SECRET_KEY", "ALLOWED_HOSTS", "DEBUG", "SITE_URL")
    ]
    assert not (tmp_path / "db.sqlite3").exists()


def test_a_public_server_passes_the_check_of_its_deployment(settings: Settings) -> None:
    """Whatever else ``check --deploy`` warns of, such as cookies without ``Secure``."""
    production.refuse_weak_deployment()
    settings.PRODUCTION = True
    settings.SESSION_COOKIE_SECURE = False
    with pytest.raises(ImproperlyConfigured, match=r"security\.W012"):
        production.refuse_weak_deployment()
