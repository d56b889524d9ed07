"""Cookies with which somebody may be shown what others are not."""

from django.conf import settings
from django.http import HttpRequest


def private_cookies() -> tuple[str, str]:
    """Return the names of the cookies of sessions and of forms."""
    return settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME


def has_private_cookie(request: HttpRequest) -> bool:
    """Return whether a request carries one of them."""
    return not request.COOKIES.keys().isdisjoint(private_cookies())
