"""The fields in which a person writes an answer: one for each kind of value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.admin.forms import check_symbol
from sessions.genres import genre_choices
from smuggling_kb.character_validation import validate_characters
from smuggling_kb.languages import LanguageCode

NOT_CHOSEN = ("", "---------")


def check_dates(value: str) -> None:
    """Refuse what is not two days as ``2026-10-06/2026-10-07``, the first one first."""
    start, _stroke, end = value.partition("/")
    try:
        days = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        days = date.max, date.min
    if days[0] > days[1]:
        raise forms.ValidationError(_("Write the first and the last day as 2026-10-06/2026-10-07."))


def words_field(help_text: Any = "", *validators: Callable[[str], None]) -> forms.CharField:
    return forms.CharField(
        max_length=1000,
        required=False,
        help_text=help_text,
        validators=[validate_characters, *validators],
    )


def number_field() -> forms.Field:
    return forms.IntegerField(min_value=1, max_value=999, required=False)


def year_field() -> forms.Field:
    return forms.IntegerField(min_value=1945, max_value=2099, required=False, localize=False)


def date_field() -> forms.Field:
    widget = forms.DateInput(attrs={"placeholder": "2026-10-06"})
    return forms.DateField(
        widget=widget, input_formats=["%Y-%m-%d"], required=False, help_text="2026-10-06"
    )


def dates_field() -> forms.Field:
    return words_field(gettext_lazy("For example 2026-10-06/2026-10-07."), check_dates)


def symbol_field() -> forms.Field:
    return words_field(gettext_lazy("For example CTOC/COP/WG.7/2020/4."), check_symbol)


def language_field() -> forms.Field:
    return forms.ChoiceField(choices=[NOT_CHOSEN, *LanguageCode.choices], required=False)


def genre_field() -> forms.Field:
    return forms.ChoiceField(choices=[NOT_CHOSEN, *genre_choices()], required=False)


#: Makers of fields, by the kinds of values that ``QuestionKind`` names.
VALUE_FIELDS: dict[str, Callable[[], forms.Field]] = {
    "number": number_field,
    "year": year_field,
    "date": date_field,
    "dates": dates_field,
    "symbol": symbol_field,
    "language": language_field,
    "genre": genre_field,
    "text": words_field,
}
