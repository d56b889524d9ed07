"""Pages kept for whoever reads without a session, and the headers that let others keep them.

What a public address answers depends on the address, the data and this site's code. Of these three
an ``ETag`` is made, so that a browser or a proxy that has the answer already is told so (304), and
the answers to the last addresses asked for are kept. A change of the data, by whomever, changes
the version of the data, and with it every ``ETag``: nothing is ever shown that is older than that.

Kept are only answers to visitors who sent no session cookie, which set no cookie themselves and do
not forbid it. The key has scheme and host, which the middleware before this has validated.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from threading import Lock

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, has_vary_header
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language_from_path

from recommendations import snapshot
from smuggling_kb import release
from smuggling_kb.models import Revision

GetResponse = Callable[[HttpRequest], HttpResponseBase]

#: Bytes that all kept answers may have together, and one of them.
ROOM = 16_000_000
LARGEST = 256_000
#: Others may keep an answer, but must ask each time whether it still holds.
POLICY = "public, no-cache"

Key = tuple[str, str, str, str]


class Kept:
    """Answers by address, the least recently asked for forgotten first."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Key, HttpResponse] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: Key) -> HttpResponse | None:
        """The answer kept under a key."""
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def keep(self, key: Key, answer: HttpResponse) -> None:
        """Keep an answer, and make room for it."""
        with self._lock:
            if key not in self._answers:
                self._size += len(answer.content)
            self._answers[key] = answer
            while self._size > ROOM:
                _key, oldest = self._answers.popitem(last=False)
                self._size -= len(oldest.content)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._answers.clear()
            self._size = 0


KEPT = Kept()


def page_cache(get_response: GetResponse) -> GetResponse:
    """Middleware: one snapshot for the whole request; kept answers; 304 where nothing changed."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or not get_language_from_path(request.path_info):
            return get_response(request)
        try:
            current = snapshot.current()
        except DatabaseError:
            return get_response(request)  # What comes further in says that there is no database.
        with snapshot.serving(current):
            if settings.SESSION_COOKIE_NAME in request.COOKIES:
                return get_response(request)
            return _answer(request, get_response, current.revision)

    return middleware


def _answer(
    request: HttpRequest, get_response: GetResponse, revision: Revision
) -> HttpResponseBase:
    etag = _etag(request, revision)
    if etag in request.headers.get("If-None-Match", ""):
        # Whoever names it was given it with this very answer.
        unchanged = HttpResponse(status=304)
        _validate(unchanged, etag, revision)
        return unchanged
    key = (request.scheme or "", request.get_host(), request.get_full_path(), etag)
    if request.method == "GET" and (kept := KEPT.get(key)) is not None:
        return _copy(kept)
    response = get_response(request)
    if not _is_public(response):
        return response
    _validate(response, etag, revision)
    if not isinstance(response, HttpResponse):
        return response
    if request.method == "GET" and len(response.content) <= LARGEST and not settings.DEBUG:
        KEPT.keep(key, _copy(response))
    last_modified = int(_last_modified(revision))
    return get_conditional_response(request, etag, last_modified, response) or response


def _etag(request: HttpRequest, revision: Revision) -> str:
    """Differs with address, data and code; the same wherever these are."""
    made_of = (request.scheme, request.get_host(), request.get_full_path(), release.fingerprint())
    digest = blake2b(repr((made_of, revision.key)).encode(), digest_size=12)
    return quote_etag(digest.hexdigest())


def _is_public(response: HttpResponseBase) -> bool:
    """Whether it answers everybody alike and says nothing against being kept."""
    return (
        response.status_code == 200
        and not response.cookies
        and "Cache-Control" not in response.headers
        and not has_vary_header(response, "Accept-Language")
    )


def _validate(response: HttpResponseBase, etag: str, revision: Revision) -> None:
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(_last_modified(revision))
    response.headers["Cache-Control"] = POLICY


def _last_modified(revision: Revision) -> float:
    return max(revision.changed, release.moment()).timestamp()


def _copy(response: HttpResponse) -> HttpResponse:
    """An answer of its own: what is further out adds headers to it."""
    copy = HttpResponse(response.content, status=response.status_code)
    for name, value in response.headers.items():
        copy.headers[name] = value
    return copy
