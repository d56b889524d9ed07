"""The brake on guessing: whatever is tried, no more than a few secrets are looked at."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db.models import F
from django.http import HttpResponseBase
from django.test import Client, RequestFactory
from pytest_django import Settings

from smuggling_kb.accounts import brake, hashers
from smuggling_kb.accounts.brake import COOL_OFF, MOST_OF_ADDRESS, MOST_OF_NAME, MOST_OF_PAIR
from smuggling_kb.accounts.client_address import client_address, client_network
from smuggling_kb.accounts.models import AccountEvent, AccountEventKind
from tests.builders import make_account

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
RIGHT, WRONG = "a right password", "a wrong password"


@pytest.fixture
def account(db: None) -> User:
    account = make_account("ed")
    account.set_password(RIGHT)
    account.save()
    return account


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that were hashed, one after the other."""
    found: list[str] = []
    encode = MD5PasswordHasher.encode

    def count(hasher: Any, password: str, salt: str) -> str:
        found.append(password)
        return encode(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", count)
    return found


def log_in(client: Client, name: str = "ed", password: str = WRONG, **options: Any) -> Any:
    return client.post(LOGIN, {"username": name, "password": password}, **options)


def fail(client: Client, times: int, **options: Any) -> list[int]:
    return [log_in(client, **options).status_code for _ in range(times)]


@pytest.mark.usefixtures("account")
def test_after_five_failures_no_password_is_looked_at(client: Client, hashes: list[str]) -> None:
    assert fail(client, MOST_OF_PAIR) == [200] * 5
    assert len(hashes) == 5
    refused = log_in(client, password=RIGHT)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= COOL_OFF.total_seconds()
    assert "no-store" in refused.headers["Cache-Control"]
    assert "Try again in 15 minutes." in refused.content.decode()
    assert len(hashes) == 5
    assert client.get("/admin/").status_code == 302


def test_the_refusal_is_in_the_visitors_language(client: Client) -> None:
    fail(client, MOST_OF_PAIR)
    refused = log_in(client, headers={"accept-language": "zh-CN"})
    assert refused.status_code == 429
    assert '<html lang="zh-Hans"' in refused.content.decode()


@pytest.mark.usefixtures("account")
def test_names_that_do_not_exist_are_answered_alike(client: Client, hashes: list[str]) -> None:
    known, unknown = (
        [page(log_in(client, name), name) for _ in range(MOST_OF_PAIR + 1)]
        for name in ("ed", "nobody")
    )
    assert known == unknown
    assert [status for status, _html in known] == [200] * 5 + [429]
    assert len(hashes) == 10


def page(answer: HttpResponseBase, name: str) -> tuple[int, str]:
    """Return what differs only if the answers do: no token, and no name as it was typed."""
    html = re.sub(rf'value="(\w{{64}}|{name})"', "", b"".join(answer).decode())
    return answer.status_code, html


@pytest.mark.usefixtures("account")
def test_who_is_right_gets_the_count_back(client: Client) -> None:
    for _ in range(3):
        fail(client, MOST_OF_PAIR - 1)
        assert log_in(client, password=RIGHT).status_code == 302
        client.logout()
    assert fail(client, MOST_OF_PAIR) == [200] * 5


@pytest.mark.usefixtures("account")
def test_after_a_while_all_is_forgotten(client: Client) -> None:
    fail(client, MOST_OF_PAIR)
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - COOL_OFF / 3)
    refused = log_in(client, password=RIGHT)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) <= COOL_OFF.total_seconds() * 2 / 3
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - COOL_OFF)
    assert log_in(client, password=RIGHT).status_code == 302


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("command", [["axes_reset_username", "ed"], ["axes_reset_ip", "127.0.0.1"]])
def test_a_command_lets_somebody_try_again(client: Client, command: list[str]) -> None:
    fail(client, MOST_OF_PAIR)
    call_command(*command, verbosity=0)
    assert log_in(client, password=RIGHT).status_code == 302


# Whence

FORGED = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP", "True-Client-IP")


def test_forged_headers_are_no_help(client: Client) -> None:
    answers = [
        log_in(client, headers=dict.fromkeys(FORGED, f"10.0.0.{number}")).status_code
        for number in range(6)
    ]
    assert answers == [200] * 5 + [429]


def test_the_proxy_says_whence_in_one_header(client: Client, settings: Settings) -> None:
    settings.CLIENT_ADDRESS_HEADER = "X-Real-IP"
    first = {"x-real-ip": "192.0.2.1"}
    assert fail(client, 6, headers=first) == [200] * 5 + [429]
    assert log_in(client, headers={"x-real-ip": "192.0.2.2"}).status_code == 200
    forged = first | {"x-forwarded-for": "192.0.2.9"}
    assert log_in(client, headers=forged).status_code == 429


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("192.0.2.1", "192.0.2.1"),
        (" 2001:db8::1 ", "2001:db8::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::1"),
        ("192.0.2.1, 192.0.2.2", "127.0.0.1"),
        ("192.0.2.1:80", "127.0.0.1"),
        ("", "127.0.0.1"),
        ("x" * 9000, "127.0.0.1"),
    ],
)
def test_only_one_address_is_an_address(
    rf: RequestFactory, settings: Settings, header: str, expected: str
) -> None:
    settings.CLIENT_ADDRESS_HEADER = "X-Real-IP"
    assert client_address(rf.get("/", headers={"x-real-ip": header})) == expected


