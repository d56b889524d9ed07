"""The form with which readers report a problem; sent, it leads to a confirmation."""

from __future__ import annotations

from math import ceil

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from recommendations.pages.problem_reports.report_form import ReportForm, ReportParams
from recommendations.problem_reports.models import ProblemReport
from recommendations.problem_reports.reported_page import recommendation_code
from recommendations.problem_reports.submission import submit_report
from recommendations.problem_reports.throttle import TooManyReports
from recommendations.selection.query_params import accepts_params

#: Not kept by anybody: the form holds a token of its visitor.
PRIVATE = {"private": True, "no_cache": True}


@require_http_methods(("GET", "HEAD", "POST"))
def report_form(request: HttpRequest) -> HttpResponseBase:
    """The form; sent, a report (302 to its confirmation), or what is wrong with it (400, 429)."""
    return _received_form(request) if request.method == "POST" else _empty_form(request)


report_form.filter_set = ReportParams  # type: ignore[attr-defined]


@accepts_params(ReportParams)
def _empty_form(request: HttpRequest, filters: ReportParams) -> HttpResponse:
    return render_report_form(request, ReportForm(initial=filters.cleaned_data))


def _received_form(request: HttpRequest) -> HttpResponse:
    form = ReportForm(request.POST)
    if not form.is_valid():
        if {"address", "code"} & form.errors.keys():
            raise BadRequest("The form names nothing that this site has.")
        return render_report_form(request, form, status=400)
    sent = form.cleaned_data
    try:
        report = submit_report(
            request,
            kind=sent["kind"],
            message=sent["message"],
            sender=sent["sender"],
            code=sent["code"],
            page=sent["address"],
        )
    except TooManyReports as error:
        seconds = ceil(error.wait.total_seconds())
        form.add_error(None, _too_many_words(ceil(seconds / 60)))
        response = render_report_form(request, form, status=429)
        response.headers["Retry-After"] = str(seconds)
        return response
    return redirect("recommendations:report_confirmation", report.reference)


def render_report_form(
    request: HttpRequest, form: ReportForm, status: int = 200, **context: object
) -> HttpResponse:
    """Answer with a form, which nobody else may keep; no query."""
    code, page = (str(form[name].value() or "") for name in ("code", "address"))
    context = {
        "form": form,
        "page": page,
        "code": code or recommendation_code(page),
        "is_contact": False,
        **context,
    }
    response = render(request, "problem_reports/report_form.html", context, status=status)
    patch_cache_control(response, **PRIVATE)
    return response


def _too_many_words(minutes: int) -> str:
    words = ngettext(
        "Too many reports were sent in the last hour. Nothing is lost: send this one again in"
        " %(minutes)d minute.",
        "Too many reports were sent in the last hour. Nothing is lost: send this one again in"
        " %(minutes)d minutes.",
        minutes,
    )
    return words % {"minutes": minutes}


@require_safe
@cache_control(**PRIVATE)
def report_confirmation(request: HttpRequest, reference: str) -> HttpResponse:
    """Confirm a report by its number, and show nothing of what it says; one query."""
    report = get_object_or_404(ProblemReport.objects.only("reference", "page"), reference=reference)
    page = f"/{get_language()}{report.page}" if report.page else ""
    return render(
        request,
        "problem_reports/report_confirmation.html",
        {
            "reference": report.reference,
            "page": page,
            "code": recommendation_code(report.page),
        },
    )
