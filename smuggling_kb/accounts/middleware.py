"""Middleware for the admin's sessions: they end after some idle hours, and need a second factor."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from smuggling_kb.accounts.second_factor import has_passed, is_enrolled

GetResponse = Callable[[HttpRequest], HttpResponseBase]

#: Seconds after which a session in use is written anew, to end later.
RENEWAL = 5 * 60
RENEWED = "renewed"


def begin_session(request: HttpRequest, **_signal: Any) -> None:
    """Receive ``user_logged_in``: what was just begun need not be renewed."""
    request.session[RENEWED] = int(time.time())


def renew_session(get_response: GetResponse) -> GetResponse:
    """Middleware: let a session end some hours after its last request to the admin."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if _is_in_admin(request) and request.user.is_authenticated:
            now = int(time.time())
            if now - request.session.get(RENEWED, 0) > RENEWAL:
                request.session[RENEWED] = now
        return get_response(request)

    return middleware


def require_second_factor(get_response: GetResponse) -> GetResponse:
    """Middleware: lead whoever has no second factor to where it is set up, and nowhere else."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if settings.SECOND_FACTOR_REQUIRED and _needs_second_factor(request):
            enrolled, passed = is_enrolled(request.user), has_passed(request)
            if not enrolled and not passed:
                return redirect("mfa_activate_totp")
            if not (enrolled and passed):
                # The second factor was set up, or taken away, since this session began.
                logout(request)
                return redirect("admin:login")
        return get_response(request)

    return middleware


def _needs_second_factor(request: HttpRequest) -> bool:
    free = (reverse("mfa_index"), reverse("admin:login"), reverse("admin:logout"))
    return (
        _is_in_admin(request)
        and not request.path_info.startswith(free)
        and request.user.is_authenticated
    )


def _is_in_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith("/admin/")
