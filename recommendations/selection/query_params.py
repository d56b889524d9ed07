"""Addresses are strict: what is not known in a query string is said, never passed over.

Of every address but the admin's, ``StrictParams`` strips what follows visitors around, and refuses
any parameter to a view that does not say that it ``accepts_params``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language_from_path
from django.views.decorators.http import require_safe

from recommendations.selection.filter_set import NoParams, PageOutOfRange, StrictFilterSet
from recommendations.selection.former_values import present_query
from recommendations.selection.invalid_query import InvalidQuery
from recommendations.selection.query_string import query_string, without_tracking
from smuggling_kb.addresses.redirects import redirect_permanently
from smuggling_kb.preference import prefer_text

View = Callable[..., HttpResponseBase]
Refusal = Callable[[HttpRequest, InvalidQuery], HttpResponse]


class StrictParams:
    """Middleware: no tracking names, and no parameters to views that accept none."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not request.GET or request.method not in ("GET", "HEAD") or _is_in_admin(request):
            return None
        if address := _without_tracking(request):
            return redirect(address)
        if hasattr(view, "filter_set"):
            return None
        filters = NoParams(request.GET)
        has_language = get_language_from_path(request.path_info)
        refuse = refuse_with_page if has_language else refuse_in_a_line
        return None if filters.is_valid() else refuse(request, InvalidQuery(filters, request.path))


def accepts_params(
    filter_set: type[StrictFilterSet], refuse: Refusal | None = None
) -> Callable[[View], View]:
    """Hand a view its valid parameters.

    Answer in its place where they are not valid (400), and lead from former values to the present
    ones, and from behind the last page to the last.
    """

    def decorate(view: View) -> View:
        @require_safe
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            filters = filter_set(request.GET)
            if not filters.is_valid():
                invalid = InvalidQuery(filters, request.path)
                if address := present_query(invalid):
                    return redirect_permanently(address)
                return (refuse or refuse_with_page)(request, invalid)
            try:
                with prefer_text(filters.cleaned_data.get("text") or ""):
                    return view(request, filters, *args, **kwargs)
            except PageOutOfRange as error:
                return redirect(request.path + filters.query_of_page(error.last))

        answer.filter_set = filter_set  # type: ignore[attr-defined]
        return answer

    return decorate


def refuse_with_page(request: HttpRequest, query: InvalidQuery) -> HttpResponse:
    """Tell what is wrong and the nearest valid address. Never show everything instead."""
    return render(request, query.filters.error_template, {"invalid_query": query}, status=400)


def refuse_in_a_line(request: HttpRequest, query: InvalidQuery) -> HttpResponse:
    """Tell programs the same, in no language and without data."""
    names = ", ".join(error.name for error in query.first_errors)
    text = f"This address takes no parameters ({names}): {query.path}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=400)


def _is_in_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith("/admin/")


def _without_tracking(request: HttpRequest) -> str:
    """The address without tracking names; empty if it has none."""
    kept = without_tracking(request.GET)
    return "" if len(kept) == len(request.GET) else request.path + query_string(dict(kept.lists()))
