"""What the documents list for others to use: questions, mechanisms, tools and guides."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from recommendations.pages.resources.resource_list import ResourceList
from recommendations.selection.form import without_tracking


@require_safe
def resource_list(request: HttpRequest) -> HttpResponse:
    """Every resource, or those of some kinds and documents."""
    asked = without_tracking(request.GET)
    if len(asked) < len(request.GET):
        return redirect(request.path + (f"?{asked.urlencode()}" if asked else ""))
    listing = ResourceList(asked)
    if not listing.form.is_valid():
        context = {"diagnosis": listing}
        return render(request, "resources/bad_resources.html", context, status=400)
    return render(request, "resources/resource_list.html", {"listing": listing})
