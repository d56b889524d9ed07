"""The data version is recorded at once when a form changed what is public."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from recommendations.editions.data_version import refresh_if_possible


def record_data_version(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: what a form wrote has its date today, whenever it is first looked at."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method == "POST":
            refresh_if_possible()
        return response

    return middleware
