"""How somebody is recognised by name and password."""

from __future__ import annotations

from typing import Any

from axes.backends import AxesStandaloneBackend
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.http import HttpRequest

from smuggling_kb.accounts.brake import release_attempt


class StaffBackend(AxesStandaloneBackend, ModelBackend):
    """Django's own way, behind the brake: there are no accounts but those of the staff."""

    def authenticate(self, request: HttpRequest | None, *args: Any, **credentials: Any) -> Any:
        """Return the account; raise ``PermissionDenied`` before the hash if the brake is on."""
        AxesStandaloneBackend.authenticate(self, request, *args, **credentials)
        account = ModelBackend.authenticate(self, request, *args, **credentials)
        if account is not None and request is not None:
            release_attempt(request)
        return account

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and isinstance(user, User) and user.is_staff
