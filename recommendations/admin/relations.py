"""The admin's pages of relations: both texts side by side, with what is different in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy

from recommendations.admin.archive_guard import ArchiveGuardedAdmin
from recommendations.admin.forms import RemarkForm
from recommendations.models import Recommendation, Relation, RelationNote
from recommendations.pages.families import compare, wordings
from recommendations.pages.families.wordings import ComparedWording
from smuggling_kb.admin.bases import StackInline


@dataclass(frozen=True)
class RelationEnd:
    """One end of a relation: its words, with what differs from the other end marked."""

    recommendation: Recommendation
    #: None if it has no text yet.
    wording: ComparedWording | None


def relation_ends(relation: Relation) -> list[RelationEnd]:
    """Return the earlier end, which the relation points to, and the later; reads their texts."""
    ends = [relation.target, relation.recommendation]
    found = wordings.diff_with_first(
        [wordings.record_wordings(end) for end in ends], get_language()
    )
    return [RelationEnd(end, wording) for end, wording in zip(ends, found, strict=True)]


class RelationNoteInline(StackInline[RelationNote, Relation]):
    model = RelationNote
    form = RemarkForm


@admin.register(Relation)
class RelationAdmin(ArchiveGuardedAdmin[Relation]):
    inlines = (RelationNoteInline,)
    select_related = ("recommendation", "target")
    list_display = ("recommendation", "type", "target", "origin", "confidence")
    list_filter = ("type", "origin", "confidence")
    search_fields = ("recommendation__code", "target__code", "notes__text")
    search_help_text = gettext_lazy("Code of either recommendation, or words of the note")
    autocomplete_fields = ("recommendation", "target")
    readonly_fields = ("side_by_side",)
    fieldsets = (
        (None, {"fields": ("recommendation", "type", "target")}),
        (gettext_lazy("Who says so"), {"fields": ("origin", "confidence")}),
        (gettext_lazy("Texts"), {"fields": ("side_by_side",)}),
    )

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(css={"all": ("comparing.css",)})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new relation has no texts yet."""
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else fieldsets[:-1]

    @admin.display(description=gettext_lazy("side by side"))
    def side_by_side(self, relation: Relation) -> SafeString:
        both = relation_ends(relation)
        are_public = all(side.recommendation.is_public for side in both)
        codes = [side.recommendation.code for side in both]
        context = {
            "sides": both,
            "comparison": compare.comparison_address(codes) if are_public else "",
        }
        return SafeString(
            render_to_string("admin/recommendations/relation/_side_by_side.html", context)
        )
