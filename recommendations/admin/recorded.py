"""Pages whose changes are kept in the history, and which let nobody overwrite another's unseen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.admin.alignment import aligned
from recommendations.admin.forms import CODE
from recommendations.admin.names import enumerated
from recommendations.history.conflicts import Conflict, conflict
from recommendations.history.recorder import Changed, Kind, numbers, recording
from recommendations.history.states import State, codes_of_object, present
from recommendations.models import PERMANENT_STAGES, Recommendation
from smuggling_kb.curation import Page, Row

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: The number of the version of each record that a form was opened with, as JSON.
SEEN = "seen"


#: More records than that are not looked at in one form.
MOST = 10_000


class RecordedForm(forms.ModelForm[Any]):
    """Knows what it was opened with, and asks why something is changed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    why = forms.CharField(
        label=gettext_lazy("Reason for the change"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy(
            "Kept in the history, with your name and the difference. Needed once a"
            " recommendation has been published."
        ),
    )

    #: What stands against saving, if anything does.
    conflict: ClassVar[Conflict | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = codes_of_object(self.instance) if self.instance.pk else []
        if not self.is_bound:
            self.initial[SEEN] = json.dumps(numbers(codes))
        public = Recommendation.objects.filter(code__in=codes, publication__in=PERMANENT_STAGES)
        self.fields["why"].required = public.exists()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.conflict:
            self.add_error(None, forms.ValidationError(message(self.conflict), code="conflict"))
        return cleaned


def message(conflict: Conflict) -> str:
    if conflict.gone:
        return _("Nothing was saved: this was deleted while you were working on it.")
    names = {version.by_name or _("a program") for version in conflict.versions}
    return _(
        "Nothing was saved: the recommendation was changed by %(names)s while you were working on"
        " it."
    ) % {"names": enumerated(sorted(names))}


class Tried(Exception):
    """Everything could be saved; what the records would be then, by code."""

    def __init__(self, found: Mapping[str, State]) -> None:
        super().__init__()
        self.states = found


def seen(request: HttpRequest) -> dict[str, int]:
    """The numbers of the versions that a form or a confirmation was opened with."""
    try:
        found = json.loads(request.POST.get(SEEN, ""))
    except (ValueError, RecursionError):
        return {}
    pairs = list(found.items())[:MOST] if isinstance(found, dict) else []
    return {code: number for code, number in pairs if CODE.fullmatch(code) and type(number) is int}


class Recorded(Page[Row]):
    """The pages of recommendations and of all that belongs to them."""

    change_form_template = "admin/recommendations/recorded_form.html"
    delete_confirmation_template = "admin/recommendations/recorded_delete.html"
    delete_selected_confirmation_template = "admin/recommendations/recorded_delete_selected.html"
    actions = ("delete_selected",)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[Any]]:
        form = super().get_form(request, obj, change=change, **kwargs)
        if kwargs.get("fields", ()) is None:
            return form  # Django asks which fields of the model there are.
        fields = {"conflict": getattr(request, "conflict", None)}
        return type(form.__name__, (RecordedForm, form), fields)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Save in one turn with a look at what others did since the form was opened."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with self.recording(request):
            if object_id and not self.look(request, object_id):
                object_id, form_url = None, self.address_of_new()
            return super().changeform_view(request, object_id, form_url, extra_context)

    def recording(self, request: HttpRequest, **options: Any) -> Any:
        """Keep what the block changes as the work of whoever asks for it."""
        reason = request.POST.get("why", "").strip()
        return recording(by=cast("User", request.user), reason=reason, **options)

    def look(self, request: HttpRequest, object_id: str) -> bool:
        """Let the form refuse to save over what others did; false if they deleted its row."""
        row = self.get_object(request, unquote(object_id))
        before = seen(request)
        if row is None and not (before and self.has_add_permission(request)):
            return True  # Django says that there is no such row.
        codes = codes_of_object(row) if row else []
        now = numbers(codes)
        if row and now == {code: before.get(code) for code in now}:
            return True
        typed = aligned(request.POST, self.tables(request, row))
        typed[SEEN] = json.dumps(now)
        request.POST = typed  # type: ignore[assignment]
        mine = self.tried(request, object_id) if row else None
        found = conflict(before, mine, codes) if row else Conflict([], [])
        request.conflict = found  # type: ignore[attr-defined]
        return row is not None

    def tables(self, request: HttpRequest, row: Any) -> list[Any]:
        """The tables of the form as they are stored."""
        return [
            table(
                instance=row,
                prefix=table.get_default_prefix(),
                queryset=inline.get_queryset(request),
            )
            for table, inline in self.get_formsets_with_inlines(request, row)
        ]

    def tried(self, request: HttpRequest, object_id: str) -> Mapping[str, State] | None:
        """What the records would be if this were saved, which it is not; None if it cannot be."""
        request.trial = True  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                super().changeform_view(request, object_id)
        except Tried as trial:
            return trial.states
        finally:
            request.trial = False  # type: ignore[attr-defined]
        return None

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if getattr(request, "trial", False):
            raise Tried(present(codes_of_object(form.instance)))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["conflict"] = getattr(request, "conflict", None)
        return super().render_change_form(request, context, *args, **kwargs)

    def address_of_new(self) -> str:
        """Of the form for a new row."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")

    # Deleting

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say what has changed since the confirmation was asked for, instead of deleting it."""
        row = self.get_object(request, unquote(object_id))
        now = numbers(codes_of_object(row)) if row else {}
        context = {"seen": json.dumps(now), **(extra_context or {})}
        try:
            return super().delete_view(request, object_id, context)
        except Changed as changed:
            return self.refused(request, changed)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with self.recording(request, kind=Kind.DELETE, seen=seen(request)):
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with self.recording(request, kind=Kind.DELETE, seen=seen(request)):
            super().delete_queryset(request, queryset)

    @admin.action(
        permissions=["delete"],
        description=gettext_lazy("Delete selected %(verbose_name_plural)s"),
    )
    def delete_selected(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> TemplateResponse | None:
        codes = {code for row in queryset for code in codes_of_object(row)}
        response = delete_selected(self, request, queryset)
        if response is not None and response.context_data is not None:
            response.context_data["seen"] = json.dumps(numbers(codes))
        return response

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, str] | None = None
    ) -> HttpResponse:
        """An action on what has changed since it was shown does nothing."""
        try:
            return super().changelist_view(request, extra_context)
        except Changed as changed:
            return self.refused(request, changed)

    def refused(self, request: HttpRequest, changed: Changed) -> HttpResponse:
        """Back to where it can be decided anew."""
        text = _("Nothing was done, since these were changed meanwhile: %(codes)s.")
        messages.error(request, text % {"codes": enumerated(sorted(changed.versions))})
        return HttpResponseRedirect(request.get_full_path())
