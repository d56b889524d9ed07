"""The pages of one batch: who opens them in which stage, and the steps that they are part of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from recommendations.importing.admin.progress import Progress, progress_of, with_progress
from recommendations.importing.batches.permissions import (
    DECIDE_PERMISSION,
    PUBLISH_PERMISSION,
    UNDO_PERMISSION,
)
from recommendations.importing.models import BatchStage, ImportBatch
from sessions.genres import genre_by_slug
from smuggling_kb.admin.cells import change_address

VIEW_PERMISSION = "importing.view_importbatch"


def batch_address(batch: ImportBatch, page: str) -> str:
    """Return the address of a page of a batch, by the end of it."""
    return reverse(f"admin:importing_importbatch_{page}", args=(batch.pk,))


@dataclass(frozen=True)
class Step:
    """A step on the way of a document; without an address it cannot be gone to yet."""

    label: str
    note: str = ""
    address: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Fault:
    """A mistake in a form, and the control that it is about."""

    target: str
    message: str


def steps(
    batch: ImportBatch | None, progress: Progress, current: str, *, may_publish: bool = False
) -> list[Step]:
    """Return the steps from a file to its publication; ``current`` names the page that is open."""
    open_pages = {BatchStage.QUESTIONS: {"questions"}, BatchStage.REVIEW: {"review"}}
    reachable = set(open_pages.get(BatchStage(batch.stage), ())) if batch else set()
    if "review" in reachable and may_publish and not progress.open_records:
        reachable.add("publish")
    found = (
        ("add", _("File"), ""),
        ("questions", _("Questions"), progress.questions),
        ("review", _("Review"), progress.decisions),
        ("publish", _("Publish"), ""),
    )
    return [
        Step(
            label,
            note,
            batch_address(batch, name) if batch and name in reachable - {current} else "",
            name == current,
        )
        for name, label, note in found
    ]


def genre_label(slug: str) -> str:
    """Return the label of a genre; empty if none is known."""
    return str(genre_by_slug(slug).label) if slug else ""


class ImportingView:
    """A page for bringing in a document, as the site of the admin shows it."""

    template: ClassVar[str]

    def __init__(self, site: AdminSite, request: HttpRequest) -> None:
        self.site = site
        self.request = request
        self.user = cast(User, request.user)

    def render(self, title: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Return the page, in the frame of the admin."""
        self.request.current_app = self.site.name
        frame = {**self.site.each_context(self.request), "opts": ImportBatch._meta, "title": title}
        return TemplateResponse(self.request, self.template, {**frame, **context}, status=status)


class BatchView(ImportingView):
    """A page of one batch."""

    #: The end of its address.
    name: ClassVar[str]
    permission: ClassVar[str] = VIEW_PERMISSION
    #: The stages in which a batch has the page.
    stages: ClassVar[tuple[str, ...]] = tuple(BatchStage.values)

    batch: ImportBatch

    def respond(self, row: int) -> HttpResponse:
        """Answer to whoever may see the page; lead to another one if the batch has gone on."""
        if not self.user.has_perm(self.permission):
            raise PermissionDenied
        self.batch = get_object_or_404(with_progress(ImportBatch.objects.for_list()), pk=row)
        if self.batch.stage not in self.stages:
            return self.leave(self.stage_message())
        return self.post() if self.request.method == "POST" else self.get()

    def get(self) -> HttpResponse:
        raise NotImplementedError

    def post(self) -> HttpResponse:
        return HttpResponseNotAllowed(("GET", "HEAD"))

    def stage_message(self) -> str:
        """Return what has become of a batch that does not have the page in its stage."""
        return _("This page is closed: the document is “%(stage)s” now.") % {
            "stage": self.batch.get_stage_display()
        }

    def leave(self, message: str = "", level: int = messages.WARNING) -> HttpResponse:
        """Lead to where the batch goes on."""
        if message:
            messages.add_message(self.request, level, message)
        return redirect(change_address(self.batch))

    def render(self, title: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Return the page with the batch's own head and steps."""
        progress = progress_of(self.batch)
        may_publish = self.user.has_perm(PUBLISH_PERMISSION)
        head = {
            "genre": genre_label(self.batch.genre),
            "batch": self.batch,
            "progress": progress,
            "steps": steps(self.batch, progress, self.name, may_publish=may_publish),
            "may_prepare": self.user.has_perm(DECIDE_PERMISSION),
            "may_undo": self.user.has_perm(UNDO_PERMISSION),
            "may_publish": may_publish,
        }
        return super().render(title, {**head, **context}, status)
