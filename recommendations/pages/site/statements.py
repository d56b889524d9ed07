"""The statements of the site: on what terms its data are given, and who can use it and how."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def terms_detail(request: HttpRequest) -> HttpResponse:
    """Whose the texts are, whose all else, and what may be done with them; no query."""
    return render(request, "site/terms.html")


@require_safe
def accessibility_detail(request: HttpRequest) -> HttpResponse:
    """The accessibility of the site: what is tested and how, and the known limits; no query."""
    return render(request, "site/accessibility.html")
