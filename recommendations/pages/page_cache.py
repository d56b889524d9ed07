"""Public pages kept for readers without a session, and the headers that let others keep them.

What a public address answers depends on the address, the data and this site's code. Of these three
an ``ETag`` is made, so that a browser or a proxy that has the answer already is told so (304). A
change of the data, by whomever, changes the version of the data, and with it every ``ETag``:
nothing is ever shown that is older than that.

The middleware says of which answers this holds; ``PageCache``, around all of Django, keeps the
answers to the last addresses asked for, with every header. It keeps only answers with status 200 to
visitors who sent no private cookie, which set no cookie themselves and do not forbid it. Its key is
the version of the data, all of a request that Django makes the address of, as it was sent, and the
way to compress: what is kept under these, Django has examined. Another spelling of the host's name
has no key.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from threading import Lock
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from weakref import WeakSet

from cachetools import LRUCache
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)
from django.utils.http import quote_etag
from django.utils.translation import get_language_from_path

from recommendations.index import current_index, is_indexed, pin_index
from smuggling_kb import release
from smuggling_kb.accounts.private_cookies import has_private_cookie, private_cookies
from smuggling_kb.compression.codings import accepted_coding
from smuggling_kb.database.version_file import default_version_file
from smuggling_kb.models import Revision

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]
Environment = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
RawHeaders = list[tuple[bytes, bytes]]
Application = Callable[[Environment, StartResponse], Iterable[bytes]]

#: Bytes that all kept answers may have together, with their keys and headers, and one of them.
CAPACITY = 8_000_000
LARGEST = 700_000
#: How many are kept at most: a small one counts as if it had its share of the bytes.
ENTRIES = 2_000
#: Others may keep an answer, but must ask each time whether it still holds.
POLICY = "public, no-cache"
#: Pages that are the same in every language.
OTHER_PAGES = {"/sitemap.xml"}
#: Where the middleware leaves the version of the data of an answer that may be kept.
CACHEABLE = "smuggling_kb.cacheable"
#: Where a view leaves word that its answer is not worth being kept.
NOT_KEPT = "smuggling_kb.not_kept"
#: Headers that an answer without content has no need of.
CONTENT_HEADERS = {"content-length", "content-type", "content-language"}
#: Parts of a query string that say nothing, so that any number of them makes the same page.
NO_PARAMS = re.compile(r"^&|&&|&$")
#: A host's name in the one spelling under which pages are kept, and the port if any.
HOST = re.compile(r"([a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::([0-9]+))?")


def page_cache(get_response: GetResponse) -> GetResponse:
    """Middleware: one index for the whole request; what may be kept; 304 for the unchanged."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        is_private = has_private_cookie(request)
        if not may_be_kept(request.path_info):
            response = get_response(request)
            return _keep_private(response) if is_private else response
        try:
            index = current_index()
        except Error:
            return get_response(request)  # What comes further in says that there is no database.
        with pin_index(index):
            if is_private:
                return _keep_private(get_response(request))
            return _answer(request, get_response, index.revision)

    return middleware


def forbid_keeping(request: HttpRequest) -> None:
    """Keep no answer to a request of which there are endlessly many, as those that find nothing."""
    request.META[NOT_KEPT] = True


def may_be_kept(path: str) -> bool:
    """Return whether the data and this site's code alone say what the address answers."""
    return path in OTHER_PAGES or bool(get_language_from_path(path))


def _keep_private(response: HttpResponseBase) -> HttpResponseBase:
    """Let nobody else keep what somebody with a private cookie is shown, unless it says more."""
    if "Cache-Control" not in response.headers:
        patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ["Cookie"])
    return response


