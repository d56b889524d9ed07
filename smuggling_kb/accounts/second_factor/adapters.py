"""Answers to what django-allauth asks of this site: no sign-up, its own words, when to confirm."""

from __future__ import annotations

import time
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from smuggling_kb.accounts.client_address import client_address
from smuggling_kb.accounts.second_factor import is_enrolled


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made in the admin and by command alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **options: Any) -> None:
        """Say nothing: each page says itself what is so now."""

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the one way to be asked again: by the second factor, or without one by password.

        Whoever has a stolen session and the password must not be able to remove the factor.
        """
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        wanted = "mfa_reauthenticate" if is_enrolled(user) else "reauthenticate"
        return [method for method in methods if method["id"] == wanted]

    def is_reauthentication_required(self, *, app: str, **_options: Any) -> bool:
        """Ask again some minutes after the last time; a login counts, too."""
        request = context.request
        methods = {"mfa"} if is_enrolled(request.user) else {"password", "mfa"}
        since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        return not any(
            record["method"] in methods and record["at"] > since
            for record in get_authentication_records(request, request.user)
        )


class FactorAdapter(DefaultMFAAdapter):
    """The words of this site."""

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is wrong or has been used before. Wait for the next one."),
    }

    def build_totp_svg(self, url: str) -> SafeString:
        """Return the picture to stand within a page, without the declaration of an XML file."""
        return SafeString(super().build_totp_svg(url).partition("?>")[2])

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())
