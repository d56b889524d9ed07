"""The verification of a data version or of a file, which is read and not kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from django_filters import CharFilter

from recommendations.curation.corrections.table import UnreadableTable
from recommendations.editions.edition_changes import changes_since, find_edition
from recommendations.index import current_index, pin_index
from recommendations.pages.verification.comparison import compare_file
from recommendations.pages.verification.edition_report import EditionReport
from recommendations.pages.verification.file_reader import (
    MAX_BYTES,
    TOO_LARGE,
    VERSION,
    read_downloaded_file,
)
from recommendations.selection.filter_set import StrictFilterSet
from recommendations.selection.query_params import accepts_params
from smuggling_kb import errors
from smuggling_kb.deployment.site_address import site_root

#: Files that are read at a time in this process, and the seconds that others wait for a turn.
_turns = BoundedSemaphore(1)
PATIENCE = 10
#: Not kept by anybody: the form holds a token of its visitor.
PRIVATE = {"private": True, "no_cache": True}
BUSY = _("Other files are being compared now. Try again in half a minute.")


class VersionParams(StrictFilterSet):
    """``version`` is a data version as files and pages name it."""

    version = CharFilter(
        validators=[
            RegexValidator(
                r"\A\s*(after-)?[0-9A-Fa-f]{12}\s*\Z",
                _("A data version has twelve characters: digits and the letters a to f."),
            )
        ]
    )


class FileForm(forms.Form):
    """Asks for a file that was downloaded here."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.json"}),
        allow_empty_file=True,
        help_text=_("CSV, XLSX or JSON of a list or a record, at most 1 MB."),
        error_messages={"required": _("Choose a file."), "invalid": _("Choose a file.")},
    )


@require_http_methods(("GET", "HEAD", "POST"))
def verification(request: HttpRequest) -> HttpResponseBase:
    """Tell whether a data version or a file is what the site gives now, and what changed since."""
    return _verified_file(request) if request.method == "POST" else _verified_version(request)


verification.filter_set = VersionParams  # type: ignore[attr-defined]


@accepts_params(VersionParams)
def _verified_version(request: HttpRequest, filters: VersionParams) -> HttpResponse:
    asked = filters.cleaned_data["version"].strip().lower().removeprefix("after-")
    report = edition_report(asked) if asked else None
    status = 404 if asked and report is None else 200
    return _render(request, FileForm(), status, asked=asked, report=report)


def edition_report(digest: str) -> EditionReport | None:
    """Return what is known of a data version; None if it was none of this site."""
    edition = find_edition(digest)
    if edition is None:
        return None
    return EditionReport(edition, changes_since(edition), current_index().data_version.is_behind)


def _verified_file(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _render(request, form, 400)
    upload: UploadedFile[bytes] = form.cleaned_data["file"]
    if upload.size is None or upload.size > MAX_BYTES:
        form.add_error("file", TOO_LARGE)
        return _render(request, form, 400)
    with _take_turn() as has_turn:
        if not has_turn:
            form.add_error("file", BUSY)
            response = _render(request, form, 503)
            response.headers["Retry-After"] = errors.RETRY_DOWNLOAD_AFTER
            return response
        try:
            file = read_downloaded_file(upload.read())
        except UnreadableTable as error:
            form.add_error("file", str(error))
            return _render(request, form, 400)
    name = upload.name or ""
    match = VERSION.search(name)
    digest = file.data_version or (match[0] if match else "")
    with pin_index(current_index()):
        report = edition_report(digest) if digest else None
        comparison = compare_file(
            file,
            report.edition if report else None,
            report.changes if report else [],
            current_index(),
            site_root(request),
        )
        return _render(
            request,
            FileForm(),
            asked=digest,
            report=report,
            comparison=comparison,
            name=name,
        )


@contextmanager
def _take_turn() -> Iterator[bool]:
    has_turn = _turns.acquire(timeout=PATIENCE)
    try:
        yield has_turn
    finally:
        if has_turn:
            _turns.release()


def _render(
    request: HttpRequest, form: FileForm, status: int = 200, **context: object
) -> HttpResponse:
    nothing = {"asked": "", "report": None, "comparison": None, "name": ""}
    response = render(
        request,
        "verification/verification.html",
        {"form": form, "data_version": current_index().data_version, **nothing, **context},
        status=status,
    )
    patch_cache_control(response, **PRIVATE)
    return response
