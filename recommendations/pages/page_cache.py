"""Public pages kept for readers without a session, and the headers that let others keep them.

What a public address answers depends on the address, the data and this site's code. Of these three
an ``ETag`` is made, so that a browser or a proxy that has the answer already is told so (304). A
change of the data, by whomever, changes the version of the data, and with it every ``ETag``:
nothing is ever shown that is older than that.

The middleware says of which answers this holds; ``PageCache``, around all of Django, keeps the
answers to the last addresses asked for, with every header. It keeps only answers with status 200 to
visitors who sent no private cookie, which set no cookie themselves and do not forbid it. Its key is
the version of the data and all of a request that Django makes the address of, as it was sent: what
is kept under these, Django has examined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from threading import Lock
from typing import Any

from cachetools import LRUCache
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language_from_path

from recommendations.index import current_index, pin_index
from smuggling_kb import release
from smuggling_kb.models import Revision

GetResponse = Callable[[HttpRequest], HttpResponseBase]
Environment = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Key = tuple[object, ...]
Application = Callable[[Environment, StartResponse], Iterable[bytes]]

#: Bytes that all kept answers may have together, and one of them.
CAPACITY = 8_000_000
LARGEST = 256_000
#: Others may keep an answer, but must ask each time whether it still holds.
POLICY = "public, no-cache"
#: Where the middleware leaves the version of the data of an answer that may be kept.
CACHEABLE = "smuggling_kb.cacheable"
#: Headers that an answer without content has no need of.
CONTENT_HEADERS = {"content-length", "content-type", "content-language"}
#: What of a WSGI request the address is made of, beside scheme and proxy.
ADDRESS_PARTS = (
    *("HTTP_HOST", "SERVER_NAME", "SERVER_PORT"),
    *("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING"),
)


def page_cache(get_response: GetResponse) -> GetResponse:
    """Middleware: one index for the whole request; what may be kept; 304 for the unchanged."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or not get_language_from_path(request.path_info):
            return get_response(request)
        try:
            index = current_index()
        except DatabaseError:
            return get_response(request)  # What comes further in says that there is no database.
        with pin_index(index):
            if not request.COOKIES.keys().isdisjoint(_private_cookies()):
                return get_response(request)
            return _answer(request, get_response, index.revision)

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
    response = get_response(request)
    if not _is_public(response):
        return response
    _validate(response, etag, revision)
    if not isinstance(response, HttpResponse):
        return response
    request.META[CACHEABLE] = revision.key
    last_modified = int(_last_modified(revision))
    return get_conditional_response(request, etag, last_modified, response) or response


def _etag(request: HttpRequest, revision: Revision) -> str:
    """Differs with address, data and code; the same wherever these are."""
    made_of = (
        request.scheme,
        request.get_host(),
        request.get_full_path(),
        release.release_digest(),
    )
    digest = blake2b(repr((made_of, revision.key)).encode(), digest_size=12)
    return quote_etag(digest.hexdigest())


def _is_public(response: HttpResponseBase) -> bool:
    """True if it answers everybody alike and says nothing against being kept."""
    return (
        response.status_code == 200
        and not response.cookies
        and "Cache-Control" not in response.headers
        and _varies_by(response) <= {"cookie"}  # Whoever sent a private one is not answered here.
    )


def _varies_by(response: HttpResponseBase) -> set[str]:
    names = response.headers.get("Vary", "").lower().split(",")
    return {name.strip() for name in names} - {""}


def _validate(response: HttpResponseBase, etag: str, revision: Revision) -> None:
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(_last_modified(revision))
    response.headers["Cache-Control"] = POLICY


def _last_modified(revision: Revision) -> float:
    return max(revision.changed, release.release_time()).timestamp()


@dataclass(frozen=True)
class CachedResponse:
    """An answer as it went out, and how it says so where nothing has changed."""

    status: str
    headers: Headers
    body: bytes

    @cached_property
    def etag(self) -> str:
        return next(value for name, value in self.headers if name == "ETag")

    @cached_property
    def headers_if_unchanged(self) -> Headers:
        """The headers of 304."""
        return [pair for pair in self.headers if pair[0].lower() not in CONTENT_HEADERS]


class PageCache:
    """A WSGI application around the site that keeps what it answered.

    Settings are looked up once: each look-up would cost as much as finding the answer.
    """

    def __init__(self, application: Application, capacity: int = CAPACITY) -> None:
        self.application = application
        self._responses: LRUCache[Key, CachedResponse] = LRUCache(
            capacity, getsizeof=lambda response: len(response.body)
        )
        self._address_parts = address_parts()
        self._private_cookies = _private_cookies()
        self._is_off = settings.DEBUG
        self._lock = Lock()
        # One page is made at a time. Threads that take turns at several make no more of them, and
        # each of them later.
        self._making = Lock()

    def __call__(self, environment: Environment, start_response: StartResponse) -> Iterable[bytes]:
        key = self._key(environment)
        if key is None:
            return self.application(environment, start_response)
        if (cached := self._get(key)) is None:
            with self._making:
                # Somebody may have asked for the same, and been answered meanwhile.
                if (cached := self._get(key)) is None:
                    return self._ask(environment, start_response)
        if cached.etag in environment.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", list(cached.headers_if_unchanged))
            return []
        start_response(cached.status, list(cached.headers))
        return [cached.body]

    def _get(self, key: Key) -> CachedResponse | None:
        with self._lock:
            return self._responses.get(key)

    def _ask(self, environment: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Return Django's answer, and keep it if the middleware says that it may be kept."""
        begun: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, *error: Any) -> Any:
            begun.append((status, headers))
            return start_response(status, headers, *error)

        body = self.application(environment, start)
        if not isinstance(body, HttpResponse):
            return body
        version = environment.get(CACHEABLE)
        if version is not None and body.status_code == 200 and len(body.content) <= LARGEST:
            response = CachedResponse(*begun[-1], body.content)
            with self._lock:
                self._responses[version, *self._address(environment)] = response
        # The server sends a list at once, and other bodies piece by piece.
        body.close()
        return [body.content]

    def _key(self, environment: Environment) -> Key | None:
        """Return the key of a request; None if it is always for Django."""
        if (
            environment["REQUEST_METHOD"] != "GET"
            or self._is_off
            or self._has_private_cookie(environment)
            or not get_language_from_path(environment.get("PATH_INFO", ""))
        ):
            return None
        try:
            return (current_index().revision.key, *self._address(environment))
        except DatabaseError:
            return None

    def _has_private_cookie(self, environment: Environment) -> bool:
        cookies: str = environment.get("HTTP_COOKIE", "")
        return bool(cookies) and any(name in cookies for name in self._private_cookies)

    def _address(self, environment: Environment) -> tuple[str | None, ...]:
        return tuple(map(environment.get, self._address_parts))


def address_parts() -> tuple[str, ...]:
    """Return what of a WSGI request Django makes scheme, host and address of.

    A part is told from the others by its place, and one that is missing from one that is empty.
    """
    proxied = settings.SECURE_PROXY_SSL_HEADER
    return (
        "wsgi.url_scheme",
        *(proxied[:1] if proxied else ()),
        *(("HTTP_X_FORWARDED_HOST",) if settings.USE_X_FORWARDED_HOST else ()),
        *ADDRESS_PARTS,
    )


def _private_cookies() -> tuple[str, str]:
    """Names of cookies with which somebody may be shown what others are not."""
    return settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME
