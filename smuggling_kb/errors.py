"""The pages that say why there is no page, in the visitor's language."""

from __future__ import annotations

import sys
from math import ceil

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import (
    get_language_from_path,
    get_language_from_request,
    override,
)

from smuggling_kb.database.outages import is_outage
from smuggling_kb.languages import BY_CODE

#: Seconds after which a visitor may try again: an outage is over, a large file is made.
RETRY_AFTER = "5"
RETRY_DOWNLOAD_AFTER = "30"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400: the request cannot be understood; 503 where an outage is told as that."""
    if is_outage(exception):
        return service_unavailable(request)
    return _render(request, "400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403: not for this visitor."""
    return _render(request, "403.html", 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404: nothing lives at this address. What is near to it is asked of the database."""
    return _render(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500: something broke; 503 if it is an outage. The page needs nothing of both.

    Django calls this for whatever a view, a middleware or another of these pages raises, while it
    handles the exception.
    """
    error = sys.exception()
    if isinstance(error, UnreadablePostError):
        return bad_request(request, error)  # The client went away before its form was there.
    if error is not None and is_outage(error):
        return service_unavailable(request)
    return _render_static(request, "500.html", 500)


def service_unavailable(request: HttpRequest, template: str = "503.html") -> HttpResponse:
    """Answer 503 and when to come back: database or disk are away; the page needs none."""
    response = _render_static(request, template, 503)
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def too_many_requests(request: HttpRequest, seconds: int) -> HttpResponse:
    """Answer 429 and when to come back; nothing is asked of the database."""
    response = _render_static(request, "429.html", 429, minutes=ceil(seconds / 60))
    response.headers["Retry-After"] = str(seconds)
    add_never_cache_headers(response)
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer 413: more was sent than the address takes; nothing is asked of the database."""
    return _render_static(request, "413.html", 413)


def too_many_downloads(request: HttpRequest) -> HttpResponse:
    """Answer 503 and when to come back: as many large files are being made as may be."""
    response = _render_static(request, "503_downloads.html", 503)
    response.headers["Retry-After"] = RETRY_DOWNLOAD_AFTER
    return response


def visitor_language(request: HttpRequest) -> str:
    """Return the language of the address, else of the browser; needed before any middleware."""
    return get_language_from_path(request.path_info) or get_language_from_request(request)


def _render(request: HttpRequest, template: str, status: int) -> HttpResponse:
    with override(visitor_language(request)):
        return render(request, template, status=status)


def _render_static(
    request: HttpRequest, template: str, status: int, **context: object
) -> HttpResponse:
    language = visitor_language(request)
    with override(language):
        page = render_to_string(template, {"language": BY_CODE[language], **context})
    return HttpResponse(page, status=status)
