"""The form of a report, and the parameters that say what it is about."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter

from recommendations.index import current_index
from recommendations.problem_reports.models import LONGEST_MESSAGE, ProblemKind, ProblemReport
from recommendations.problem_reports.reported_page import validate_page
from recommendations.selection.filter_set import StrictFilterSet
from recommendations.texts.codes import code_parts, is_code
from smuggling_kb.admin.forms import MultilineField
from smuggling_kb.character_validation import validate_characters

LONGEST_SENDER = ProblemReport._meta.get_field("sender").max_length


def validate_published_code(code: str) -> None:
    """Raise ``ValidationError`` for what is no code of a published recommendation."""
    index = current_index()
    place = index.place(*code_parts(code)) if is_code(code) else None
    if place is None or index.code(place) != code:
        message = _("There is no recommendation with this code.")
        raise ValidationError(message, code="unknown", params={"value": code})


def validate_code_form(code: str) -> None:
    """Raise ``ValidationError`` for what has not the form of a code."""
    if not is_code(code):
        message = _("There is no recommendation with this code.")
        raise ValidationError(message, code="unknown", params={"value": code})


class ReportParams(StrictFilterSet):
    """``code`` is that of a recommendation, ``address`` a page of this site without its language.

    Both together: the recommendation as that page shows it.
    """

    code = CharFilter(validators=[validate_published_code])
    address = CharFilter(validators=[validate_page])


class ReportForm(forms.Form):
    """The fields: what is wrong, where, and who says so if they want to say it."""

    kind = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=ProblemKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    message = MultilineField(
        label=_("What did you see, and what should be there?"),
        help_text=_("Copy the words and say where they stand. At most 4,000 characters."),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write what is wrong.")},
    )
    sender = forms.CharField(
        label=_("Your name or e-mail address (optional)"),
        help_text=_("Only if you want an answer."),
        required=False,
        max_length=LONGEST_SENDER,
        validators=[validate_characters],
    )
    #: Empty in every report that a person sends: no browser shows it.
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    code = forms.CharField(
        required=False, widget=forms.HiddenInput, validators=[validate_code_form]
    )
    address = forms.CharField(required=False, widget=forms.HiddenInput, validators=[validate_page])

    def clean_website(self) -> str:
        """Refuse what a program filled in, in words that help a person whose browser did."""
        value = str(self.cleaned_data["website"])
        if value:
            raise ValidationError(_("It must stay empty: only programs that send spam fill it in."))
        return value

    def fields_with_errors(self) -> list[forms.BoundField]:
        """Return the visible fields that are to be corrected, in the order of the form."""
        return [field for field in self.visible_fields() if field.errors]
