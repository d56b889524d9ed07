"""The list of recommendations, and its downloads."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from recommendations.citations.lookup import direct_target
from recommendations.exports import FORMATS
from recommendations.exports.download import Download
from recommendations.pages.browse.list_page import ListPage
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.form import OF_THE_PAGE, without_tracking
from recommendations.selection.invalid_query import InvalidQuery
from recommendations.selection.result_pages import ResultPage
from recommendations.selection.selection import Selection
from smuggling_kb.languages import BY_CODE

View = Callable[..., HttpResponseBase]


def filtered(*, ignoring: Collection[str] = ()) -> Callable[[View], View]:
    """Hand a view the selection that the query string asks for.

    Otherwise answer in its place: without tracking names by a redirect, and a query string with a
    fault by a page that says what is wrong.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            asked = without_tracking(request.GET)
            if len(asked) < len(request.GET):
                return redirect(request.path + (f"?{asked.urlencode()}" if asked else ""))
            for name in ignoring:
                asked.pop(name, None)
            filters = RecommendationFilter(asked)
            if not filters.is_valid():
                return bad_filter(request, filters)
            return view(request, Selection(filters), *args, **kwargs)

        return answer

    return decorate


@require_safe
@filtered()
def record_list(request: HttpRequest, selection: Selection) -> HttpResponse:
    """The list, its filters and the ways to take it away; to what is cited, straight."""
    if address := cited(selection.filters.asked):
        return redirect(address)
    page = ResultPage(selection)
    if page.number > page.pages:
        last = str(page.pages) if page.pages > 1 else ""
        return redirect(selection.filters.address(page=last))
    return render(request, "browse/list.html", {"listing": ListPage(page)})


def cited(asked: QueryDict) -> str:
    """The address of the one thing that the words searched for cite, if nothing else is asked."""
    only = list(asked.lists())
    return direct_target(only[0][1][0]) if [name for name, _values in only] == ["q"] else ""


@require_safe
@filtered(ignoring=OF_THE_PAGE)
def record_download(
    request: HttpRequest, selection: Selection, extension: str
) -> StreamingHttpResponse:
    """Every record of the list, in the format that the address ends in."""
    language = get_language()
    file = Download(
        selection,
        language,
        root=request.build_absolute_uri("/").rstrip("/"),
        url=request.build_absolute_uri(request.path + selection.filters.query()),
    )
    form = FORMATS[extension]
    languages = selection.languages or [language]
    return StreamingHttpResponse(
        form.write(file),
        content_type=form.content_type,
        headers={
            "Content-Disposition": file.disposition(extension, timezone.localdate()),
            "Content-Language": ", ".join(BY_CODE[code].tag for code in languages),
            "X-Robots-Tag": "noindex",
        },
    )


def bad_filter(request: HttpRequest, filters: RecommendationFilter) -> HttpResponse:
    """What is wrong with the query string. Never everything instead."""
    context = {"diagnosis": InvalidQuery(filters)}
    return render(request, "browse/bad_filter.html", context, status=400)
