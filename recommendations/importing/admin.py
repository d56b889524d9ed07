"""The admin's pages of what files wrote."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from recommendations.importing.models import LoadedGroup
from smuggling_kb.curation import Page, ReadOnly


@admin.register(LoadedGroup)
class LoadedGroupAdmin(ReadOnly, Page[LoadedGroup]):
    list_display = ("name", "source", "digest")
    list_filter = ("source",)
    search_fields = ("name", "source")
    fieldsets = (
        (
            None,
            {
                "fields": ("name", "source", "digest"),
                "description": _(
                    "How a file last left these rows. What has changed since is an editor's and is"
                    " left alone when the file is read again."
                ),
            },
        ),
    )