def _answer(
    request: HttpRequest, get_response: GetResponse, revision: Revision
) -> HttpResponseBase:
    plain = _etag(request, revision)
    coding = accepted_coding(request.headers.get("Accept-Encoding", ""))
    for etag in (plain, _etag_in_coding(plain, coding)):
        if etag in request.headers.get("If-None-Match", ""):
            # Whoever names it was given it with this very answer.
            unchanged = HttpResponse(status=304, headers={"Vary": "Accept-Encoding"})
            _validate(unchanged, etag)
            return unchanged
    response = get_response(request)
    if request.path_info in OTHER_PAGES and response.status_code == 200:
        # Django says that every page without a language in its address is in the visitor's.
        response.headers.pop("Content-Language", None)
        response.headers["Vary"] = "Accept-Encoding"
    if not _is_public(response):
        return response
    etag = _etag_in_coding(plain, response.headers.get("Content-Encoding", ""))
    _validate(response, etag)
    if not isinstance(response, HttpResponse):
        return response
    if NOT_KEPT not in request.META:
        request.META[CACHEABLE] = revision.key
    return get_conditional_response(request, etag, response=response) or response


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


def _etag_in_coding(etag: str, coding: str) -> str:
    """Return the ETag of the same answer compressed: it has other bytes."""
    return f'{etag[:-1]}-{coding}"' if coding else etag


def _is_public(response: HttpResponseBase) -> bool:
    """True if it answers everybody alike and says nothing against being kept."""
    return (
        response.status_code == 200
        and not response.cookies
        and "Cache-Control" not in response.headers
        # Whoever sent a private cookie is not answered here.
        and _varies_by(response) <= {"cookie", "accept-encoding"}
    )


def _varies_by(response: HttpResponseBase) -> set[str]:
    names = response.headers.get("Vary", "").lower().split(",")
    return {name.strip() for name in names} - {""}


def _validate(response: HttpResponseBase, etag: str) -> None:
    """Let others keep an answer under its ETag.

    No date of the last change: two changes can fall into one second, and clocks differ.
    """
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = POLICY


class Address(NamedTuple):
    """All of a request that Django makes scheme, host and address of, and how to compress."""

    is_secure: bool
    host: str
    path: str
    query: str
    coding: str


Key = tuple[Hashable, Address]


@dataclass(frozen=True)
class CachedResponse:
    """An answer as it went out, and how it says so where nothing has changed."""

    status: str
    headers: Headers
    body: bytes

    def response_to(self, environment: Environment) -> CachedResponse:
        """Return the answer for a visitor, who may have it already."""
        return (
            self.response_if_unchanged
            if self._etag in environment.get("HTTP_IF_NONE_MATCH", "")
            else self
        )

    @cached_property
    def response_if_unchanged(self) -> CachedResponse:
        """The answer to who has this one."""
        kept = [pair for pair in self.headers if pair[0].lower() not in CONTENT_HEADERS]
        return CachedResponse("304 Not Modified", kept, b"")

    @cached_property
    def raw_headers(self) -> RawHeaders:
        return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in self.headers]

    @cached_property
    def _etag(self) -> str:
        return next(value for name, value in self.headers if name == "ETag")


#: The caches of this process: one, where it serves pages.
_caches: WeakSet[PageCache] = WeakSet()


def kept_pages() -> tuple[int, int]:
    """Return how many pages this process keeps, and how many bytes they count for together."""
    responses = [cache._responses for cache in _caches]
    return sum(map(len, responses)), int(sum(each.currsize for each in responses))


