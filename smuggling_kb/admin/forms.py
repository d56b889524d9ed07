"""The fields, widgets and forms that the admin's forms are built on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model

from smuggling_kb.admin.row_keys import is_row_key
from smuggling_kb.character_validation import validate_characters
from smuggling_kb.languages import BY_CODE


class MultilineField(forms.CharField):
    """A text whose lines end as the documents' do; browsers send them otherwise."""

    default_validators = [validate_characters]  # noqa: RUF012 - as in the base class

    def to_python(self, value: object) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class WordsForm(forms.ModelForm[Any]):
    """Marks the fields that hold words of a document or a translation with their language."""

    words: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = BY_CODE.get(self.language())
        if language is None:
            return
        for name in self.fields.keys() & set(self.words):
            attributes = self.fields[name].widget.attrs
            attributes |= {"lang": language.tag, "dir": language.direction}

    def language(self) -> str:
        """Return the language of the words; empty if not known yet."""
        return str(self.instance.language)


class SearchSelect(AutocompleteSelect):
    """A choice found by searching, without a query for the row that is chosen already."""

    #: The row that was chosen when the form was read, if it was read along.
    chosen: Model | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        if self.chosen is None or list(value) != [str(self.chosen.pk)]:
            # What is no key is chosen nowhere; the form says of it that it is no choice.
            keys = [each for each in value if is_row_key(self.field.related_model, each)]
            return super().optgroups(name, keys, attr)
        choices: Any = self.choices
        offered = [] if self.is_required else [("", "")]
        offered.append((str(self.chosen.pk), choices.field.label_from_instance(self.chosen)))
        options = [
            self.create_option(name, key, label, key in value, place)
            for place, (key, label) in enumerate(offered)
        ]
        return [(None, options, 0)]


class InlineRows(forms.BaseInlineFormSet[Any, Any, Any]):
    """The formset of another model's rows in a page."""

    def remaining_forms(self) -> list[Any]:
        """Return the forms of the rows that exist once all is saved."""
        return [
            form
            for form in self.forms
            if (form.instance.pk or form.has_changed())
            and not (self.can_delete and form["DELETE"].value())
        ]

    def clean(self) -> None:
        """Check also the constraints that concern the page's own row; Django leaves them out."""
        super().clean()
        unknown = () if self.instance.pk else (self.fk.name,)
        for form in self.remaining_forms():
            if form.is_valid():
                try:
                    form.instance.validate_constraints(exclude=unknown)
                except forms.ValidationError as mistake:
                    form.add_error(None, mistake)

    def add_fields(self, form: Any, index: int | None) -> None:
        """A table's box to delete a row has no label of its own; choices know what was read."""
        super().add_fields(form, index)
        for name, field in form.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, SearchSelect):
                widget.chosen = form.instance._state.fields_cache.get(name)
        if delete := form.fields.get("DELETE"):
            delete.widget.attrs["aria-label"] = delete.label
