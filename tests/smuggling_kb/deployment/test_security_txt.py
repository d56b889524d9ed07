"""``security.txt`` (RFC 9116): to whom a weakness is reported."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from smuggling_kb.deployment.security_txt import read_contacts

pytestmark = pytest.mark.django_db

ADDRESS = "/.well-known/security.txt"


def test_the_file_says_whom_to_write_to(client: Client, settings: Settings) -> None:
    settings.CONTACT = read_contacts(["security@example.org", "https://example.org/report"])
    settings.SITE_URL = "http://testserver"
    answer = client.get(ADDRESS)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    fields = [line.partition(": ")[::2] for line in lines]
    assert fields[:2] == [
        ("Contact", "mailto:security@example.org"),
        ("Contact", "https://example.org/report"),
    ]
    rest = dict(fields[2:])
    assert rest["Preferred-Languages"] == "ar, zh, en, fr, ru, es"
    assert rest["Canonical"] == f"http://testserver{ADDRESS}"
    left = datetime.fromisoformat(rest["Expires"]) - datetime.now(UTC)
    assert timedelta(days=150) < left < timedelta(days=365)


def test_without_a_contact_there_is_no_file(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize("value", ["somebody", "http://example.org", "a@b c", "a@b\nEvil: 1"])
def test_what_is_no_contact_is_told(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="CONTACT must be"):
        read_contacts([value])
