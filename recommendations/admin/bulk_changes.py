"""The admin's page for changing many recommendations: choose, preview, confirm."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from recommendations.curation.actions import BulkChangeRefused, apply_bulk_change
from recommendations.curation.bulk import CHANGES, BulkChange, BulkPlan, plan_bulk_change
from recommendations.curation.bulk.publication_preview import (
    PublicationPreview,
    publication_previews,
)
from recommendations.history.versions import ConcurrentChange, version_numbers
from recommendations.models import Recommendation
from recommendations.texts.codes import CANONICAL_CODE
from smuggling_kb.admin.forms import MultilineField

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: Recommendations that one page shows and changes at once.
MAX_RECORDS = 1000

#: The name of the boxes by which each recommendation is chosen.
TICKED = "ticked"

LIST = "admin:recommendations_recommendation_changelist"


class BulkChangeForm(forms.Form):
    """Asks for the values of a change and for its reason."""

    reason = MultilineField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It is kept in the history of each recommendation."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )

    def __init__(
        self,
        change: BulkChange,
        data: Mapping[str, Any] | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.change = change
        self.fields = change.form_fields() | self.fields

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and (mistake := self.change.check_values(cleaned)):
            self.add_error(None, mistake)
        return cleaned

    @property
    def sent_values(self) -> str:
        """Return the values as sent: what is confirmed must be what was previewed."""
        names = sorted(self.change.form_fields())
        return json.dumps([self.data.get(name, "") for name in names])


def bulk_actions(user: User) -> dict[str, tuple[Callable[..., HttpResponse | None], str, Any]]:
    """Return what somebody may do with a selection, as Django's lists take it."""
    return {
        name: (as_admin_action(change), name, change.label)
        for name, change in CHANGES.items()
        if change.is_allowed_for(user)
    }


def as_admin_action(change: BulkChange) -> Callable[..., HttpResponse | None]:
    """Return the action of a list that leads to the page of a change."""

    def open_page(
        page: admin.ModelAdmin[Any], request: HttpRequest, selected: QuerySet[Recommendation]
    ) -> HttpResponse | None:
        codes = list(
            selected.order_by().values_list("code", flat=True).distinct()[: MAX_RECORDS + 1]
        )
        if len(codes) > MAX_RECORDS:
            message = _(
                "You can change at most %(count)s recommendations at once: filter the list."
            )
            messages.error(request, message % {"count": MAX_RECORDS})
            return None
        query = request.GET.urlencode()
        return BulkChangeView(request, page.admin_site, change, codes, query).preview()

    return open_page


def bulk_change_urls(page: admin.ModelAdmin[Any]) -> list[URLPattern]:
    """Return the route that the page of a change sends its form to."""
    view = require_POST(page.admin_site.admin_view(_view(page.admin_site)))
    return [path("bulk/<slug:name>/", view, name="recommendations_recommendation_bulk")]


def _view(site: admin.AdminSite) -> Callable[[HttpRequest, str], HttpResponse]:
    def view(request: HttpRequest, name: str) -> HttpResponse:
        change = CHANGES.get(name)
        if change is None:
            raise Http404
        return BulkChangeView.from_form(request, site, change).respond()

    return view


