"""Admin pages that record versions, and let nobody overwrite another's change unseen."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.admin.stale_forms import rebase_data
from recommendations.history.conflicts import EditConflict, edit_conflict
from recommendations.history.states import State, current_states, instance_codes
from recommendations.history.versions import (
    ChangeKind,
    ConcurrentChange,
    ReasonMissing,
    record_changes,
    refuse_unexplained,
    version_numbers,
)
from recommendations.models import PERMANENT_STAGES, Recommendation
from recommendations.texts.codes import CANONICAL_CODE, code_parts
from smuggling_kb.admin.bases import Row
from smuggling_kb.admin.reasons import (
    WHY,
    ReasonedAdmin,
    ReasonField,
    ReasonForm,
    posted_reason,
)
from smuggling_kb.enumerations import comma_list

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: The number of the version of each record that a form was opened with, as JSON.
SEEN = "seen"

#: Records whose versions one form can name.
MAX_RECORDS = 10_000


class VersionedForm(ReasonForm):
    """Carries the versions that it was opened with, and asks why something is changed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    why = ReasonField(
        required=False,
        help_text=gettext_lazy(
            "It is kept in the history, with your name and what changed. Required once "
            "a recommendation has been published."
        ),
    )

    #: The reason against saving, if there is one.
    conflict: ClassVar[EditConflict | None] = None
    #: The public records that saving would change, while nobody says why.
    unexplained: ClassVar[Sequence[str]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = instance_codes(self.instance) if self.instance.pk else []
        if not self.is_bound:
            self.initial[SEEN] = json.dumps(version_numbers(codes))
        self.fields["why"].required = has_permanent_records(codes)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.conflict:
            self.add_error(
                None, forms.ValidationError(conflict_message(self.conflict), code="conflict")
            )
        if self.unexplained:
            self.add_error(WHY, reason_message(self.unexplained))
        return cleaned


def list_codes(codes: Iterable[str]) -> str:
    """Return codes as a list in their natural order: 2012/5 before 2012/10."""
    ordered = sorted(codes, key=code_parts)
    return comma_list(ordered)


def has_permanent_records(codes: Collection[str]) -> bool:
    """Return whether one of some recommendations is or was public."""
    public = Recommendation.objects.filter(code__in=codes, publication__in=PERMANENT_STAGES)
    return public.exists()


def reason_message(codes: Sequence[str]) -> str:
    """Return why nothing was changed: ``codes`` are public, and nobody said why they change."""
    message = _("Give a reason: this changes what the public sees of %(codes)s.")
    return message % {"codes": comma_list(codes)}


def conflict_message(conflict: EditConflict) -> str:
    if conflict.is_deletion:
        return _("Nothing was saved: this was deleted while you were working on it.")
    names = {version.by_name or _("a program") for version in conflict.versions}
    return _(
        "Nothing was saved: the recommendation was changed by %(names)s while you were working on"
        " it."
    ) % {"names": comma_list(sorted(names))}


class TrialSaved(Exception):
    """Undoes a save that succeeded; has what the records would have been then, by code."""

    def __init__(self, states: Mapping[str, State]) -> None:
        super().__init__()
        self.states = states


def seen_versions(request: HttpRequest) -> dict[str, int]:
    """Return the numbers of the versions that a form or a confirmation was opened with."""
    try:
        numbers = json.loads(request.POST.get(SEEN, ""))
    except (ValueError, RecursionError):
        return {}
    pairs = list(numbers.items())[:MAX_RECORDS] if isinstance(numbers, dict) else []
    return {
        code: number
        for code, number in pairs
        if CANONICAL_CODE.fullmatch(code) and type(number) is int
    }


class VersionedAdmin(ReasonedAdmin[Row]):
    """The pages of recommendations and of all that belongs to them."""

    change_form_template = "admin/recommendations/versioned_form.html"
    reason_form = VersionedForm

    def form_attributes(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {
            "conflict": getattr(request, "conflict", None),
            "unexplained": getattr(request, "unexplained", ()),
        }

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Save under the write lock, after a check for changes since the form was opened.

        The form is shown again if what it saves is or becomes public, and it has no reason.
        """
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with self.record_changes(request):
                if object_id and not self.check_conflict(request, object_id):
                    object_id, form_url = None, self.add_address()
                return super().changeform_view(request, object_id, form_url, extra_context)
        except ReasonMissing as missing:
            request.unexplained = missing.codes  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def record_changes(self, request: HttpRequest, **options: Any) -> Any:
        """Record what the block changes as the work of the user of this request."""
        by = cast("User", request.user)
        return record_changes(by=by, reason=posted_reason(request), **options)

    def needs_reason(self, request: HttpRequest, rows: Iterable[Model]) -> bool:
        """Nothing of what is or was public is deleted without a reason."""
        codes = {code for row in rows for code in instance_codes(row)}
        return has_permanent_records(codes)

    def check_conflict(self, request: HttpRequest, object_id: str) -> bool:
        """Let the form refuse to save over others' changes; false if they deleted its row."""
        row = self.get_object(request, unquote(object_id))
        before = seen_versions(request)
        if row is None and not (before and self.has_add_permission(request)):
            return True  # Django says that there is no such row.
        codes = instance_codes(row) if row else []
        now = version_numbers(codes)
        if row and now == {code: before.get(code) for code in now}:
            return True
        typed = rebase_data(request.POST, self.stored_formsets(request, row))
        typed[SEEN] = json.dumps(now)
        request.POST = typed  # type: ignore[assignment]
        mine = self.trial_states(request, object_id) if row else None
        conflict = edit_conflict(before, mine, codes) if row else EditConflict([], [])
        request.conflict = conflict  # type: ignore[attr-defined]
        return row is not None

    def stored_formsets(self, request: HttpRequest, row: Any) -> list[Any]:
        """Return the formsets of the page, unbound, with the rows as they are stored."""
        return [
            formset(
                instance=row,
                prefix=formset.get_default_prefix(),
                queryset=inline.get_queryset(request),
            )
            for formset, inline in self.get_formsets_with_inlines(request, row)
        ]

    def trial_states(self, request: HttpRequest, object_id: str) -> Mapping[str, State] | None:
        """Save, undo, and return what the records would be; None if the form is not valid."""
        request.trial = True  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                super().changeform_view(request, object_id)
        except TrialSaved as trial:
            return trial.states
        finally:
            request.trial = False  # type: ignore[attr-defined]
        return None

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if getattr(request, "trial", False):
            raise TrialSaved(current_states(instance_codes(form.instance)))
        refuse_unexplained(posted_reason(request))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["conflict"] = getattr(request, "conflict", None)
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Redirect from a part to the history of its recommendation, which has the part's too."""
        row = self.get_object(request, unquote(object_id))
        for code in instance_codes(row) if row else ():
            address = reverse("admin:recommendations_recommendation_versions", args=(code,))
            return HttpResponseRedirect(address)
        return super().history_view(request, object_id, extra_context)

    def add_address(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")

    # Deleting

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Delete nothing that has changed since the confirmation was asked for: say so."""
        row = self.get_object(request, unquote(object_id))
        now = version_numbers(instance_codes(row)) if row else {}
        context = {"seen": json.dumps(now), **(extra_context or {})}
        try:
            return super().delete_view(request, object_id, context)
        except ConcurrentChange as change:
            return self.redirect_unchanged(request, change)
        except ReasonMissing as missing:
            return self.redirect_unexplained(request, missing)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with self.record_changes(request, kind=ChangeKind.DELETE, seen=seen_versions(request)):
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with self.record_changes(request, kind=ChangeKind.DELETE, seen=seen_versions(request)):
            super().delete_queryset(request, queryset)

    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        codes = {code for row in queryset for code in instance_codes(row)}
        with transaction.atomic():  # The log tells of no deletion that is refused.
            response = super().delete_selected(request, queryset)
        if isinstance(response, TemplateResponse) and response.context_data is not None:
            response.context_data["seen"] = json.dumps(version_numbers(codes))
        return response

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, str] | None = None
    ) -> HttpResponse:
        """Refuse an action on what has changed since it was shown."""
        try:
            return super().changelist_view(request, extra_context)
        except ConcurrentChange as change:
            return self.redirect_unchanged(request, change)
        except ReasonMissing as missing:
            return self.redirect_unexplained(request, missing)

    def redirect_unchanged(self, request: HttpRequest, change: ConcurrentChange) -> HttpResponse:
        """Lead back to where it can be decided anew."""
        text = _("Nothing was done, because these have been changed in the meantime: %(codes)s.")
        messages.error(request, text % {"codes": list_codes(change.versions)})
        return HttpResponseRedirect(request.get_full_path())

    def redirect_unexplained(self, request: HttpRequest, missing: ReasonMissing) -> HttpResponse:
        """Lead back to where a reason can be given: what was chosen takes public rows with it."""
        messages.error(request, reason_message(missing.codes))
        return HttpResponseRedirect(request.get_full_path())
