"""Second factors: codes of an app, and recovery codes; django-allauth has the rules."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def is_enrolled(account: Any) -> bool:
    """Tell whether an account has a second factor; one query."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.utils import is_mfa_enabled

    return bool(is_mfa_enabled(account, [Authenticator.Type.TOTP]))


def has_passed(request: HttpRequest) -> bool:
    """Tell whether this session was begun with a second factor, or has set one up."""
    from allauth.account.internal.flows.login import get_authentication_records

    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)
