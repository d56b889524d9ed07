"""Middleware: answers compressed for whoever takes them so.

Only what everybody is shown alike. A page that holds a secret of its reader, such as a form's
token, must not be compressed together with words that another site can put into its address: its
length would tell the secret, letter by letter (BREACH).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.cache import patch_vary_headers

from smuggling_kb.accounts.private_cookies import has_private_cookie
from smuggling_kb.compression.codings import (
    CODINGS,
    Coding,
    accepted_coding,
    compress_pieces,
)

GetResponse = Callable[[HttpRequest], HttpResponseBase]

#: Bytes from which on fewer of them come sooner.
SMALLEST = 1_000
#: Types of contents that are words. Workbooks and pictures are compressed in their own ways.
WORDS = re.compile(
    r"text/|application/([\w.-]+\+)?(json|xml)\b|image/svg\+xml"
    r"|application/x-(bibtex|research-info-systems)\b"
)


def compress_answers(get_response: GetResponse) -> GetResponse:
    """Middleware: compress words that hold nobody's secret."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not _is_compressible(response) or may_hold_secret(request, response):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if name := accepted_coding(request.headers.get("Accept-Encoding", "")):
            _compress(response, CODINGS[name])
            response.headers["Content-Encoding"] = name
        return response

    return middleware


def may_hold_secret(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Return whether an answer may show what only its reader knows, as a form's token."""
    return (
        has_private_cookie(request)
        or bool(response.cookies)
        or request.path_info.startswith("/admin/")
    )


def _is_compressible(response: HttpResponseBase) -> bool:
    if "Content-Encoding" in response.headers or isinstance(response, FileResponse):
        return False
    is_long = not isinstance(response, HttpResponse) or len(response.content) >= SMALLEST
    return is_long and bool(WORDS.match(response.headers.get("Content-Type", "")))


def _compress(response: HttpResponseBase, coding: Coding) -> None:
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = compress_pieces(iter(response), coding.compressor())
        response.headers.pop("Content-Length", None)
    elif isinstance(response, HttpResponse):
        response.content = coding.compress(response.content)
        response.headers["Content-Length"] = str(len(response.content))
