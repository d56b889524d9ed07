"""What staff alone see on public pages, and how it is kept out of shared caches."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from recommendations.models import Recommendation

View = Callable[..., HttpResponse]


def is_reading(request: HttpRequest) -> bool:
    """Whether the visitor works on recommendations in the admin.

    Of a visitor without a session nothing is asked: a page for everybody costs no query for it.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return request.user.is_staff and request.user.has_perm("recommendations.view_recommendation")


def varies_for_staff(view: View) -> View:
    """Let no cache keep what staff are shown, nor show staff what it keeps for others."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ("Cookie",))
        if is_reading(request):
            add_never_cache_headers(response)
        return response

    return answer


def edit_address(recommendation: Recommendation) -> str:
    """Of its page in the admin."""
    return reverse("admin:recommendations_recommendation_change", args=(recommendation.pk,))
