"""Reasons: why something public is changed or deleted, asked for by forms and confirmations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy

from smuggling_kb.admin.bases import Row, SiteModelAdmin
from smuggling_kb.character_validation import validate_characters

#: The field of forms and confirmations.
WHY = "why"


class ReasonField(forms.CharField):
    """The reason for a change, in a line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=gettext_lazy("Reason for the change"),
            max_length=500,
            validators=[validate_characters],
            widget=forms.TextInput(attrs={"class": "vTextField"}),
            **options,
        )


class ReasonForm(forms.ModelForm[Any]):
    """Asks why something is changed."""

    why = ReasonField(
        required=False,
        help_text=gettext_lazy("It is kept in the history, with your name and what changed."),
    )

    def fields_with_errors(self) -> list[forms.BoundField]:
        """Return the visible fields that are to be corrected, in the order of the form."""
        return [field for field in self.visible_fields() if field.errors]


def posted_reason(request: HttpRequest) -> str:
    """Return the reason that was posted; empty if none."""
    return request.POST.get(WHY, "").strip()


class ReasonedAdmin(SiteModelAdmin[Row]):
    """Pages that ask why: in the form, and before something is deleted."""

    change_form_template = "admin/reasoned_form.html"
    delete_confirmation_template = "admin/reasoned_delete.html"
    delete_selected_confirmation_template = "admin/reasoned_delete_selected.html"
    actions = ("delete_selected",)

    #: The form that asks; beside the fields of the model's own.
    reason_form: ClassVar[type[ReasonForm]] = ReasonForm

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Return the form with the field of the reason, but for the fields of the model alone."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        if kwargs.get("fields", ()) is None:
            return form  # Django asks which fields of the model there are.
        return type(form.__name__, (self.reason_form, form), self.form_attributes(request, obj))

    def form_attributes(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """Return attributes of the form's class."""
        return {}

    def needs_reason(self, request: HttpRequest, rows: Iterable[Model]) -> bool:
        """Return whether nobody may delete these rows without a reason."""
        return True

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for a reason, if one is needed, until there is one."""
        row = self.get_object(request, unquote(object_id))
        context = self.ask_reason(request, [row] if row else []) | (extra_context or {})
        return super().delete_view(request, object_id, context)

    @admin.action(
        permissions=["delete"],
        description=gettext_lazy("Delete selected %(verbose_name_plural)s"),
    )
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Ask likewise for those that were selected."""
        context = self.ask_reason(request, queryset, confirmation="post")
        response = delete_selected(self, request, queryset)
        if isinstance(response, TemplateResponse) and response.context_data is not None:
            response.context_data |= context
        return response

    def ask_reason(
        self, request: HttpRequest, rows: Iterable[Model], confirmation: str = ""
    ) -> dict[str, Any]:
        """Return what the confirmation shows; take it back where the reason is missing or wrong.

        ``confirmation`` names the parameter that confirms, if the others are to stay.
        """
        required = self.needs_reason(request, rows)
        error = ""
        if request.method == "POST" and (not confirmation or confirmation in request.POST):
            error = reason_error(request, required=required)
        if error:
            kept = request.POST.copy() if confirmation else QueryDict(mutable=True)
            kept.pop(confirmation, None)
            request.POST = kept  # type: ignore[assignment]
        return {"why_required": required, "why_error": error}


def reason_error(request: HttpRequest, *, required: bool) -> str:
    """Return what is wrong with the reason that was posted; empty if nothing is."""
    try:
        ReasonField(required=required).clean(request.POST.get(WHY, ""))
    except ValidationError as mistake:
        return " ".join(mistake.messages)
    return ""
