"""The admin's pages of the files that documents were read from, and their download."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from recommendations.importing.models import ImportFile
from smuggling_kb.admin.bases import ReadOnlyAdmin, SiteModelAdmin
from smuggling_kb.admin.cells import page_link


@admin.register(ImportFile)
class ImportFileAdmin(ReadOnlyAdmin, SiteModelAdmin[ImportFile]):
    list_display = ("file_name", "printed_size", "uploaded_by_name", "uploaded_at", "download")
    list_filter = ("uploaded_by_name",)
    search_fields = ("file_name", "sha256")
    fields = ("file_name", "printed_size", "sha256", "uploaded_by_name", "uploaded_at", "download")
    readonly_fields = ("printed_size", "download")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave the content in the database."""
        return super().get_queryset(request).defer("content")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.content_view))
        name = "importing_importfile_content"
        return [path("<int:row>/content/", view, name=name), *super().get_urls()]

    def content_view(self, request: HttpRequest, row: int) -> HttpResponse:
        """Download a file as it came; no browser shows it or guesses what it is."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        file = get_object_or_404(ImportFile, pk=row)
        disposition = content_disposition_header(as_attachment=True, filename=file.file_name)
        return HttpResponse(
            bytes(file.content),
            content_type="application/octet-stream",
            headers={"Content-Disposition": disposition or "attachment"},
        )

    @admin.display(description=gettext_lazy("size"), ordering="size")
    def printed_size(self, file: ImportFile) -> str:
        return filesizeformat(file.size)

    @admin.display(description=gettext_lazy("download"))
    def download(self, file: ImportFile) -> str:
        return page_link(content_address(file), _("Download"))


def content_address(file: ImportFile) -> str:
    """Return the address under which staff download a file."""
    return reverse("admin:importing_importfile_content", args=(file.pk,))
