"""The address of this site: the one in the settings, and without it the one that is asked for.

What is to be cited must be the same whoever asks, and by whatever spelling of the site's name.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import get_str_from_wsgi
from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils.encoding import escape_uri_path, iri_to_uri

GetResponse = Callable[[HttpRequest], HttpResponseBase]

#: Addresses that machines ask for by whatever name they reach the site.
ANSWERED_AT_ANY_NAME = ("/healthz", "/readyz")


def read_site_url(value: str) -> str:
    """Return the setting without a slash at its end; empty if there is none."""
    address = urlsplit(value.rstrip("/"))
    is_root = not (address.path or address.query or address.fragment or address.username)
    if value and not (address.scheme in ("http", "https") and address.hostname and is_root):
        raise ImproperlyConfigured(
            f"SITE_URL must be like https://kb.example.org, without a path: {value!r} is not."
        )
    return f"{address.scheme}://{address.netloc.lower()}" if value else ""


def site_root(request: HttpRequest) -> str:
    """Return the address of this site, without a slash at its end."""
    return settings.SITE_URL or request.build_absolute_uri("/").removesuffix("/")


def absolute_address(request: HttpRequest, path: str) -> str:
    """Return the address of a path, which may have a query, on this site."""
    return site_root(request) + iri_to_uri(path)


def path_with_query(request: HttpRequest, path: str = "") -> str:
    """Return the path of a request, or another, with the query that was sent, both encoded."""
    query = iri_to_uri(get_str_from_wsgi(request.META, "QUERY_STRING", ""))
    return escape_uri_path(path or request.path) + (f"?{query}" if query else "")


def redirect_to_site_address(get_response: GetResponse) -> GetResponse:
    """Middleware: lead readers from another spelling of the site's name to its own."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if (
            settings.SITE_URL
            and request.method in ("GET", "HEAD")
            and request.get_host() != urlsplit(settings.SITE_URL).netloc
            and request.path_info not in ANSWERED_AT_ANY_NAME
        ):
            address = absolute_address(request, path_with_query(request))
            return HttpResponsePermanentRedirect(address)
        return get_response(request)

    return middleware
