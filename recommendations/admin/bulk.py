"""The admin's page for changing many recommendations: choose, look, confirm."""

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

from recommendations.admin.forms import CODE
from recommendations.curation.actions import Refused, change_many
from recommendations.curation.bulk import CHANGES, Change, Plan
from recommendations.history.versions import ConcurrentChange, version_numbers
from recommendations.models import Recommendation
from smuggling_kb.curation import Lines

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: So many can be looked at on one page, and no more are changed at once.
LARGEST = 1000

LIST = "admin:recommendations_recommendation_changelist"


class ChangeForm(forms.Form):
    """What a change needs to be told, and why it is made."""

    reason = Lines(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Is kept in the history of each recommendation."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )

    def __init__(self, change: Change, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.change = change
        self.fields = change.fields() | self.fields

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and (mistake := self.change.check(cleaned)):
            self.add_error(None, mistake)
        return cleaned

    @property
    def sent(self) -> str:
        """What was chosen, as sent: what is confirmed must be what was looked at."""
        names = sorted(self.change.fields())
        return json.dumps([self.data.get(name, "") for name in names])


def actions(user: User) -> dict[str, tuple[Callable[..., HttpResponse | None], str, Any]]:
    """What somebody may do with a selection, as Django's lists take it."""
    return {
        name: (begin(change), name, change.label)
        for name, change in CHANGES.items()
        if change.open_to(user)
    }


def begin(change: Change) -> Callable[..., HttpResponse | None]:
    """The action of a list that leads to the page of a change."""

    def begun(
        page: admin.ModelAdmin[Any], request: HttpRequest, selected: QuerySet[Recommendation]
    ) -> HttpResponse | None:
        codes = list(selected.order_by().values_list("code", flat=True).distinct()[: LARGEST + 1])
        if len(codes) > LARGEST:
            message = _("At most %(count)s recommendations are changed at once: filter the list.")
            messages.error(request, message % {"count": LARGEST})
            return None
        query = request.GET.urlencode()
        return Desk(request, page.admin_site, change, codes, query).look()

    return begun


def urls(page: admin.ModelAdmin[Any]) -> list[URLPattern]:
    """The address that the page of a change sends its form to."""
    view = require_POST(page.admin_site.admin_view(_view(page.admin_site)))
    return [path("bulk/<slug:name>/", view, name="recommendations_recommendation_bulk")]


def _view(site: admin.AdminSite) -> Callable[[HttpRequest, str], HttpResponse]:
    def view(request: HttpRequest, name: str) -> HttpResponse:
        change = CHANGES.get(name)
        if change is None:
            raise Http404
        return Desk.of_form(request, site, change).answer()

    return view


class Desk:
    """One change of some recommendations, before the eyes of who makes it."""

    def __init__(
        self,
        request: HttpRequest,
        site: admin.AdminSite,
        change: Change,
        codes: list[str],
        query: str,
    ) -> None:
        if request.user.is_anonymous or not change.open_to(request.user):
            raise PermissionDenied
        self.user = request.user
        self.request = request
        self.site = site
        self.change = change
        self.codes = codes
        self.query = query

    @classmethod
    def of_form(cls, request: HttpRequest, site: admin.AdminSite, change: Change) -> Desk:
        """As the page's own form says; ``BadRequest`` if something else sent it."""
        codes = request.POST.get("codes", "").split()
        if not 1 <= len(codes) <= LARGEST or not all(map(CODE.fullmatch, codes)):
            raise BadRequest("The form names no recommendations")
        return cls(request, site, change, codes, request.POST.get("query", ""))

    def answer(self) -> HttpResponse:
        """Do it if it is confirmed as it was looked at; else show what it would do."""
        form = ChangeForm(self.change, self.request.POST)
        confirmed = "confirm" in self.request.POST and self.request.POST.get("sent") == form.sent
        if not (form.is_valid() and confirmed):
            return self.show(form)
        reason = form.cleaned_data["reason"]
        try:
            count = change_many(
                change=self.change,
                values=form.cleaned_data,
                seen=self._seen(),
                by=self.user,
                reason=reason,
            )
        except (ConcurrentChange, Refused) as problem:
            return self.show(form, problem)
        message = ngettext(
            "%(count)s recommendation was changed: %(change)s.",
            "%(count)s recommendations were changed: %(change)s.",
            count,
        )
        messages.success(self.request, message % {"count": count, "change": self.change.label})
        return redirect(reverse(LIST) + (f"?{self.query}" if self.query else ""))

    def look(self) -> HttpResponse:
        """The page as it is first seen, with nothing said yet but which recommendations."""
        return self.show(ChangeForm(self.change))

    def show(self, form: ChangeForm, problem: Exception | None = None) -> HttpResponse:
        """What would be changed, as far as it has been said. A fixed number of queries."""
        seen = version_numbers(self.codes)
        plan = self._plan(form)
        changing = [line.record.code for line in plan.changing] if plan else []
        context = {
            **self.site.each_context(self.request),
            "title": self.change.label,
            "opts": Recommendation._meta,
            "change_name": self.change.name,
            "form": form,
            "codes": self.codes,
            "query": self.query,
            "plan": plan,
            "seen": " ".join(f"{code}:{seen[code]}" for code in changing),
            "sent": form.sent,
            "problem": problem,
            "back": reverse(LIST) + (f"?{self.query}" if self.query else ""),
        }
        template = "admin/recommendations/recommendation/bulk.html"
        status = 409 if problem else 200
        return TemplateResponse(self.request, template, context, status=status)

    def _plan(self, form: ChangeForm) -> Plan | None:
        """What would be done; None while it has not been said what."""
        needed = self.change.fields()
        if not form.is_bound:
            if any(field.required for field in needed.values()):
                return None
            return Plan.of(self.change, self.codes, {}, self.user)
        if needed.keys() & form.errors.keys():
            return None
        return Plan.of(self.change, self.codes, form.cleaned_data, self.user)

    def _seen(self) -> dict[str, int]:
        """The versions that were looked at, as ``2012/5:3 2012/6:1`` names them."""
        entries = self.request.POST.get("seen", "").split()
        try:
            pairs = [entry.rsplit(":", 1) for entry in entries]
            seen = {code: int(number) for code, number in pairs}
        except ValueError:
            raise BadRequest("The form names no versions") from None
        if not seen or seen.keys() - set(self.codes):
            raise BadRequest("The form names no versions of its recommendations")
        return seen