class BulkChangeView:
    """The page of one change of some recommendations."""

    def __init__(
        self,
        request: HttpRequest,
        site: admin.AdminSite,
        change: BulkChange,
        codes: list[str],
        query: str,
    ) -> None:
        if request.user.is_anonymous or not change.is_allowed_for(request.user):
            raise PermissionDenied
        self.user = request.user
        self.request = request
        self.site = site
        self.change = change
        self.codes = codes
        self.query = query

    @classmethod
    def from_form(
        cls, request: HttpRequest, site: admin.AdminSite, change: BulkChange
    ) -> BulkChangeView:
        """Read the page's own form; ``BadRequest`` if something else sent it."""
        codes = request.POST.get("codes", "").split()
        if not 1 <= len(codes) <= MAX_RECORDS or not all(map(CANONICAL_CODE.fullmatch, codes)):
            raise BadRequest("The form names no recommendations")
        return cls(request, site, change, codes, request.POST.get("query", ""))

    def respond(self) -> HttpResponse:
        """Apply the change if it is confirmed as it was previewed; else show what it would do.

        Another page may lead here with nothing but codes.
        """
        if "sent" not in self.request.POST:
            return self.preview()
        form = BulkChangeForm(self.change, self.request.POST)
        sent = self.request.POST
        confirmed = "confirm" in sent and sent.get("sent") == form.sent_values
        if not (form.is_valid() and confirmed):
            return self.render(form)
        seen = self._chosen_versions()
        if not seen:
            form.add_error(None, _("Tick what is to be published."))
            return self.render(form)
        reason = form.cleaned_data["reason"]
        try:
            count = apply_bulk_change(
                change=self.change,
                values=form.cleaned_data,
                seen=seen,
                by=self.user,
                reason=reason,
            )
        except (ConcurrentChange, BulkChangeRefused) as problem:
            return self.render(form, problem)
        message = ngettext(
            "%(count)s recommendation was changed: %(change)s.",
            "%(count)s recommendations were changed: %(change)s.",
            count,
        )
        messages.success(self.request, message % {"count": count, "change": self.change.label})
        return redirect(self._list_address())

    def preview(self) -> HttpResponse:
        """Show the page with an empty form, or with what can be proposed."""
        proposed = self.change.initial_values(self.codes)
        return self.render(BulkChangeForm(self.change, initial=proposed))

    def render(self, form: BulkChangeForm, problem: Exception | None = None) -> HttpResponse:
        """Show what would be changed, as far as the form says. A fixed number of queries."""
        seen = version_numbers(self.codes)
        plan = self._plan(form)
        changed = [each.record.code for each in plan.changed] if plan else []
        context = {
            **self.site.each_context(self.request),
            "title": self.change.label,
            "opts": Recommendation._meta,
            "change_name": self.change.name,
            "form": form,
            "codes": self.codes,
            "query": self.query,
            "plan": plan,
            "previews": self._previews(plan),
            "seen": " ".join(f"{code}:{seen[code]}" for code in changed),
            "sent": form.sent_values,
            "problem": problem,
            "back": self._list_address(),
        }
        template = "admin/recommendations/recommendation/bulk.html"
        status = 409 if problem else 200
        return TemplateResponse(self.request, template, context, status=status)

    def _list_address(self) -> str:
        return reverse(LIST) + (f"?{self.query}" if self.query else "")

    def _plan(self, form: BulkChangeForm) -> BulkPlan | None:
        """Return what would be done; None while the form lacks values for it."""
        needed = self.change.form_fields()
        if not form.is_bound:
            if any(field.required for field in needed.values()):
                return None
            return plan_bulk_change(self.change, self.codes, {}, self.user)
        if needed.keys() & form.errors.keys():
            return None
        return plan_bulk_change(self.change, self.codes, form.cleaned_data, self.user)

    def _previews(self, plan: BulkPlan | None) -> list[PublicationPreview] | None:
        """Return what is shown of each recommendation, where each has to be ticked."""
        if plan is None or not self.change.asks_for_each:
            return None
        return publication_previews(plan.changed, self._ticked_codes())

    def _ticked_codes(self) -> frozenset[str] | None:
        """Return the codes that were ticked; None where nobody has been asked yet."""
        sent = self.request.POST
        return frozenset(sent.getlist(TICKED)) if "seen" in sent else None

    def _chosen_versions(self) -> dict[str, int]:
        """Return the versions that were previewed and, where each is asked for, ticked."""
        seen, ticked = self._seen_versions(), self._ticked_codes() or frozenset()
        if not self.change.asks_for_each:
            return seen
        return {code: number for code, number in seen.items() if code in ticked}

    def _seen_versions(self) -> dict[str, int]:
        """Return the versions that were previewed, as ``2012/5:3 2012/6:1`` names them."""
        entries = self.request.POST.get("seen", "").split()
        try:
            pairs = [entry.rsplit(":", 1) for entry in entries]
            seen = {code: int(number) for code, number in pairs}
        except ValueError:
            raise BadRequest("The form names no versions") from None
        if not seen or seen.keys() - set(self.codes):
            raise BadRequest("The form names no versions of its recommendations")
        return seen
