"""The data version is recorded at once when a form changed what is public."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase

from recommendations.editions.computation import compute_beside_requests, refresh_if_possible


def record_data_version(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: what a form wrote has its date today, whenever it is first looked at.

    What takes longer than a request can wait for is computed beside the requests.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method == "POST" and response.status_code < HTTPStatus.BAD_REQUEST:
            refresh_if_possible()
        compute_beside_requests()
        return response

    return middleware
