"""The forms that ask for a code, behind the brake."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import decrypt
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from smuggling_kb.accounts.brake import braked_check

#: In the data of an app: the period of the last code that was accepted.
LAST_PERIOD = "last_period"


def code_field(label: Any) -> forms.CharField:
    """Return a field for a code, which browsers and apps may fill in."""
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
    return forms.CharField(label=label, max_length=20, widget=forms.TextInput(attrs=attributes))


class CodeForm(AuthenticateForm):
    """Asks for a code at the login."""

    code = code_field(_("Code of the app, or recovery code"))

    def clean_code(self) -> str:
        with braked_check(context.request, self.user.get_username()):
            code: str = super().clean_code()
            use_once(self.authenticator, code)
            return code


class RepeatedCodeForm(CodeForm, ReauthenticateForm):
    """Asks for a code before the second factor itself is changed."""


class AppForm(ActivateTOTPForm):
    """Asks for the first code of an app, which shows that it has the secret."""

    code = code_field(_("Code that the app shows"))

    def clean_code(self) -> str:
        """Let the session go on, too: it has shown the second factor by now."""
        code: str = super().clean_code()
        app = Authenticator.Type.TOTP
        record_authentication(context.request, self.user, method="mfa", type=app)
        return code


def use_once(authenticator: Authenticator, code: str) -> None:
    """Refuse a code of an app that was accepted before, by whatever process (RFC 6238, 5.2)."""
    if authenticator.type != Authenticator.Type.TOTP:
        return
    with transaction.atomic():
        app = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        secret = decrypt(app.data["secret"])
        periods = auth.yield_hotp_counters_from_time()
        period = max((each for each in periods if is_code_of(secret, each, code)), default=0)
        if period <= app.data.get(LAST_PERIOD, 0):
            raise get_adapter().validation_error("incorrect_code")
        app.data[LAST_PERIOD] = period
        app.save(update_fields=["data"])


def is_code_of(secret: str, period: int, code: str) -> bool:
    """Tell whether a code is that of a period."""
    expected = auth.format_hotp_value(auth.hotp_value(secret, period))
    return bool(compare_user_code(actual=code, expected=expected))
