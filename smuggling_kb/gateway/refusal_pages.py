"""The answers to requests that are refused before Django is asked: in time, size or number."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from smuggling_kb import errors

#: The middleware that sets the headers of every response, outermost first.
HEADER_MIDDLEWARE = (
    "csp.middleware.CSPMiddleware",
    "smuggling_kb.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
)

LATE = "The request did not come completely in time.\n"

PAGES = {
    413: errors.too_large,
    500: errors.server_error,
    503: errors.service_unavailable,
}

Answer = tuple[int, list[tuple[bytes, bytes]], bytes]


def refuse(environment: dict[str, Any], status: int) -> Answer:
    """Return the answer with a status, in the visitor's language and with all headers."""
    return _answer(status, errors.visitor_language(WSGIRequest(environment)))


@cache
def _answer(status: int, language: str) -> Answer:
    """Made once: a site that has no thread left has no time for pages either."""

    def view(request: HttpRequest) -> HttpResponse:
        if status in PAGES:
            return PAGES[status](request)
        return HttpResponse(LATE, content_type="text/plain", status=status)

    get_response = view
    for name in reversed(HEADER_MIDDLEWARE):
        get_response = import_string(name)(get_response)
    response = get_response(WSGIRequest(_environment(language)))
    headers = {**response.headers, "Content-Length": str(len(response.content))}
    return (
        response.status_code,
        [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()],
        response.content,
    )


def _environment(language: str) -> dict[str, Any]:
    """Return a request over HTTPS, as headers are strictest there."""
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": f"/{language}/",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "443",
        "wsgi.url_scheme": "https",
        "wsgi.input": BytesIO(),
    }
