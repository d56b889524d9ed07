"""What may be asked of pages that know a few parameters, each with a few values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from recommendations.selection.form import PageField, query_string, without_tracking

View = Callable[..., HttpResponse]
#: The parameter with the number of a page.
PAGE = "page"


class Past(Exception):
    """A page behind the last was asked for; ``last`` is that one's number."""

    def __init__(self, last: int) -> None:
        self.last = last


def knows(**known: tuple[str, ...]) -> Callable[[View], View]:
    """Hand a view the value of each of its parameters, the first it knows if none is asked for.

    Whatever else is asked for is a ``BadRequest``, but for what follows visitors around: without
    that they are led to the same page, and from behind the last page to the last.
    """

    def decorate(view: View) -> View:
        @require_safe
        @wraps(view)
        def answer(request: HttpRequest, **rest: Any) -> HttpResponse:
            kept = without_tracking(request.GET)
            if len(kept) < len(request.GET):
                return redirect(request.path + (f"?{kept.urlencode()}" if kept else ""))
            asked = _asked(request, known)
            try:
                return view(request, **rest, **asked)
            except Past as past:
                given = {name: [str(value)] for name, value in request.GET.items() if value}
                return redirect(request.path + query_string({**given, PAGE: [str(past.last)]}))

        return answer

    return decorate


def _asked(request: HttpRequest, known: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    for name in request.GET:
        values = request.GET.getlist(name)
        if name not in known or len(values) > 1:
            raise BadRequest(f"{name!r} is not known here, or given more than once")
        if values[0] and name != PAGE and values[0] not in known[name]:
            raise BadRequest(f"{name!r} cannot be {values[0]!r}")
    return {name: request.GET.get(name) or values[0] for name, values in known.items()}


def page_of(rows: Any, size: int, number: str) -> Page[Any]:
    """One page of rows; raises ``Past`` behind the last, ``BadRequest`` if that is no number."""
    try:
        wanted = PageField().clean(number)
    except ValidationError as error:
        raise BadRequest("Pages are numbered from 1") from error
    pages = Paginator(rows, size)
    if wanted > pages.num_pages:
        raise Past(pages.num_pages)
    return pages.page(wanted)
