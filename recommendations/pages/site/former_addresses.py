"""Addresses that are no more: they lead for ever to where the same is now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from recommendations.models import Instrument, Provision, Theme
from sessions.models import Document, WorkingGroupSession
from smuggling_kb import errors
from smuggling_kb.addresses.models import FormerAddress
from smuggling_kb.addresses.redirects import redirect_permanently

#: The parts of an address that are named in it.
Parts = dict[str, Any]


def redirect_or_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 301 at a former address, else 404. Asked only once there is no page."""
    if address := present_address(request):
        return redirect_permanently(address)
    return errors.page_not_found(request, exception)


def present_address(request: HttpRequest) -> str:
    """Return where the page of a former address is now, with its query; empty if nowhere."""
    match = request.resolver_match
    find = PRESENT_PARTS.get(match.view_name) if match else None
    if match is None or find is None or request.method not in ("GET", "HEAD"):
        return ""
    parts = find(dict(match.kwargs))
    if parts is None:
        return ""
    query = request.META.get("QUERY_STRING", "")
    return reverse(match.view_name, kwargs=parts) + (f"?{query}" if query else "")


def renamed_part(name: str, rows: Callable[[], QuerySet[Any]]) -> Callable[[Parts], Parts | None]:
    """Return a function that puts what a row is called now in place of what it was called."""

    def find(parts: Parts) -> Parts | None:
        former = str(parts[name])
        present = FormerAddress.objects.present_values(rows(), [former])
        return {**parts, name: present[former]} if former in present else None

    return find


def renamed_article(parts: Parts) -> Parts | None:
    """Return the same of an article; a treaty renames all of its own."""
    former = f"{parts['instrument']}-{parts['part']}"
    present = FormerAddress.objects.present_values(Provision.objects.all(), [former])
    if former not in present:
        return renamed_part("instrument", Instrument.objects.all)(parts)
    provision = Provision.objects.select_related("instrument").get(slug=present[former])
    return {"instrument": provision.instrument.slug, "part": provision.part}


#: By the name of each address that names a row: a function from its former parts to the present.
PRESENT_PARTS: dict[str, Callable[[Parts], Parts | None]] = {
    "recommendations:document": renamed_part("symbol", Document.objects.published),
    "recommendations:document_citations": renamed_part("symbol", Document.objects.published),
    "sessions:session": renamed_part("number", WorkingGroupSession.objects.published),
    "recommendations:theme": renamed_part("slug", Theme.objects.chapters),
    "recommendations:subject": renamed_part("slug", Theme.objects.subjects),
    "recommendations:instrument": renamed_part("instrument", Instrument.objects.all),
    "recommendations:article": renamed_article,
}
