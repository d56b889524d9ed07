"""The addresses for machines."""

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from smuggling_kb import health


@pytest.mark.django_db
def test_alive_without_asking_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_with_all_migrations(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response.headers["Cache-Control"]


def test_not_ready_before_a_migration(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "pending_migrations", lambda: ["recommendations.0002_more"])
    response = client.get("/readyz")
    assert response.status_code == 503
    assert b"recommendations.0002_more" in response.content


def test_not_ready_without_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> list[str]:
        raise OperationalError("no route to the server")

    monkeypatch.setattr(health, "pending_migrations", fail)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert b"no route" not in response.content


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/robots.txt", "/favicon.ico"])
def test_machines_only_read(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


def test_robots_stay_out_of_the_admin(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"].startswith("text/plain")
    assert b"Disallow: /admin/" in response.content


def test_robots_read_a_record_once_and_not_again_from_each_list(client: Client) -> None:
    assert "Disallow: /*?list=" in client.get("/robots.txt").content.decode().splitlines()


def test_pages_without_an_icon_of_their_own_have_the_sites(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"] == "/static/favicon.svg"