def test_of_ipv6_a_whole_network_is_one_client(rf: RequestFactory) -> None:
    requests = [rf.get("/", REMOTE_ADDR=f"2001:db8:1:2::{number}") for number in range(3)]
    assert {client_network(request) for request in requests} == {"2001:db8:1:2::"}


def test_many_names_from_one_address_are_braked(client: Client, hashes: list[str]) -> None:
    answers = [log_in(client, f"name{n}").status_code for n in range(MOST_OF_ADDRESS + 2)]
    assert answers == [200] * MOST_OF_ADDRESS + [429] * 2
    assert len(hashes) == MOST_OF_ADDRESS


@pytest.mark.usefixtures("account")
def test_one_name_from_many_addresses_is_braked(client: Client, hashes: list[str]) -> None:
    home = {"REMOTE_ADDR": "198.51.100.7"}
    assert log_in(client, password=RIGHT, **home).status_code == 302
    client.logout()
    hashes.clear()
    answers = [
        log_in(client, REMOTE_ADDR=f"192.0.2.{number}").status_code
        for number in range(MOST_OF_NAME + 2)
    ]
    assert answers == [200] * MOST_OF_NAME + [429] * 2
    assert len(hashes) == MOST_OF_NAME
    # Whoever has come from an address before is let in from there, and from nowhere else.
    assert log_in(client, password=RIGHT, REMOTE_ADDR="203.0.113.1").status_code == 429
    assert log_in(client, password=RIGHT, **home).status_code == 302


# Many at a time


@pytest.fixture
def slots_taken() -> Iterator[None]:
    """Other threads hash already."""
    with hashers.hashing_slot(), hashers.hashing_slot():
        yield


@pytest.mark.usefixtures("slots_taken")
def test_few_passwords_are_hashed_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashers, "PATIENCE", 0.01)
    with pytest.raises(hashers.HashingBusy), hashers.hashing_slot():
        pass
    with hashers._queue, pytest.raises(hashers.HashingBusy), hashers.hashing_slot():
        pass


def test_the_sites_hasher_is_djangos_in_a_slot(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = hashers.LimitedHasher()
    monkeypatch.setattr(hasher, "iterations", 1)
    assert hasher.verify("secret", hasher.encode("secret", "salt"))
    with hashers.hashing_slot(), hashers.hashing_slot():
        monkeypatch.setattr(hashers, "PATIENCE", 0.01)
        with pytest.raises(hashers.HashingBusy):
            hasher.encode("secret", "salt")
    assert hashers.LimitedHasher.algorithm == "pbkdf2_sha256"


@pytest.mark.usefixtures("account")
def test_whoever_must_wait_for_a_hash_is_told_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_arguments: Any) -> None:
        raise hashers.HashingBusy

    with monkeypatch.context() as patch:
        patch.setattr(MD5PasswordHasher, "verify", busy)
        answers = [log_in(client) for _ in range(MOST_OF_PAIR + 1)]
    assert {answer.status_code for answer in answers} == {503}
    assert answers[0].headers["Retry-After"] == "5"
    assert "was not checked" in answers[0].content.decode()
    assert log_in(client, password=RIGHT).status_code == 302


# What else asks for a secret


@pytest.mark.usefixtures("account")
def test_the_old_password_cannot_be_guessed(client: Client, hashes: list[str]) -> None:
    log_in(client, password=RIGHT)
    hashes.clear()
    words = {"new_password1": "an0ther-pass", "new_password2": "an0ther-pass"}
    answers = [
        client.post("/admin/password_change/", words | {"old_password": old}).status_code
        for old in [WRONG] * MOST_OF_PAIR + [RIGHT]
    ]
    assert answers == [200] * 5 + [429]
    assert len(hashes) == 5


@pytest.mark.usefixtures("account")
def test_a_changed_password_is_recorded(client: Client) -> None:
    log_in(client, password=RIGHT)
    words = {"new_password1": "an0ther-pass", "new_password2": "an0ther-pass"}
    answer = client.post("/admin/password_change/", words | {"old_password": RIGHT})
    assert answer.status_code == 302
    assert AccountEvent.objects.latest("id").kind == AccountEventKind.PASSWORD


# What is written down


def test_each_failure_is_a_line_of_the_log(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "smuggling_kb.accounts"):
        fail(client, 6, name="ed\r\n\x1b[2J\u202eevil")
    own = [record for record in caplog.records if record.name == "smuggling_kb.accounts.brake"]
    lines = [record.getMessage() for record in own]
    assert [line.partition(":")[0] for line in lines] == ["Login refused"] * 5 + ["Login braked"]
    assert all(line.isprintable() and line.isascii() for line in lines)
    assert all("127.0.0.1" in line for line in lines)


def test_failures_are_recorded_and_braked_ones_fill_nothing(client: Client) -> None:
    fail(client, MOST_OF_PAIR + 10)
    events = AccountEvent.objects.filter(kind=AccountEventKind.REFUSAL)
    assert [(event.username, event.address) for event in events] == [("ed", "127.0.0.1")] * 5
    assert AccessAttempt.objects.count() == 3


def test_counts_are_deleted_when_their_time_is_over(client: Client) -> None:
    fail(client, 2)
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - COOL_OFF - timedelta(seconds=1))
    brake.forget_old_attempts()
    assert not AccessAttempt.objects.exists()
