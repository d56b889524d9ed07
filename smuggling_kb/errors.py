"""The pages that say why there is no page, in the visitor's language."""

from __future__ import annotations

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import (
    get_language_from_path,
    get_language_from_request,
    override,
)

from smuggling_kb.languages import BY_CODE

DATABASE_AWAY = (InterfaceError, OperationalError)

#: Seconds after which a visitor may try again.
RETRY_AFTER = "5"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400: the request cannot be understood."""
    return _render(request, "400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403: not for this visitor."""
    return _render(request, "403.html", 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404: nothing lives at this address. What is near to it is asked of the database."""
    try:
        return _render(request, "404.html", 404)
    except DATABASE_AWAY:
        return service_unavailable(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500: something broke; the page needs nothing that may be broken."""
    return _render_static(request, "500.html", 500)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    """Answer 503 and when to come back: the database is away; the page needs none."""
    response = _render_static(request, "503.html", 503)
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def visitor_language(request: HttpRequest) -> str:
    """Return the language of the address, else of the browser; needed before any middleware."""
    return get_language_from_path(request.path_info) or get_language_from_request(request)


def _render(request: HttpRequest, template: str, status: int) -> HttpResponse:
    with override(visitor_language(request)):
        return render(request, template, status=status)


def _render_static(request: HttpRequest, template: str, status: int) -> HttpResponse:
    language = visitor_language(request)
    with override(language):
        page = render_to_string(template, {"language": BY_CODE[language]})
    return HttpResponse(page, status=status)
