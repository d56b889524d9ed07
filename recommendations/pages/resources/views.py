"""Questions, mechanisms, tools and guides that the documents list for others to use."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recommendations.pages.resources.resource_filter import ResourceFilter
from recommendations.pages.resources.resource_list import ResourceList
from recommendations.selection.query_params import accepts_params


@accepts_params(ResourceFilter)
def resource_list(request: HttpRequest, filters: ResourceFilter) -> HttpResponse:
    """Every resource, or those of some kinds and documents."""
    context = {"listing": ResourceList(filters), "filters": filters}
    return render(request, "resources/resource_list.html", context)
