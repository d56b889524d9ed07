"""The brake on guessing: after some failures no secret is looked at any more, for a while.

An attempt is counted as a failure before its secret is looked at, by one conditional update of the
database for each limit, so that of any number of attempts at a time no more than the limit are
looked at. Whoever was right gets the count back. The counts are rows of django-axes, whose
commands reset them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from smuggling_kb import errors
from smuggling_kb.accounts.client_address import client_address, client_network
from smuggling_kb.accounts.events import record_event
from smuggling_kb.accounts.hashers import HashingBusy
from smuggling_kb.accounts.models import AccountEvent, AccountEventKind

logger = logging.getLogger(__name__)

#: Since the last failure; after this time all is forgotten.
COOL_OFF = timedelta(minutes=15)
#: Failures of one name from one address, of any names from one address (an office may share it),
#: and of one name from any addresses.
MOST_OF_PAIR, MOST_OF_ADDRESS, MOST_OF_NAME = 5, 30, 50
#: What stands in place of a name or an address where any is counted.
ANY_NAME, ANY_ADDRESS = "", "::"


@dataclass(frozen=True)
class Limit:
    """The most failures that one row of counts may have."""

    username: str
    address: str
    most: int

    @property
    def attempts(self) -> Any:
        """The row; browsers are not told apart."""
        return AccessAttempt.objects.filter(
            username=self.username, ip_address=self.address, user_agent=""
        )


class LimitReached(Exception):
    """There were so many failures that this attempt is not looked at."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait


def limits_of(request: HttpRequest, username: str) -> list[Limit]:
    """Return the limits that an attempt counts against, always in the same order: it locks rows."""
    address = client_network(request) or ANY_ADDRESS
    limits = [
        Limit(ANY_NAME, address, MOST_OF_ADDRESS),
        Limit(username, ANY_ADDRESS, MOST_OF_NAME),
        Limit(username, address, MOST_OF_PAIR),
    ]
    return list({(limit.username, limit.address): limit for limit in limits}.values())


def reserve_attempt(request: HttpRequest, username: str) -> bool:
    """Count an attempt as a failure, before its secret is looked at.

    False, and in the end the page of status 429, if there were too many.
    """
    limits = limits_of(request, username)
    try:
        for limit in limits:
            _check(limit, request)
        with transaction.atomic():
            counted = [limit for limit in limits if _take(limit, request)]
    except LimitReached as refused:
        request.axes_locked_out = True  # type: ignore[attr-defined]
        request.brake_wait = refused.wait  # type: ignore[attr-defined]
        logger.warning("Login braked: %s", attempt_description(request, username))
        return False
    request.reserved_limits = counted  # type: ignore[attr-defined]
    return True


def release_attempt(request: HttpRequest) -> None:
    """Take back what was counted for this request: it was no failure, or nobody looked at it."""
    for limit in request.__dict__.pop("reserved_limits", ()):
        limit.attempts.filter(failures_since_start__gt=0).update(
            failures_since_start=F("failures_since_start") - 1
        )


@contextmanager
def braked_check(request: HttpRequest, username: str) -> Iterator[None]:
    """Look at a secret of an account: count a failure if that ends in a ``ValidationError``."""
    if not reserve_attempt(request, username):
        raise ValidationError(_("Too many attempts. Please wait."))
    try:
        yield
    except ValidationError:
        record_refusal(request, username)
        raise
    release_attempt(request)


def record_refusal(request: HttpRequest, username: str) -> None:
    """Write a failure into the log and into the record of events."""
    logger.warning("Login refused: %s", attempt_description(request, username))
    record_event(AccountEventKind.REFUSAL, request, username)


def attempt_description(request: HttpRequest, username: str) -> str:
    """Return who tried, for a line of the log: control characters are written as escapes."""
    return f"name {username!a}, address {client_address(request) or '-'}"


def too_many_attempts(request: HttpRequest, *_args: Any) -> HttpResponse:
    """Answer 429: django-axes calls this in place of what the page would have answered."""
    wait: timedelta = getattr(request, "brake_wait", COOL_OFF)
    return errors.too_many_requests(request, ceil(wait.total_seconds()))


class HashingBusyResponse:
    """Middleware: where too many passwords are being hashed, answer 503, and count nothing."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = self.get_response(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, HashingBusy):
            return None
        release_attempt(request)
        logger.warning("Too many logins at a time: one was not looked at.")
        return errors.service_unavailable(request, "busy.html")


class BrakeHandler(AxesDatabaseHandler):
    """How django-axes counts and forgets: it asks before each password and tells of the outcome."""

    def is_allowed(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        return reserve_attempt(request, (credentials or {}).get("username") or "")

    def user_login_failed(
        self,
        sender: Any,
        credentials: dict[str, Any],
        request: HttpRequest | None = None,
        **_signal: Any,
    ) -> None:
        if request is not None and not getattr(request, "axes_locked_out", False):
            record_refusal(request, credentials.get("username") or "")

    def user_logged_in(self, sender: Any, request: HttpRequest, user: User, **_signal: Any) -> None:
        """Forget the failures of whoever is in now, from this address."""
        release_attempt(request)
        Limit(
            user.get_username(), client_network(request) or ANY_ADDRESS, MOST_OF_PAIR
        ).attempts.delete()

    def user_logged_out(
        self, sender: Any, request: HttpRequest, user: User, **_signal: Any
    ) -> None:
        """Nothing is counted here."""


def forget_old_attempts() -> None:
    """Delete the counts whose time is over."""
    AccessAttempt.objects.filter(attempt_time__lte=timezone.now() - COOL_OFF).delete()


def _check(limit: Limit, request: HttpRequest) -> None:
    """Raise an error if a limit is reached already: without a write, as attackers do not tire."""
    last = limit.attempts.filter(failures_since_start__gte=limit.most).first()
    if last is not None and not _is_exempt(limit, request):
        wait = last.attempt_time + COOL_OFF - timezone.now()
        if wait > timedelta(0):
            raise LimitReached(wait)


def _take(limit: Limit, request: HttpRequest) -> bool:
    """Count one on, or raise an error, or do neither; the database does it in one step."""
    now = timezone.now()
    limit.attempts.filter(attempt_time__lte=now - COOL_OFF).delete()
    AccessAttempt.objects.get_or_create(
        username=limit.username,
        ip_address=limit.address,
        user_agent="",
        defaults={"failures_since_start": 0},
    )
    free = limit.attempts.filter(failures_since_start__lt=limit.most)
    taken = free.update(failures_since_start=F("failures_since_start") + 1, attempt_time=now)
    if not taken and not _is_exempt(limit, request):
        raise LimitReached(COOL_OFF)
    return bool(taken)


def _is_exempt(limit: Limit, request: HttpRequest) -> bool:
    """Leave in, whatever others try under their name, those who have come from here before."""
    return (
        limit.address == ANY_ADDRESS
        and AccountEvent.objects.filter(
            kind=AccountEventKind.LOGIN,
            username=limit.username,
            address=client_address(request) or None,
        ).exists()
    )
