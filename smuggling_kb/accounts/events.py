"""The record of accounts: logins, refusals, logouts, changes of how somebody logs in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest
from django.utils import timezone

from smuggling_kb.accounts.client_address import client_address
from smuggling_kb.accounts.models import AccountEvent, AccountEventKind

#: How long events are kept, and the most that are kept at all: strangers make some of them.
RETENTION = timedelta(days=365)
MOST_EVENTS = 100_000

NAME_LENGTH = 150


def record_event(
    kind: AccountEventKind,
    request: HttpRequest | None,
    username: str,
    *,
    account: User | None = None,
    by: User | AnonymousUser | None = None,
) -> None:
    """Record what happened; without a request if a command did it."""
    AccountEvent.objects.create(
        kind=kind,
        username=username[:NAME_LENGTH],
        account=account,
        address=(client_address(request) or None) if request else None,
        by_name=by.get_username() if by else "",
    )


def forget_old_events() -> None:
    """Delete the events that are older than they are kept, and those beyond their number."""
    AccountEvent.objects.filter(at__lt=timezone.now() - RETENTION).delete()
    ids = AccountEvent.objects.order_by("-id").values_list("id", flat=True)
    if beyond := ids[MOST_EVENTS : MOST_EVENTS + 1].first():
        AccountEvent.objects.filter(id__lte=beyond).delete()


def record_login(request: HttpRequest, user: User, **_signal: Any) -> None:
    """Receive ``user_logged_in``."""
    record_event(AccountEventKind.LOGIN, request, user.get_username(), account=user)


def record_logout(request: HttpRequest, user: User | None, **_signal: Any) -> None:
    """Receive ``user_logged_out``."""
    if user is not None:
        record_event(AccountEventKind.LOGOUT, request, user.get_username(), account=user)
