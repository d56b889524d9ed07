"""The way back from a form to the page of the admin that led to it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

PARAMETER = "return"


def with_return_address(address: str, back: str) -> str:
    """Return the address of a form that leads back to another page once it is saved."""
    return f"{address}?{urlencode({PARAMETER: back})}"


def return_address(request: HttpRequest) -> str:
    """Return the page of the admin that a form leads back to; empty if it names none."""
    address = request.GET.get(PARAMETER, "")
    is_own = address.startswith(reverse("admin:index"))
    return address if is_own and url_has_allowed_host_and_scheme(address, None) else ""
