"""The second factor: setting it up, logging in with it, losing it, and who must have one."""

from __future__ import annotations

import re
import secrets
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client, TestCase
from django.utils import translation
from pytest_django import Settings

from smuggling_kb.accounts.brake import MOST_OF_PAIR
from smuggling_kb.accounts.models import AccountEvent, AccountEventKind
from smuggling_kb.accounts.second_factor.changes import reset_second_factor
from tests.builders import client_of, make_account

pytestmark = pytest.mark.django_db

PLACE = "/admin/second-factor/"
APP, CODE, CODES = f"{PLACE}app/", f"{PLACE}code/", f"{PLACE}codes/"
PASSWORD = secrets.token_urlsafe()
PERIOD = 30


class Clock:
    """The time that the server and the telephone have."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = time.time()
        monkeypatch.setattr(auth.time, "time", lambda: self.now)

    def code(self, secret: str) -> str:
        """The code of the next period: each is accepted once."""
        self.now += PERIOD
        return code_at(secret, self.now)


def code_at(secret: str, moment: float) -> str:
    return str(auth.format_hotp_value(auth.hotp_value(secret, int(moment) // PERIOD)))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def account(db: None) -> User:
    account = make_account("ed")
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def required(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def log_in(client: Client, password: str = PASSWORD) -> str:
    """Where name and password lead."""
    words = {"username": "ed", "password": password, "next": "/admin/auth/user/"}
    answer = client.post("/admin/login/", words)
    return answer.headers.get("Location", "")


def secret_of(page: str) -> str:
    [secret] = re.findall(r'<code class="key">([A-Z2-7]+)</code>', page)
    return str(secret)


def enrol(client: Client, clock: Clock) -> tuple[str, list[str]]:
    """Set up an app; its secret, and the recovery codes that are shown."""
    secret = secret_of(client.get(APP).content.decode())
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(APP, {"code": code_at(secret, clock.now)})
    answer = client.get(answer.headers["Location"])
    return secret, re.findall(r"<li><code>(\d{8})</code></li>", answer.content.decode())


@pytest.fixture
def enrolled(account: User, clock: Clock) -> tuple[str, list[str]]:
    client = Client()
    assert log_in(client) == "/admin/auth/user/"
    return enrol(client, clock)


@pytest.mark.usefixtures("account", "required")
def test_whoever_has_none_is_led_to_set_it_up_and_nowhere_else(
    client: Client, clock: Clock
) -> None:
    log_in(client)
    for address in ("/admin/", "/admin/password_change/", "/admin/auth/user/", "/admin/x/"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, APP)
    assert client.post("/admin/recommendations/recommendation/table/").headers["Location"] == APP
    _secret, codes = enrol(client, clock)
    assert len(set(codes)) == 10
    assert client.get("/admin/").status_code == 200
    kinds = AccountEvent.objects.order_by("id").values_list("kind", flat=True)
    assert set(kinds) == {"login", "factor-added", "recovery-codes"}


@pytest.mark.usefixtures("required")
def test_what_was_logged_in_before_has_to_log_in_again(
    account: User, enrolled: tuple[str, list[str]]
) -> None:
    earlier = client_of(account)
    assert earlier.get("/admin/").headers["Location"] == "/admin/login/"
    assert log_in(earlier) == CODE


def test_where_it_is_not_required_it_can_be_set_up(editor_client: Client) -> None:
    assert editor_client.get("/admin/").status_code == 200
    html = editor_client.get(PLACE).content.decode()
    assert f'href="{APP}"' in html


@pytest.mark.usefixtures("account")
def test_the_page_to_set_it_up_needs_no_script_and_no_exception(client: Client) -> None:
    log_in(client)
    answer = client.get(APP)
    html = answer.content.decode()
    assert "unsafe-" not in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert "<svg" in html
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|data:", html)
    translation.activate("zh-hans")
    chinese = client.get(APP, headers={"accept-language": "zh-hans"}).content.decode()
    assert '<html lang="zh-hans"' in chinese


def test_a_login_asks_for_the_code(
    client: Client, clock: Clock, enrolled: tuple[str, list[str]]
) -> None:
    secret, _codes = enrolled
    assert log_in(client) == CODE
    assert client.get("/admin/").status_code == 302
    assert 'autocomplete="one-time-code"' in client.get(CODE).content.decode()
    code = clock.code(secret)
    answer = client.post(CODE, {"code": code})
    assert answer.headers["Location"] == "/admin/auth/user/"
    assert client.get("/admin/").status_code == 200
    # A code that was seen over somebody's shoulder is of no use, nor is the one before it.
    other = Client()
    log_in(other)
    for seen in (code, code_at(secret, clock.now - PERIOD)):
        assert other.post(CODE, {"code": seen}).status_code == 200
    assert other.post(CODE, {"code": clock.code(secret)}).status_code == 302


def test_a_wrong_code_is_told_and_braked(
    client: Client, clock: Clock, enrolled: tuple[str, list[str]]
) -> None:
    log_in(client)
    answers = [client.post(CODE, {"code": "000000"}) for _ in range(MOST_OF_PAIR + 1)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert "This code is wrong" in answers[0].content.decode()
    assert client.post(CODE, {"code": clock.code(enrolled[0])}).status_code == 429
    # The right password does not begin the counting anew.
    log_in(client)
    assert client.post(CODE, {"code": clock.code(enrolled[0])}).status_code == 429
    assert AccountEvent.objects.filter(kind=AccountEventKind.REFUSAL).count() == 5


def test_a_recovery_code_is_good_once(client: Client, enrolled: tuple[str, list[str]]) -> None:
    code = enrolled[1][3]
    log_in(client)
    assert client.post(CODE, {"code": code}).status_code == 302
    assert AccountEvent.objects.filter(kind=AccountEventKind.RECOVERY_CODE_USED).exists()
    other = Client()
    log_in(other)
    assert other.post(CODE, {"code": code}).status_code == 200
    assert "9 codes are left" in client.get(PLACE).content.decode()


def test_recovery_codes_are_shown_once(client: Client, enrolled: tuple[str, list[str]]) -> None:
    log_in(client)
    client.post(CODE, {"code": enrolled[1][0]})
    html = client.get(CODES).content.decode()
    assert not any(code in html for code in enrolled[1])
    answer = client.post(f"{CODES}new/", follow=True)
    fresh = re.findall(r"<li><code>(\d{8})</code></li>", answer.content.decode())
    assert len(fresh) == 10
    assert not set(fresh) & set(enrolled[1])
    assert fresh[0] not in client.get(CODES).content.decode()


def test_the_factor_is_removed_after_it_was_confirmed(
    client: Client, clock: Clock, enrolled: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(client)
    client.post(CODE, {"code": clock.code(enrolled[0])})
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [
        each | {"at": each["at"] - 3600} for each in records
    ]
    session.save()
    answer = client.get(f"{APP}remove/")
    assert answer.headers["Location"].startswith(f"{PLACE}confirm/code/")
    # The password is not enough.
    assert client.post(f"{PLACE}confirm/", {"password": PASSWORD}).status_code == 302
    assert client.get(f"{APP}remove/").status_code == 302
    confirmed = client.post(answer.headers["Location"], {"code": clock.code(enrolled[0])})
    assert confirmed.headers["Location"] == f"{APP}remove/"
    assert client.get(f"{APP}remove/").status_code == 200
    assert client.post(f"{APP}remove/").status_code == 302
    assert not Authenticator.objects.exists()
    assert AccountEvent.objects.latest("id").kind == AccountEventKind.FACTOR_REMOVED


@pytest.mark.usefixtures("account")
def test_setting_it_up_asks_for_the_password_some_time_after_the_login(editor: User) -> None:
    editor.set_password(PASSWORD)
    editor.save()
    client = client_of(editor)
    answer = client.get(APP)
    assert answer.headers["Location"].startswith(f"{PLACE}confirm/?next=")
    assert client.post(answer.headers["Location"], {"password": "wrong"}).status_code == 200
    confirmed = client.post(answer.headers["Location"], {"password": PASSWORD})
    assert confirmed.headers["Location"] == APP
    assert client.get(APP).status_code == 200


@pytest.mark.usefixtures("enrolled")
def test_a_superuser_resets_what_somebody_lost(
    client: Client, chief_client: Client, account: User
) -> None:
    html = chief_client.get("/admin/auth/user/").content.decode()
    assert "Reset the second factor" in html
    words = {"action": "reset_factors", "_selected_action": [account.pk]}
    answer = chief_client.post("/admin/auth/user/", words, follow=True)
    assert "The second factor of 1 account is reset" in answer.content.decode()
    assert log_in(client) == "/admin/auth/user/"
    event = AccountEvent.objects.get(kind=AccountEventKind.FACTOR_RESET)
    assert (event.username, event.by_name) == ("ed", "chief")


@pytest.mark.usefixtures("required")
def test_a_reset_ends_the_sessions_that_passed_the_lost_factor(
    client: Client, clock: Clock, account: User, enrolled: tuple[str, list[str]]
) -> None:
    log_in(client)
    client.post(CODE, {"code": clock.code(enrolled[0])})
    assert client.get("/admin/").status_code == 200
    reset_second_factor(account)
    assert client.get("/admin/").headers["Location"] == "/admin/login/"
    assert log_in(client) == "/admin/auth/user/"
    assert client.get("/admin/").headers["Location"] == APP


@pytest.mark.usefixtures("enrolled")
def test_a_command_resets_what_the_only_superuser_lost(client: Client, capsys: Any) -> None:
    call_command("reset_second_factor", "ed")
    assert "is reset" in capsys.readouterr().out
    assert log_in(client) == "/admin/auth/user/"
    for name in ("ed", "nobody"):
        with pytest.raises(CommandError):
            call_command("reset_second_factor", name)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_is_whole(
    client: Client, clock: Clock, enrolled: tuple[str, list[str]], language: str
) -> None:
    """Test clients parse and check each page that they get."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    log_in(client)
    assert client.get(CODE).status_code == 200
    assert client.post(CODE, {"code": "1"}).status_code == 200
    client.post(CODE, {"code": clock.code(enrolled[0])})
    for address in (PLACE, CODES, f"{CODES}new/", f"{APP}remove/", f"{PLACE}confirm/code/"):
        assert client.get(address).status_code == 200, address


def test_nothing_else_of_the_library_is_reachable(client: Client) -> None:
    for address in ("/accounts/signup/", "/accounts/login/", "/accounts/profile/", "/accounts/"):
        assert client.get(address).status_code in (302, 404)
        assert client.get(address, follow=True).status_code == 404
