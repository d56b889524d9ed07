"""The admin's forms: what they refuse beyond the models' constraints, and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation import workflow
from recommendations.models import (
    PERMANENT_STAGES,
    InstrumentNameKind,
    OccurrenceRelation,
    Recommendation,
    Scheme,
    Theme,
    ThemeAssignment,
    WorkflowStage,
)
from recommendations.names.collation import name_reading
from recommendations.texts.codes import CANONICAL_CODE
from smuggling_kb.admin.forms import InlineRows, WordsForm
from smuggling_kb.enumerations import comma_list

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class RecommendationForm(forms.ModelForm[Recommendation]):
    """Asks for the code alone; year, number and letter are read from it."""

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        match = CANONICAL_CODE.fullmatch(code)
        if match is None:
            raise forms.ValidationError(
                _("The code is the year, a slash, the printed number and its letter, e.g. 2012/5.")
            )
        for name, value in match.groupdict().items():
            field: Any = Recommendation._meta.get_field(name)
            setattr(self.instance, name, field.clean(value, self.instance))
        return code

    #: The user who fills it in.
    user: ClassVar[User]

    def clean_publication(self) -> str:
        """Refuse to leave out a step of the workflow, or to take one that is not open."""
        stage: str = self.cleaned_data["publication"]
        was = self.stage_before
        if stage in workflow.reachable_stages(was, self.user):
            return stage
        if was in PERMANENT_STAGES and stage not in PERMANENT_STAGES:
            raise forms.ValidationError(
                _("What was published keeps its address: to withdraw it, archive it.")
            )
        open_to_you = [str(each.label) for each in workflow.reachable_stages(was, self.user)]
        raise forms.ValidationError(
            _("From “%(stage)s” you can go to: %(open)s.")
            % {
                "stage": WorkflowStage(was).label,
                "open": comma_list(open_to_you[1:]) or _("nowhere"),
            }
        )

    @property
    def stage_before(self) -> str:
        """Return the stage that the record is in; a new one counts as a draft."""
        return str(self.initial.get("publication") or WorkflowStage.DRAFT)

    def clean_successor(self) -> Recommendation | None:
        """Check what Django leaves out: a constraint that names the row itself."""
        successor: Recommendation | None = self.cleaned_data["successor"]
        if successor is not None and successor == self.instance:
            raise forms.ValidationError(_("A recommendation is not its own successor."))
        if successor is None or "successor" not in self.changed_data:
            return successor
        if successor.publication != WorkflowStage.PUBLISHED:
            raise forms.ValidationError(
                _("%(code)s is not published: readers would be sent to nothing.")
                % {"code": successor.code}
            )
        return successor


class RequiredRows(InlineRows):
    """Rows of which a published recommendation has at least one."""

    required_message: Any

    def clean(self) -> None:
        super().clean()
        if self.instance.publication == WorkflowStage.PUBLISHED and not self.required_forms():
            raise forms.ValidationError(self.required_message)

    def required_forms(self) -> list[Any]:
        """Return the forms of the rows that count."""
        return self.remaining_forms()


class TextRows(RequiredRows):
    required_message = gettext_lazy("Before it is published, a recommendation needs a text.")


class ThemeRows(RequiredRows):
    """Rows of which one at least is a chapter: an entry of the subject index does not count."""

    required_message = gettext_lazy("Before it is published, a recommendation needs a theme.")

    def required_forms(self) -> list[Any]:
        chapters = set(Theme.objects.chapters().values_list("pk", flat=True))
        return [
            form
            for form in self.remaining_forms()
            if _primary_key(form["theme"].value()) in chapters
        ]


def _primary_key(value: Any) -> int | None:
    """Read a primary key from a form, before or after it was sent."""
    return int(value) if str(value).isdecimal() else None


class ArchiveNoteRows(InlineRows):
    """Rows of which an archived recommendation has at least one."""

    def clean(self) -> None:
        super().clean()
        if self.instance.publication == WorkflowStage.ARCHIVED and not self.remaining_forms():
            raise forms.ValidationError(
                _("Before it is archived, tell readers why, in one language at least.")
            )


class OccurrenceRows(RequiredRows):
    required_message = gettext_lazy(
        "Before it is published, a recommendation needs its source: the place it was read from."
    )

    def clean(self) -> None:
        super().clean()
        if len(self.required_forms()) > 1:
            raise forms.ValidationError(
                _("A recommendation has one source: make the other places restatements.")
            )

    def required_forms(self) -> list[Any]:
        source = OccurrenceRelation.SOURCE
        return [form for form in self.remaining_forms() if form["relation"].value() == source]


class InstrumentNameRows(InlineRows):
    def clean(self) -> None:
        super().clean()
        short = Counter(
            form["language"].value()
            for form in self.remaining_forms()
            if form["kind"].value() == InstrumentNameKind.SHORT
        )
        if any(count > 1 for count in short.values()):
            raise forms.ValidationError(
                _("An instrument has one short name in each language; more are other names in use.")
            )


class ThemeForm(forms.ModelForm[Theme]):
    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        parent = self.cleaned_data.get("parent")
        scheme = self.cleaned_data.get("scheme", self.instance.scheme)
        if parent is not None and parent.scheme != scheme:
            self.add_error("parent", _("The theme above is of another scheme."))
        elif parent is not None and scheme == Scheme.SUBJECTS and self._makes_a_third_level(parent):
            self.add_error("parent", _("The subject index has two levels, no third one."))
        return cleaned

    def _makes_a_third_level(self, parent: Theme) -> bool:
        below = self.instance.pk and self.instance.children.exists()
        return parent.parent_id is not None or bool(below)

    def clean_parent(self) -> Theme | None:
        """Refuse a theme above that stands, at whatever distance, under this one."""
        parent: Theme | None = self.cleaned_data["parent"]
        above = parent
        while above is not None:
            if above == self.instance:
                raise forms.ValidationError(_("A theme cannot stand under itself."))
            above = above.parent
        return parent


class AssignmentForm(forms.ModelForm[ThemeAssignment]):
    def clean_theme(self) -> Theme:
        """Refuse another scheme than before: a published record would lose its only chapter."""
        theme: Theme = self.cleaned_data["theme"]
        if self.instance.pk and self.instance.theme.scheme != theme.scheme:
            raise forms.ValidationError(
                _("The theme is of another scheme: assign it beside this one.")
            )
        return theme


class ThemeNameForm(WordsForm):
    words = ("name", "description")

    def clean_reading(self) -> str:
        """Return what somebody wrote; else the reading of the name, also of a changed name."""
        written: str = self.cleaned_data["reading"]
        if written and ("reading" in self.changed_data or "name" not in self.changed_data):
            return written
        named = (self.cleaned_data.get(field, "") for field in ("name", "language"))
        return name_reading(*named)


class TextForm(WordsForm):
    words = ("chapeau", "text", "modal")


class RemarkForm(WordsForm):
    """An editor's reason or note."""

    words = ("text",)


class InstrumentNameForm(WordsForm):
    words = ("name",)


class ProvisionNameForm(WordsForm):
    words = ("name",)
