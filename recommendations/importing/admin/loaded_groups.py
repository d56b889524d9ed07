"""The admin's pages of the groups that files wrote."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from recommendations.importing.models import LoadedGroup
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
