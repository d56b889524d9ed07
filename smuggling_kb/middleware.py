"""Middleware for every request and response, whatever its address."""

import logging
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import get_str_from_wsgi
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
)
from django.utils.encoding import escape_uri_path, iri_to_uri

from smuggling_kb import errors
from smuggling_kb.languages import INTERFACE, split_language

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]

#: Some are Django's too, but not where its SecurityMiddleware is itself what refuses.
HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), "
    "payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

METHODS = ("GET", "HEAD", "OPTIONS", "POST")

MEGABYTE = 1_000_000
#: The largest request body by the beginning of the address; the first that fits counts.
BODY_LIMITS = (
    ("/admin/login/", MEGABYTE),
    ("/admin/", 25 * MEGABYTE),
    ("/", MEGABYTE),
)


def security_headers(get_response: GetResponse) -> GetResponse:
    """Middleware: the security headers beside the Content-Security-Policy, on every response."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def refuse_requests(get_response: GetResponse) -> GetResponse:
    """Middleware: refuse what no address of this site accepts, before anything is read."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.get_host()  # Raises DisallowedHost for a name that is not this site's.
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if _body_length(request) > _body_limit(request.path_info):
            return HttpResponse("Too large.\n", content_type="text/plain", status=413)
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return errors.bad_request(request, BadRequest("A NUL character in the address"))
        return get_response(request)

    return middleware


def _body_length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _body_limit(path: str) -> int:
    return next(limit for beginning, limit in BODY_LIMITS if path.startswith(beginning))


def redirect_language_prefixes(get_response: GetResponse) -> GetResponse:
    """Middleware: lead from another way to write a language, such as ``/zh-CN/``, to ours."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        language, rest = split_language(request.path_info)
        if language is None or language.code not in INTERFACE or request.method == "POST":
            return get_response(request)
        address = f"/{language.code}{rest}"
        if request.path_info in (address, f"/{language.code}"):
            return get_response(request)
        query = iri_to_uri(get_str_from_wsgi(request.META, "QUERY_STRING", ""))
        return HttpResponsePermanentRedirect(
            escape_uri_path(address) + (f"?{query}" if query else "")
        )

    return middleware


class DatabaseOutage:
    """Middleware: while the database cannot be reached, say so and when to come back."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, errors.DATABASE_AWAY):
            return None
        logger.error("Database not available: %s", request.path, exc_info=exception)
        return errors.service_unavailable(request)
