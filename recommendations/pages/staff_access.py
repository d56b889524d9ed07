"""Access of staff to drafts on public pages, which no shared cache may keep."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from recommendations.models import PERMANENT_STAGES, Recommendation
from recommendations.rendering.environment import render
from sessions.models import Document
from smuggling_kb.languages import BY_CODE

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


def edit_address(row: Recommendation | Document) -> str:
    """Return the address of its page in the admin."""
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=(row.pk,))


def staff_note(request: HttpRequest, row: Recommendation | Document) -> SafeString:
    """Return what staff see above a page: its stage, and where to edit it; others see nothing."""
    if not is_staff_reader(request):
        return SafeString("")
    return render(
        "staff_note.html",
        edit=edit_address(row),
        stage=row.get_publication_display(),
        has_address=row.publication in PERMANENT_STAGES,
        gap=BY_CODE[get_language()].gap,
    )
