"""What the server does before it serves."""

import socket

import pytest
from django.core.management import CommandError
from django.db import connections
from pytest_django import Settings

from smuggling_kb.management.commands import serve


def test_a_port_is_held_before_anybody_answers_there() -> None:
    with serve.bind_port("127.0.0.1", 0) as place:
        port = place.getsockname()[1]
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))
        with pytest.raises(CommandError, match=f"Port {port} is in use"):
            serve.bind_port("127.0.0.1", port)


def test_a_port_that_was_given_back_can_be_taken_again() -> None:
    with serve.bind_port("127.0.0.1", 0) as place:
        port = place.getsockname()[1]
    with serve.bind_port("127.0.0.1", port) as place:
        assert place.getsockname()[1] == port


def test_the_index_is_built_before_the_server_starts(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    steps: list[str] = []
    monkeypatch.setattr(serve, "prepare_database", lambda: steps.append("database"))
    monkeypatch.setattr(serve, "current_index", lambda: steps.append("index"))
    monkeypatch.setattr(connections, "close_all", lambda: steps.append("connections closed"))
    monkeypatch.setattr(serve, "forget_old_rows", lambda: steps.append("old rows"))
    settings.ALLOWED_HOSTS = []
    serve.prepare_site("127.0.0.1")
    assert steps == ["database", "old rows", "index", "connections closed"]
