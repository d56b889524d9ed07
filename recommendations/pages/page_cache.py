"""Pages kept for whoever reads without a session, and the headers that let others keep them.

What a public address answers depends on the address, the data and this site's code. Of these three
an ``ETag`` is made, so that a browser or a proxy that has the answer already is told so (304). A
change of the data, by whomever, changes the version of the data, and with it every ``ETag``:
nothing is ever shown that is older than that.

The middleware says of which answers this holds; ``KeptPages``, around all of Django, keeps the
answers to the last addresses asked for, with every header. Kept are only answers to visitors who
sent no session cookie, which set no cookie themselves and do not forbid it, by scheme, host and
address as they were sent: what is kept under these, Django has examined.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, has_vary_header
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language_from_path

from recommendations.index import current_index, pin_index
from smuggling_kb import release
from smuggling_kb.models import Revision

GetResponse = Callable[[HttpRequest], HttpResponseBase]
Environment = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environment, StartResponse], Iterable[bytes]]

#: Bytes that all kept answers may have together, and one of them.
ROOM = 8_000_000
LARGEST = 256_000
#: Others may keep an answer, but must ask each time whether it still holds.
POLICY = "public, no-cache"
#: Where the middleware leaves the version of the data of an answer that may be kept.
MAY_BE_KEPT = "smuggling_kb.may_be_kept"
#: What an answer without content has no need of.
OF_CONTENT = {"content-length", "content-type", "content-language"}


def page_cache(get_response: GetResponse) -> GetResponse:
    """Middleware: one snapshot for the whole request; what may be kept; 304 for the unchanged."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or not get_language_from_path(request.path_info):
            return get_response(request)
        try:
            index = current_index()
        except DatabaseError:
            return get_response(request)  # What comes further in says that there is no database.
        with pin_index(index):
            if settings.SESSION_COOKIE_NAME in request.COOKIES:
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
    request.META[MAY_BE_KEPT] = revision.key
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


@dataclass(frozen=True)
class Answer:
    """An answer as it went out, and how it says so where nothing has changed."""

    status: str
    headers: Headers
    body: bytes

    @property
    def etag(self) -> str:
        return next(value for name, value in self.headers if name == "ETag")

    @property
    def unchanged(self) -> Headers:
        """The headers of 304."""
        return [pair for pair in self.headers if pair[0].lower() not in OF_CONTENT]


class KeptPages:
    """A WSGI application around the site: what it answered is answered again, in no time."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self._answers: OrderedDict[tuple[Any, ...], Answer] = OrderedDict()
        self._size = 0
        self._lock = Lock()
        # One page is made at a time. Threads that take turns at several make no more of them, and
        # each of them later.
        self._making = Lock()

    def __call__(self, environment: Environment, start_response: StartResponse) -> Iterable[bytes]:
        key = self._key(environment)
        if key is None:
            return self.application(environment, start_response)
        if (kept := self._get(key)) is None:
            with self._making:
                # Somebody may have asked for the same, and been answered meanwhile.
                if (kept := self._get(key)) is None:
                    return self._ask(environment, start_response)
        if kept.etag in environment.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", list(kept.unchanged))
            return []
        start_response(kept.status, list(kept.headers))
        return [kept.body]

    def _key(self, environment: Environment) -> tuple[Any, ...] | None:
        """What an answer is kept under; None for requests that are always for Django."""
        if (
            environment["REQUEST_METHOD"] != "GET"
            or settings.DEBUG
            or settings.SESSION_COOKIE_NAME in environment.get("HTTP_COOKIE", "")
            or not get_language_from_path(environment.get("PATH_INFO", ""))
        ):
            return None
        try:
            version = current_index().revision.key
        except DatabaseError:
            return None
        return (version, *_address(environment))

    def _get(self, key: tuple[Any, ...]) -> Answer | None:
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def _ask(self, environment: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Django's answer, kept if the middleware says that it may be."""
        begun: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, *error: Any) -> Any:
            begun.append((status, headers))
            return start_response(status, headers, *error)

        body = self.application(environment, start)
        if not isinstance(body, HttpResponse):
            return body
        version = environment.get(MAY_BE_KEPT)
        if version is not None and body.status_code == 200:
            status, headers = begun[-1]
            self._keep((version, *_address(environment)), Answer(status, headers, body.content))
        # The server sends a list at once, and other bodies piece by piece.
        body.close()
        return [body.content]

    def _keep(self, key: tuple[Any, ...], answer: Answer) -> None:
        if len(answer.body) > LARGEST:
            return
        with self._lock:
            if key not in self._answers:
                self._size += len(answer.body)
            self._answers[key] = answer
            while self._size > ROOM:
                _key, oldest = self._answers.popitem(last=False)
                self._size -= len(oldest.body)


def _address(environment: Environment) -> tuple[str, ...]:
    """Scheme, host and address as they were sent; the scheme as the proxy says, if one is told."""
    proxied = settings.SECURE_PROXY_SSL_HEADER
    scheme = environment.get(proxied[0], "") if proxied else ""
    return (
        environment["wsgi.url_scheme"],
        scheme,
        environment.get("HTTP_HOST", ""),
        environment.get("PATH_INFO", ""),
        environment.get("QUERY_STRING", ""),
    )
