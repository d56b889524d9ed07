"""The admin's list of documents being brought in, and the pages of each."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy

from recommendations.importing.admin.batch_history import BatchHistoryView
from recommendations.importing.admin.batch_view import BatchView, genre_label
from recommendations.importing.admin.progress import progress_of, with_progress
from recommendations.importing.admin.publication import DiscardView, PublishView, UndoView
from recommendations.importing.admin.questions import QuestionsView
from recommendations.importing.admin.result import ResultView
from recommendations.importing.admin.review import ReviewView
from recommendations.importing.admin.upload import UploadView
from recommendations.importing.models import BatchStage, ImportBatch
from smuggling_kb.admin.bases import ReadOnlyAdmin, SiteModelAdmin
from smuggling_kb.admin.row_keys import is_row_key

#: The pages of one batch, by the end of their address.
VIEWS: dict[str, type[BatchView]] = {
    "questions": QuestionsView,
    "review": ReviewView,
    "publish": PublishView,
    "undo": UndoView,
    "discard": DiscardView,
}


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin, SiteModelAdmin[ImportBatch]):
    """Nobody edits a batch's fields: what becomes of it is decided on pages of its own."""

    list_display = (
        *("document", "genre_label", "language", "stage", "progress", "created_by_name"),
        *("created_at", "published_by_name"),
    )
    list_filter = ("stage", "language", "created_by_name")
    search_fields = ("symbol", "file__file_name")
    search_help_text = gettext_lazy("Symbol or name of the file")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read what the list shows, without files and plans."""
        return with_progress(ImportBatch.objects.for_list())

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("importing.add_importbatch")

    def get_urls(self) -> list[URLPattern]:
        """Put the pages of a batch before Django's own."""
        own = [
            path(
                f"<int:batch>/{name}/",
                self.admin_site.admin_view(partial(self.batch_view, view)),
                name=f"importing_importbatch_{name}",
            )
            for name, view in VIEWS.items()
        ]
        return [*own, *super().get_urls()]

    def batch_view(self, view: type[BatchView], request: HttpRequest, batch: int) -> HttpResponse:
        """Answer with a page of a batch to whoever may see it."""
        return view(self.admin_site, request).respond(batch)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take in a file."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return UploadView(self.admin_site, request).respond()

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Lead to where a batch goes on; show the result of one that does not."""
        return ResultView(self.admin_site, request).respond(batch_key(object_id))

    def history_view(self, request: HttpRequest, object_id: str, *args: Any) -> HttpResponse:
        """Tell who did what with a batch, and when."""
        return BatchHistoryView(self.admin_site, request).respond(batch_key(object_id))

    @admin.display(description=gettext_lazy("document"), ordering="symbol")
    def document(self, batch: ImportBatch) -> str:
        return batch.symbol or batch.file.file_name

    @admin.display(description=gettext_lazy("genre"), ordering="genre")
    def genre_label(self, batch: ImportBatch) -> str:
        return genre_label(batch.genre)

    @admin.display(description=gettext_lazy("progress"))
    def progress(self, batch: ImportBatch) -> str:
        """Say how far an open batch is; one that is closed is done."""
        progress = progress_of(batch)
        if batch.stage == BatchStage.QUESTIONS:
            return progress.questions
        return progress.decisions if batch.stage == BatchStage.REVIEW else ""


def batch_key(text: str) -> int:
    """Return the primary key that an address names; ``Http404`` if it can be none."""
    if not is_row_key(ImportBatch, text):
        raise Http404
    return int(text)
