"""Changes of a second factor, recorded as events of the account."""

from __future__ import annotations

from typing import Any

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser, User
from django.dispatch import Signal
from django.http import HttpRequest

from smuggling_kb.accounts.events import record_event
from smuggling_kb.accounts.models import AccountEventKind

APP, CODES = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES

#: The event of a signal, by the kind of factor that it tells of.
EVENTS: dict[tuple[Signal, str], AccountEventKind] = {
    (signals.authenticator_added, APP): AccountEventKind.FACTOR_ADDED,
    (signals.authenticator_added, CODES): AccountEventKind.RECOVERY_CODES,
    (signals.authenticator_reset, CODES): AccountEventKind.RECOVERY_CODES,
    (signals.authenticator_removed, APP): AccountEventKind.FACTOR_REMOVED,
    (signals.authenticator_used, CODES): AccountEventKind.RECOVERY_CODE_USED,
}


SIGNALS = {signal for signal, _kind in EVENTS}


def record_change(
    signal: Signal, request: HttpRequest, user: User, authenticator: Authenticator, **_signal: Any
) -> None:
    """Receive one of these signals."""
    if kind := EVENTS.get((signal, authenticator.type)):
        record_event(kind, request, user.get_username(), account=user)


def reset_second_factor(
    account: User, request: HttpRequest | None = None, by: User | AnonymousUser | None = None
) -> bool:
    """Take the second factor of whoever lost it; False if there was none.

    Whoever logs in next as this account, with its password, sets up another one.
    """
    deleted, _rows = Authenticator.objects.filter(user=account).delete()
    if deleted:
        name = account.get_username()
        record_event(AccountEventKind.FACTOR_RESET, request, name, account=account, by=by)
    return bool(deleted)
