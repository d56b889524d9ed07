"""Requests that no page of the admin sends are refused in words, before the database is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.admin.views.main import SEARCH_VAR
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from smuggling_kb.admin.row_keys import is_row_key

View = Callable[..., HttpResponseBase]

#: The longest search in a list of the admin and in its searched choices, as on public pages.
LONGEST_SEARCH = 200
#: The longest other value in an address: a list's address, within another's.
LONGEST_VALUE = 4000
#: The names of parameters that are searched for.
SEARCHES = (SEARCH_VAR, "term")
#: Whole numbers of which no column holds the largest.
LONG_NUMBER = re.compile(r"\s*-?[0-9]{19,}\s*")
LARGEST = 2**63 - 1
SAVE_AS_NEW = "_saveasnew"


class StrictAdminRequests:
    """Middleware: the admin's pages answer 400, with what is wrong, to what they never send."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not request.path_info.startswith("/admin/") or not admin.site.has_permission(request):
            return None  # Who may not see the page is told so by the page.
        page: ModelAdmin[Any] | None = getattr(view, "model_admin", None)
        problems = [*address_problems(request), *(page_problems(page, request) if page else ())]
        if not problems:
            return None
        context = {
            **admin.site.each_context(request),
            "title": _("This cannot be understood"),
            "problems": problems,
        }
        return render(request, "admin/refused.html", context, status=400)


def address_problems(request: HttpRequest) -> Iterator[str]:
    """Yield what is wrong with the parameters of an address."""
    for name, values in request.GET.lists():
        is_search = name in SEARCHES
        longest = LONGEST_SEARCH if is_search else LONGEST_VALUE
        for value in values:
            if len(value) > longest and is_search:
                yield _(
                    "You searched for %(length)s characters; at most %(longest)s can be searched"
                    " for. Shorten the search."
                ) % {"length": len(value), "longest": longest}
            elif len(value) > longest:
                yield _("The value of “%(name)s” is too long.") % {"name": name[:LONGEST_SEARCH]}
            elif not is_search and is_too_large(value):
                yield _("“%(value)s” is too large: there is nothing with that number.") % {
                    "value": value[:LONGEST_SEARCH]
                }


def is_too_large(value: str) -> bool:
    """Return whether a value is a whole number, or a list of some, that no column holds."""
    return any(
        LONG_NUMBER.fullmatch(part) and (len(part) > 100 or abs(int(part)) > LARGEST)
        for part in value.split(",")
    )


def page_problems(page: ModelAdmin[Any], request: HttpRequest) -> Iterator[str]:
    """Yield what is wrong with what a page of a model is asked, or its form sent."""
    if "" in (request.GET.get(TO_FIELD_VAR), request.POST.get(TO_FIELD_VAR)):
        yield _("The address does not say by which field rows are to be found.")
    if SAVE_AS_NEW in request.POST and not page.save_as:
        yield _("This page does not save copies. Go back and choose one of its buttons.")
    chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
    if not all(is_row_key(page.model, key) for key in chosen):
        yield _("The form names rows that cannot exist. Load the list again and choose anew.")
