"""``/.well-known/security.txt``: to whom a weakness is reported (RFC 9116)."""

from __future__ import annotations

import re
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from smuggling_kb.deployment.site_address import absolute_address
from smuggling_kb.languages import INTERFACE

#: What the file says is to be looked at again after this time; the RFC advises less than a year.
VALIDITY = timedelta(days=180)
#: An e-mail address is written alone, anything else with its scheme.
CONTACT_SCHEMES = ("https://", "mailto:", "tel:")


def read_contacts(values: list[str]) -> list[str]:
    """Return the contacts of a setting as addresses with a scheme."""
    return [_contact_address(value.strip()) for value in values if value.strip()]


def _contact_address(value: str) -> str:
    if re.fullmatch(r"[^\s@:/]+@[^\s@:/]+", value):
        return f"mailto:{value}"
    if re.fullmatch(r"\S+", value) and value.startswith(CONTACT_SCHEMES):
        return value
    raise ImproperlyConfigured(
        f"CONTACT must be e-mail addresses or addresses that begin with https://: {value!r} is not."
    )


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Answer with the contacts; 404 if the operator named none."""
    if not settings.CONTACT:
        raise Http404("No contact is set.")
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    languages = ", ".join(code.partition("-")[0] for code in INTERFACE)
    lines = [
        *(f"Contact: {contact}" for contact in settings.CONTACT),
        f"Expires: {today + VALIDITY:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {languages}",
        f"Canonical: {absolute_address(request, request.path)}",
    ]
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
