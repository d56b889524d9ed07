"""The admin's pages of meetings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions import places
from sessions.admin.forms import check_symbol
from sessions.models import Document, ReportedTopics, SessionSymbol, WorkingGroupSession
from smuggling_kb.admin.addressed import AddressedAdmin
from smuggling_kb.admin.audited import AuditedAdmin
from smuggling_kb.admin.bases import ReadOnlyAdmin, TableInline


class SessionForm(forms.ModelForm[WorkingGroupSession]):
    def clean_evidence(self) -> str:
        evidence: str = self.cleaned_data["evidence"]
        for place in places.parse_places(evidence):
            check_symbol(place.symbol)
        return evidence


class SessionDocumentInline(ReadOnlyAdmin, TableInline[Document, WorkingGroupSession]):
    model = Document
    fields = ("symbol", "genre", "year")
    readonly_fields = fields
    show_change_link = True


class SessionSymbolForm(forms.ModelForm[SessionSymbol]):
    def clean_symbol(self) -> str:
        symbol: str = self.cleaned_data["symbol"]
        check_symbol(symbol)
        return symbol


class SessionSymbolInline(TableInline[SessionSymbol, WorkingGroupSession]):
    model = SessionSymbol
    form = SessionSymbolForm
    extra = 0


class ReportedTopicsInline(TableInline[ReportedTopics, WorkingGroupSession]):
    model = ReportedTopics
    extra = 0


class HasRecommendationsFilter(admin.SimpleListFilter):
    """Filters meetings by whether the site has any recommendation of theirs."""

    title = gettext_lazy("recommendations")
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("on this site")), ("no", gettext_lazy("none on this site"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        choices = {"yes": Q(recommendations_total__gt=0), "no": Q(recommendations_total=0)}
        return queryset.filter(choices.get(self.value() or "", Q()))


@admin.register(WorkingGroupSession)
class WorkingGroupSessionAdmin(AddressedAdmin[WorkingGroupSession]):
    form = SessionForm
    list_display = (
        *("number", "start", "end", "city", "document_count", "recommendation_count"),
        "publication",
    )
    list_filter = ("publication", "city", HasRecommendationsFilter)
    search_fields = ("number", "evidence", "documents__symbol")
    search_help_text = gettext_lazy("Number of the session, or symbol of a document")
    fieldsets = (
        (None, {"fields": (("number", "publication"),)}),
        (
            gettext_lazy("Dates and place"),
            {
                "fields": (("start", "end"), "city", "evidence"),
                "description": gettext_lazy(
                    "Leave empty what no document states. The site says that it is not known."
                ),
            },
        ),
        (
            gettext_lazy("Reported by others"),
            {
                "fields": (
                    "reported_by",
                    ("reported_start", "reported_end", "reported_day"),
                    ("reported_year", "reported_city"),
                    ("reported_recommendations", "reported_participants"),
                ),
                "description": gettext_lazy(
                    "What no document in this knowledge base says. Shown separately, with its "
                    "source."
                ),
            },
        ),
    )
    readonly_fields = ("publication",)
    inlines = (SessionDocumentInline, SessionSymbolInline, ReportedTopicsInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        sessions: QuerySet[Any] = (
            super()
            .get_queryset(request)
            .annotate(
                documents_total=Count("documents", distinct=True),
                recommendations_total=Count("recommendations", distinct=True),
            )
        )
        return sessions

    @admin.display(description=gettext_lazy("documents"), ordering="documents_total")
    def document_count(self, session: Any) -> str:
        return str(session.documents_total or _("none on this site"))

    @admin.display(description=gettext_lazy("recommendations"), ordering="recommendations_total")
    def recommendation_count(self, session: Any) -> str:
        return str(session.recommendations_total or _("none on this site"))

    def view_on_site(self, session: WorkingGroupSession) -> str | None:
        """Return its public page; a draft has none."""
        if session.is_draft:
            return None
        return reverse("sessions:session", args=(session.number,))


@admin.register(SessionSymbol)
class SessionSymbolAdmin(AuditedAdmin[SessionSymbol]):
    form = SessionSymbolForm
    select_related = ("session",)
    list_display = ("symbol", "session", "role", "evidence")
    list_filter = ("role",)
    search_fields = ("symbol", "evidence")


@admin.register(ReportedTopics)
class ReportedTopicsAdmin(AuditedAdmin[ReportedTopics]):
    select_related = ("session",)
    list_display = ("session", "language", "text")
    list_filter = ("language",)
    search_fields = ("text",)
