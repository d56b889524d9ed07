"""The page that says how to reach whoever runs this site."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from recommendations.pages.problem_reports.report_form import ReportForm
from recommendations.pages.problem_reports.views import render_report_form
from recommendations.problem_reports.models import ProblemKind


@dataclass(frozen=True)
class ContactLink:
    """A contact of the settings, as an address and as a reader writes it."""

    address: str

    @property
    def label(self) -> str:
        """The address without the scheme that a reader does not type."""
        return self.address.removeprefix("mailto:").removeprefix("tel:")


@require_safe
def contact_detail(request: HttpRequest) -> HttpResponse:
    """The contacts of the settings; where there are none, the form of reports. No query."""
    if not settings.CONTACT:
        form = ReportForm(initial={"kind": ProblemKind.OTHER})
        return render_report_form(request, form, is_contact=True)
    contacts = [ContactLink(address) for address in settings.CONTACT]
    response = render(request, "site/contact.html", {"contacts": contacts})
    # It shows a setting, of which no version of the data or of the code tells.
    patch_cache_control(response, no_cache=True)
    return response
