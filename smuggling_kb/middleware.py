"""Middleware for every request and response, whatever its address."""

import re
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import BadRequest
from django.http import (
    HttpRequest,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
)

from smuggling_kb import errors
from smuggling_kb.deployment.site_address import path_with_query
from smuggling_kb.languages import INTERFACE, split_language

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
#: The largest request body, and the largest of somebody who is logged in to the admin.
BODY_LIMIT, STAFF_BODY_LIMIT = MEGABYTE, 25 * MEGABYTE
#: The address that takes a file from strangers, and the largest body with a file of a megabyte.
FILE_FORM, FILE_BODY_LIMIT = re.compile("/[a-z-]+/verify/"), 2**20


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
        if request.method not in METHODS or not request.path_info.startswith("/"):
            return HttpResponseNotAllowed(METHODS)
        if _body_length(request) > body_limit(request):
            return errors.too_large(request)
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return errors.bad_request(request, BadRequest("A NUL character in the address"))
        return get_response(request)

    return middleware


def _body_length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def body_limit(request: HttpRequest) -> int:
    """Return the limit; only who sends more than strangers may is looked up in the database."""
    if FILE_FORM.fullmatch(request.path_info):
        return FILE_BODY_LIMIT
    if _body_length(request) <= BODY_LIMIT or not request.path_info.startswith("/admin/"):
        return BODY_LIMIT
    return STAFF_BODY_LIMIT if _is_staff(request) else BODY_LIMIT


def _is_staff(request: HttpRequest) -> bool:
    """Tell from the session's cookie alone, before Django's own middleware reads the request."""
    asked = HttpRequest()
    asked.session = SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    account = get_user(asked)
    return account.is_active and account.is_staff


def redirect_language_prefixes(get_response: GetResponse) -> GetResponse:
    """Middleware: lead from another way to write a language, such as ``/zh-CN/``, to ours."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        language, rest = split_language(request.path_info)
        if language is None or language.code not in INTERFACE or request.method == "POST":
            return get_response(request)
        address = f"/{language.code}{rest}"
        if request.path_info in (address, f"/{language.code}"):
            return get_response(request)
        return HttpResponsePermanentRedirect(path_with_query(request, address))

    return middleware
