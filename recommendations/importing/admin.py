"""The admin's pages of the groups that files wrote."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from recommendations.importing.models import ImportBatch, ImportFile, LoadedGroup
from smuggling_kb.admin.bases import ReadOnlyAdmin, SiteModelAdmin


@admin.register(LoadedGroup)
class LoadedGroupAdmin(ReadOnlyAdmin, SiteModelAdmin[LoadedGroup]):
    list_display = ("name", "source", "digest")
    list_filter = ("source",)
    search_fields = ("name", "source")
    fieldsets = (
        (
            None,
            {
                "fields": ("name", "source", "digest"),
                "description": _(
                    "These rows as a file last wrote them. Later changes are the editors’ and "
                    "are kept when the file is read again."
                ),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave out the row that records the digest of all files, which names no file."""
        return super().get_queryset(request).exclude(source="")


@admin.register(ImportFile)
class ImportFileAdmin(ReadOnlyAdmin, SiteModelAdmin[ImportFile]):
    list_display = ("file_name", "size", "sha256", "uploaded_by_name", "uploaded_at")
    search_fields = ("file_name", "sha256")
    fields = ("file_name", "size", "sha256", "uploaded_by_name", "uploaded_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave the content in the database."""
        return super().get_queryset(request).defer("content")


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin, SiteModelAdmin[ImportBatch]):
    list_display = ("symbol", "language", "stage", "created_by_name", "created_at")
    list_filter = ("stage",)
    search_fields = ("symbol",)
    fields = (
        *("symbol", "language", "genre", "session", "stage", "created_by_name", "created_at"),
        *("published_by_name", "published_at", "closed_by_name", "closed_at", "closing_reason"),
    )
