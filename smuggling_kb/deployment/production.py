"""The settings that the site refuses to start with, each told in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks.security import base as django_rules
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

#: Beginnings of keys that somebody else made, such as Django's own command.
INSECURE_PREFIXES = ("insecure", django_rules.SECRET_KEY_INSECURE_PREFIX)


def weak_settings(
    *, key: str, hosts: list[str], site_url: str, is_debugging: bool
) -> Iterator[str]:
    """Yield a sentence for each setting that a public server must not have."""
    if not key:
        yield "SECRET_KEY must be set: PRODUCTION is on."
    elif is_weak_key(key):
        yield (
            f"SECRET_KEY is too weak: it needs {django_rules.SECRET_KEY_MIN_LENGTH} random"
            " characters and may not begin with “insecure”."
        )
    if not hosts:
        yield "ALLOWED_HOSTS must be set to the names of the site: PRODUCTION is on."
    elif "*" in hosts:
        yield "ALLOWED_HOSTS must name the site: “*” accepts every name."
    if is_debugging:
        yield "DEBUG must be off in production: its pages show settings and code."
    if not site_url:
        yield "SITE_URL must be set to the address of the site: PRODUCTION is on."
    elif not site_url.startswith("https://"):
        yield "SITE_URL must begin with https:// in production."
    elif hosts and not validate_host(urlsplit(site_url).hostname or "", hosts):
        yield "SITE_URL must be at one of the names in ALLOWED_HOSTS."


def is_weak_key(key: str) -> bool:
    """Tell whether a key could be guessed, by the rules of Django's own check."""
    return (
        len(key) < django_rules.SECRET_KEY_MIN_LENGTH
        or len(set(key)) < django_rules.SECRET_KEY_MIN_UNIQUE_CHARACTERS
        or key.startswith(INSECURE_PREFIXES)
    )


def refuse_weak_deployment() -> None:
    """Raise an error, before a public server starts, with all that ``check --deploy`` warns of."""
    if not settings.PRODUCTION:
        return
    found = checks.run_checks(tags=[checks.Tags.security], include_deployment_checks=True)
    if warnings := [each for each in found if each.is_serious(checks.WARNING)]:
        raise ImproperlyConfigured("\n".join(f"{each.msg} ({each.id})" for each in warnings))
