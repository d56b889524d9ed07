"""Access of staff to drafts on public pages, which no shared cache may keep."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from recommendations.models import Recommendation

View = Callable[..., HttpResponse]


def is_staff_reader(request: HttpRequest) -> bool:
    """Return whether the visitor works on recommendations in the admin.

    A visitor without a session is none, without a query: pages for everybody cost nothing more.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return request.user.is_staff and request.user.has_perm("recommendations.view_recommendation")


def vary_for_staff(view: View) -> View:
    """Let no cache keep the pages of staff, nor answer staff with pages kept for others."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ("Cookie",))
        if is_staff_reader(request):
            add_never_cache_headers(response)
        return response

    return answer


def edit_address(recommendation: Recommendation) -> str:
    """Return the address of its page in the admin."""
    return reverse("admin:recommendations_recommendation_change", args=(recommendation.pk,))


def edit_address_for(request: HttpRequest, recommendation: Recommendation) -> str:
    """Return the address of its page in the admin for staff; empty for other readers."""
    return edit_address(recommendation) if is_staff_reader(request) else ""