class PageCache:
    """A WSGI application around the site that keeps what it answered.

    A server that looks here before it gives a request a thread asks for ``address``, for
    ``version_at_once`` or ``version``, and for the ``answer``. Settings are looked up once: each
    look-up would cost as much as the answer.
    """

    def __init__(
        self, application: Application, capacity: int = CAPACITY, entries: int = ENTRIES
    ) -> None:
        self.application = application
        _caches.add(self)
        self._smallest = capacity // entries
        self._responses: LRUCache[Key, tuple[CachedResponse, int]] = LRUCache(
            capacity, getsizeof=lambda sized: sized[1]
        )
        self._private_cookies = private_cookies()
        self._own_host = urlsplit(settings.SITE_URL).netloc
        self._proxy_header = settings.SECURE_PROXY_SSL_HEADER
        self._is_off = settings.DEBUG
        self._version_file = default_version_file()
        self._lock = Lock()

    def __call__(self, environment: Environment, start_response: StartResponse) -> Iterable[bytes]:
        address = self.address(environment)
        version = None if address is None else self.version()
        if address is None or version is None:
            return self.application(environment, start_response)
        if (cached := self._find(version, address)) is None:
            return self._ask(environment, address, start_response)
        response = cached.response_to(environment)
        start_response(response.status, list(response.headers))
        return [response.body]

    def address(self, environment: Environment) -> Address | None:
        """Return under what the answer may be kept; None if the request is always for Django."""
        path: str = environment["PATH_INFO"]
        if (
            environment["REQUEST_METHOD"] != "GET"
            or self._is_off
            or "HTTP_TRANSFER_ENCODING" in environment
            or environment.get("CONTENT_LENGTH", "0") not in ("", "0")  # Whatever it is for.
            or self._has_private_cookie(environment)
            or not may_be_kept(path)
        ):
            return None
        host: str = environment.get("HTTP_HOST", "")
        query: str = environment["QUERY_STRING"]
        if not self._is_own_name(host, environment["SERVER_PORT"]) or NO_PARAMS.search(query):
            return None
        coding = accepted_coding(environment.get("HTTP_ACCEPT_ENCODING", ""))
        return Address(self._is_secure(environment), host, path, query, coding)

    def version_at_once(self) -> Hashable:
        """Return the version as ``version`` does, or None where that might have to wait."""
        revision = self._version_file and self._version_file.key()
        return revision if revision and is_indexed(revision) else None

    def version(self) -> Hashable:
        """Return the version of the data that pages show now; None if the database is away."""
        for is_last in (False, True):
            try:
                return current_index().revision.key
            except Error as error:
                # No request begins or ends here, by which Django would drop a lost connection.
                connection.close()
                if is_last:
                    logger.error("The version of the data cannot be read.", exc_info=error)
        return None

    def answer(
        self, version: Hashable, address: Address, environment: Environment
    ) -> tuple[int, RawHeaders, bytes] | None:
        """Return status, headers and body of the answer that is kept, as this request gets it."""
        if (cached := self._find(version, address)) is None:
            return None
        response = cached.response_to(environment)
        return int(response.status[:3]), response.raw_headers, response.body

    def _find(self, version: Hashable, address: Address) -> CachedResponse | None:
        with self._lock:
            found = self._responses.get((version, address))
        return found and found[0]

    def _ask(
        self, environment: Environment, address: Address, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Return Django's answer, and keep it if the middleware says that it may be kept."""
        begun: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, *error: Any) -> Any:
            begun.append((status, headers))
            return start_response(status, headers, *error)

        body = self.application(environment, start)
        if not isinstance(body, HttpResponse):
            return body
        version = environment.get(CACHEABLE)
        if version is not None and body.status_code == 200:
            self._keep(version, address, CachedResponse(*begun[-1], body.content))
        # The server sends a list at once, and other bodies piece by piece.
        body.close()
        return [body.content]

    def _keep(self, version: Hashable, address: Address, response: CachedResponse) -> None:
        words = (*address[1:], *(word for pair in response.headers for word in pair))
        size = len(response.body) + sum(map(len, words))
        if size <= LARGEST:
            with self._lock:
                self._responses[version, address] = response, max(size, self._smallest)

    def _is_own_name(self, host: str, port: str) -> bool:
        """Tell whether a host is written as this site's is, so that no other has pages kept."""
        if self._own_host:
            return host == self._own_host
        spelled = HOST.fullmatch(host)
        return spelled is not None and spelled[2] in (None, port)

    def _is_secure(self, environment: Environment) -> bool:
        """Tell as Django does: of a list that proxies made, the first counts."""
        if self._proxy_header is not None:
            name, secure = self._proxy_header
            if (value := environment.get(name)) is not None:
                return bool(value.split(",", 1)[0].strip() == secure)
        return bool(environment["wsgi.url_scheme"] == "https")

    def _has_private_cookie(self, environment: Environment) -> bool:
        cookies: str = environment.get("HTTP_COOKIE", "")
        return bool(cookies) and any(name in cookies for name in self._private_cookies)
