"""The form of a proposed record: what a person takes of what is proposed beside its words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from recommendations.importing.batches.choices import (
    ChosenRelation,
    RecordChoices,
    choices_so_far,
)
from recommendations.importing.batches.proposals import record_proposals
from recommendations.importing.models import BatchRecord
from recommendations.models import RelationType, Scheme, Theme
from recommendations.names.themes import theme_name


class ThemeNames:
    """The themes and subjects that records can be given, by slug, in the active language."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        self.chapters: list[tuple[str, str]] = []
        self.names: dict[str, str] = {}
        for theme in themes:
            self.names[theme.slug] = theme_name(theme)
            if theme.scheme == Scheme.CHAPTERS:
                self.chapters.append((theme.slug, self.names[theme.slug]))


class ChoicesForm(forms.Form):
    """Asks for the theme, and which of the proposed subjects and relations are right.

    Each control sends along what it showed, so that what somebody changed is told from what
    another officer has changed since.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False, show_hidden_initial=True)
    subjects = forms.MultipleChoiceField(
        label=gettext_lazy("Subjects"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        show_hidden_initial=True,
    )
    relations = forms.MultipleChoiceField(
        label=gettext_lazy("Relations"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        show_hidden_initial=True,
    )

    def __init__(self, row: BatchRecord, names: ThemeNames, data: QueryDict | None = None) -> None:
        self.row, self.names = row, names
        self.proposals = record_proposals(row)
        super().__init__(data, prefix=f"record-{row.pk}", initial=initial_choices(row))
        fields: dict[str, Any] = self.fields
        fields["theme"].choices = [("", "---------"), *names.chapters]
        fields["subjects"].choices = [
            (each.slug, names.names[each.slug])
            for each in self.proposals.subjects
            if each.slug in names.names
        ]
        fields["relations"].choices = [
            (relation_choice(each.type, each.code), f"{RelationType(each.type).label}: {each.code}")
            for each in self.proposals.relations
        ]

    @property
    def themes(self) -> dict[str, str]:
        """The names of the themes that can be chosen, by slug."""
        return dict(self.names.chapters)

    @property
    def is_touched(self) -> bool:
        """Return whether somebody chose otherwise than the page proposed."""
        return bool({"theme", "subjects", "relations"} & set(self.changed_data))

    @property
    def subjects_shown(self) -> SafeString:
        """Hidden controls with the subjects that the page shows as ticked."""
        return self["subjects"].as_hidden(only_initial=True)

    @property
    def relations_shown(self) -> SafeString:
        """Hidden controls with the relations that the page shows as ticked."""
        return self["relations"].as_hidden(only_initial=True)

    @property
    def theme_label(self) -> str:
        """The name of the theme that the form shows at first."""
        return self.names.names.get(self.initial["theme"], "")

    @property
    def choices(self) -> RecordChoices:
        """The choices of somebody; needs a valid form."""
        given = self.cleaned_data
        relations = [each.partition(":") for each in given["relations"]]
        return RecordChoices(
            themes=[given["theme"]] if given["theme"] else [],
            subjects=given["subjects"],
            relations=[ChosenRelation(kind, code) for kind, _colon, code in relations],
        )


def relation_choice(kind: str, code: str) -> str:
    return f"{kind}:{code}"


def initial_choices(row: BatchRecord) -> dict[str, Any]:
    """Return what the form of a record shows."""
    chosen = choices_so_far(row)
    return {
        "version": row.version,
        "theme": chosen.themes[0] if chosen.themes else "",
        "subjects": chosen.subjects,
        "relations": [relation_choice(each.type, each.code) for each in chosen.relations],
    }
