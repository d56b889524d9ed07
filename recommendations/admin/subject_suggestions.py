"""The queue of subjects that rules suggest, to confirm or reject one by one or many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext

from recommendations.admin.filters import RelatedThemeFilter
from recommendations.curation.subject_suggestions import (
    confirm_suggestions,
    may_decide,
    reject_suggestions,
)
from recommendations.models import SubjectSuggestion
from recommendations.names.themes import theme_name
from smuggling_kb.admin.bases import ReadOnlyAdmin, SiteModelAdmin
from smuggling_kb.admin.cells import change_link, format_excerpt, format_passage
from smuggling_kb.preference import SOURCE

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@admin.register(SubjectSuggestion)
class SubjectSuggestionAdmin(ReadOnlyAdmin, SiteModelAdmin[SubjectSuggestion]):
    """Each line is a record and a subject; nothing of it is public before it is confirmed."""

    select_related = ("recommendation", "theme")
    list_prefetch_related = ("theme__names", "recommendation__texts")
    list_display = ("record", "subject", "found_words", "text", "decision", "by_name")
    list_display_links = None
    list_filter = ("decision", "recommendation__year", ("theme", RelatedThemeFilter))
    search_fields = ("recommendation__code", "theme__slug", "words")
    search_help_text = gettext_lazy("Code, slug of the subject, or words found")
    actions = ("confirm", "reject")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer decisions to those who may assign subjects."""
        actions = super().get_actions(request)
        if not may_decide(cast("User", request.user)):
            actions = {name: each for name, each in actions.items() if name not in self.actions}
        return actions

    @admin.action(description=gettext_lazy("Confirm: the subject is right"))
    def confirm(self, request: HttpRequest, chosen: QuerySet[SubjectSuggestion]) -> None:
        count = confirm_suggestions(_keys(chosen), by=cast("User", request.user))
        message = ngettext(
            "%(count)s suggested subject was confirmed.",
            "%(count)s suggested subjects were confirmed.",
            count,
        )
        messages.success(request, message % {"count": count})

    @admin.action(description=gettext_lazy("Reject: the text is not about it"))
    def reject(self, request: HttpRequest, chosen: QuerySet[SubjectSuggestion]) -> None:
        count = reject_suggestions(_keys(chosen), by=cast("User", request.user))
        message = ngettext(
            "%(count)s suggested subject was rejected.",
            "%(count)s suggested subjects were rejected.",
            count,
        )
        messages.success(request, message % {"count": count})

    @admin.display(description=gettext_lazy("recommendation"), ordering="recommendation")
    def record(self, suggestion: SubjectSuggestion) -> SafeString:
        return change_link(suggestion.recommendation)

    @admin.display(description=gettext_lazy("subject"), ordering="theme__position")
    def subject(self, suggestion: SubjectSuggestion) -> str:
        return theme_name(suggestion.theme)

    @admin.display(description=gettext_lazy("words found"))
    def found_words(self, suggestion: SubjectSuggestion) -> SafeString:
        return format_passage(suggestion.words, SOURCE)

    @admin.display(description=gettext_lazy("text"))
    def text(self, suggestion: SubjectSuggestion) -> SafeString | str:
        texts = suggestion.recommendation.texts_for(SOURCE)
        return format_excerpt(texts[0].text, texts[0].language) if texts else ""


def _keys(chosen: QuerySet[SubjectSuggestion]) -> list[int]:
    return list(chosen.order_by().values_list("pk", flat=True))
