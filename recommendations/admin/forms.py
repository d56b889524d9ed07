"""The admin's forms: what they refuse beyond the models' constraints, and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation import workflow
from recommendations.curation.passage_correction import (
    CORRECT_PERMISSION,
    PassageNotCorrected,
    correct_passages,
    other_texts,
    passage_words,
)
from recommendations.curation.second_person import second_person_obstacles
from recommendations.models import (
    PERMANENT_STAGES,
    InstrumentNameKind,
    OccurrenceRelation,
    Recommendation,
    RecommendationText,
    Scheme,
    Theme,
    ThemeAssignment,
    WorkflowStage,
)
from recommendations.names.collation import name_reading
from recommendations.rendering.diff import mark_changes
from recommendations.texts.codes import CANONICAL_CODE, code_parts
from recommendations.texts.modality import read_modality
from recommendations.texts.wording import Wording
from sessions.admin.forms import AnchorForm, check_symbol
from sessions.models import Paragraph
from smuggling_kb.admin.bases import choice_label_of
from smuggling_kb.admin.forms import InlineRows, SearchSelect, WordsForm
from smuggling_kb.character_validation import validate_characters
from smuggling_kb.enumerations import comma_list
from smuggling_kb.languages import TextStatus

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class RecommendationForm(forms.ModelForm[Recommendation]):
    """Asks for the code alone; year, number and letter are read from it."""

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        match = CANONICAL_CODE.fullmatch(code)
        if match is None:
            raise forms.ValidationError(
                _(
                    "A code is a year, a slash, a printed number and sometimes a letter, for "
                    "example 2012/5."
                )
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
            if stage == WorkflowStage.PUBLISHED != was:
                self._check_second_person()
            return stage
        if was in PERMANENT_STAGES and stage not in PERMANENT_STAGES:
            raise forms.ValidationError(
                _("What has been published keeps its address. To withdraw it, archive it.")
            )
        open_to_you = [str(each.label) for each in workflow.reachable_stages(was, self.user)]
        raise forms.ValidationError(
            _("From “%(stage)s” you can go to: %(open)s.")
            % {
                "stage": WorkflowStage(was).label,
                "open": comma_list(open_to_you[1:]) or _("nowhere"),
            }
        )

    def _check_second_person(self) -> None:
        """Refuse to publish what the same person sent to review, if the site's rule forbids it."""
        code = self.instance.code
        if obstacle := second_person_obstacles([code], self.user).get(code):
            raise forms.ValidationError(obstacle)

    @property
    def stage_before(self) -> str:
        """Return the stage that the record is in; a new one counts as a draft."""
        return str(self.initial.get("publication") or WorkflowStage.DRAFT)

    def clean_successor(self) -> Recommendation | None:
        """Check what Django leaves out: a constraint that names the row itself."""
        successor: Recommendation | None = self.cleaned_data["successor"]
        if successor is not None and successor == self.instance:
            raise forms.ValidationError(_("A recommendation cannot be its own successor."))
        if successor is None or "successor" not in self.changed_data:
            return successor
        if successor.publication != WorkflowStage.PUBLISHED:
            raise forms.ValidationError(
                _(
                    "%(code)s is not published: readers would find nothing there. Choose a "
                    "published recommendation."
                )
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
    """Rows of texts, of which one at least is no draft."""

    required_message = gettext_lazy(
        "Add a text: a recommendation needs one before it is published."
    )

    def required_forms(self) -> list[Any]:
        return [form for form in self.remaining_forms() if not form.instance.is_draft]


class ThemeRows(RequiredRows):
    """Rows of which one at least is a chapter: an entry of the subject index does not count."""

    required_message = gettext_lazy(
        "Add a theme: a recommendation needs one before it is published."
    )

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
                _("Tell readers why it is archived, in at least one language.")
            )


class ThemeNameRows(InlineRows):
    """The names of a theme, which has at least one."""

    def clean(self) -> None:
        super().clean()
        if not self.remaining_forms():
            raise forms.ValidationError(_("Name it in at least one language."))


class SubjectRows(InlineRows):
    """Rows of subjects, apart from those of themes, which are of the same model."""

    @classmethod
    def get_default_prefix(cls) -> str:
        return "subjects"


class PlaceForm(AnchorForm):
    """Takes a place as the passage that is picked, or without a script as document and anchor."""

    passage = forms.ModelChoiceField(
        Paragraph.objects.select_related("version__document"),
        label=gettext_lazy("passage"),
        required=False,
        widget=SearchSelect(RecommendationText._meta.get_field("source"), admin.site),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        passage: Any = self.fields["passage"]
        passage.label_from_instance = choice_label_of(Paragraph, admin.site)
        for name in ("document", "anchor"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any] | None:
        """Take the place that was picked, else the one that was typed."""
        picked = self.cleaned_data.get("passage")
        if picked and "passage" in self.changed_data:
            self.cleaned_data |= {"document": picked.version.document, "anchor": picked.anchor}
            for name in ("document", "anchor"):
                self.errors.pop(name, None)
        elif not self.errors and not (
            self.cleaned_data.get("document") and self.cleaned_data.get("anchor")
        ):
            self.add_error("passage", _("Pick the passage that prints it."))
        return super().clean()


class OccurrenceRows(RequiredRows):
    required_message = gettext_lazy(
        "Add the source, the place it was read from: a recommendation needs one "
        "before it is published."
    )

    def clean(self) -> None:
        super().clean()
        if len(self.required_forms()) > 1:
            raise forms.ValidationError(
                _("A recommendation has only one source. Make the other places restatements.")
            )
        if self.instance.publication == WorkflowStage.PUBLISHED:
            self._check_document()

    def _check_document(self) -> None:
        """Refuse to publish a recommendation before its document."""
        for form in self.required_forms():
            document = getattr(form, "cleaned_data", {}).get("document")
            if document is not None and (obstacle := workflow.document_obstacle(document)):
                raise forms.ValidationError(obstacle)

    @cached_property
    def passages(self) -> dict[tuple[int, str], Paragraph]:
        """Return the passages at the places that are stored, by document and anchor."""
        chosen = Q(pk=None)
        for place in self.get_queryset():
            chosen |= Q(version__document=place.document_id, anchor=place.anchor)
        found = Paragraph.objects.filter(chosen).select_related("version__document")
        return {(each.version.document_id, each.anchor): each for each in found}

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        place = form.instance.document_id, form.instance.anchor
        if form.instance.pk and (passage := self.passages.get(place)):
            form.initial["passage"] = passage.pk
            form.fields["passage"].widget.chosen = passage

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
                _(
                    "An instrument has one short name in each language. Enter any others as "
                    "other names."
                )
            )


class ThemeForm(forms.ModelForm[Theme]):
    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        parent = self.cleaned_data.get("parent")
        scheme = self.cleaned_data.get("scheme", self.instance.scheme)
        if parent is not None and parent.scheme != scheme:
            self.add_error(
                "parent",
                _("The theme above belongs to another classification. Choose one from the same."),
            )
        elif parent is not None and scheme == Scheme.SUBJECTS and self._makes_a_third_level(parent):
            self.add_error(
                "parent", _("The subject index has only two levels. Choose a main entry above.")
            )
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
                raise forms.ValidationError(_("A theme cannot be placed under itself."))
            above = above.parent
        return parent


class AssignmentForm(forms.ModelForm[ThemeAssignment]):
    def clean_theme(self) -> Theme:
        """Refuse another scheme than before: a published record would lose its only chapter."""
        theme: Theme = self.cleaned_data["theme"]
        if self.instance.pk and self.instance.theme.scheme != theme.scheme:
            raise forms.ValidationError(
                _("The theme belongs to another classification: assign it separately.")
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


KEEP, CORRECT = "keep", "correct"
#: The fields of a text that decide whether it equals its source passage.
COMPARED_FIELDS = frozenset(
    ("language", "text_status", "chapeau", "text", "source", "source_place", "document_symbol")
)


def format_others(text: RecommendationText) -> str:
    """Name the records whose texts a correction of the passage would make differ."""
    try:
        others = other_texts(text)
    except PassageNotCorrected:
        return ""
    if not others:
        return ""
    codes = sorted({each.recommendation.code for each in others}, key=code_parts)
    words = _("Correcting the passage would make these texts differ: %(codes)s.")
    return words % {"codes": comma_list(codes)}


class TextForm(WordsForm):
    """Asks what is to become of a source passage that a changed text would differ from."""

    words = ("chapeau", "text", "modal")

    #: The user who fills it in.
    user: ClassVar[User]

    source_place = forms.CharField(
        label=gettext_lazy("or its place"),
        required=False,
        max_length=100,
        validators=[validate_characters],
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy(
            "Symbol and anchor of the passage, such as CTOC/COP/WG.7/2020/4#r5, where it cannot be"
            " searched for."
        ),
    )
    difference = forms.ChoiceField(
        label=gettext_lazy("The text differs from its source passage"),
        required=False,
        choices=(
            (KEEP, gettext_lazy("Keep the difference: readers see both wordings.")),
            (
                CORRECT,
                gettext_lazy(
                    "Correct the passage too: it is marked as corrected against the file."
                ),
            ),
        ),
        widget=forms.HiddenInput,
    )
    evidence = forms.CharField(
        label=gettext_lazy("Evidence for the correction of the passage"),
        max_length=1000,
        required=False,
        validators=[validate_characters],
        help_text=gettext_lazy("What proves that the file is wrong. Readers see it."),
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if source := self.instance.source:
            self.initial["source_place"] = str(source)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "source_place" in self.changed_data:
            self._take_typed_place()
        return cleaned

    def _take_typed_place(self) -> None:
        """Take the passage at the place that was typed, where none was picked from the list."""
        picked, typed = self.cleaned_data.get("source"), self.cleaned_data.get("source_place", "")
        found = self._passage_at(typed)
        if typed and found is None:
            message = _("No document here has the passage “%(place)s” in the language of the text.")
            self.add_error("source_place", message % {"place": typed})
        elif "source" in self.changed_data and picked != found:
            self.add_error(
                "source_place", _("This is another passage than the one picked: leave one of them.")
            )
        else:
            self.cleaned_data["source"] = found

    def _passage_at(self, place: str) -> Paragraph | None:
        symbol, _hash, anchor = place.strip().partition("#")
        passages = Paragraph.objects.select_related("version__document", "parent")
        return passages.filter(
            version__document__symbol=symbol,
            version__language=self.cleaned_data.get("language", self.instance.language),
            anchor=anchor,
        ).first()

    def clean_document_symbol(self) -> str:
        symbol: str = self.cleaned_data["document_symbol"].strip()
        if symbol:
            check_symbol(symbol)
        return symbol

    def _post_clean(self) -> None:
        """Compare what the row is going to be with its source passage."""
        super()._post_clean()  # type: ignore[misc]
        if self.instance._state.adding and self.instance.recommendation_id:
            publication = self.instance.recommendation.publication
            self.instance.stage = workflow.stage_of_new_text(publication, self.user)
        if self.instance._state.adding and not self.errors and not self.instance.modal:
            text = self.instance
            text.modal = read_modality(text.text, text.chapeau, text.language).modal
        if not self.errors and COMPARED_FIELDS & set(self.changed_data):
            self._check_passage(self.instance)

    def _check_passage(self, text: RecommendationText) -> None:
        if text.text_status != TextStatus.OFFICIAL:
            return
        if text.source and text.source.version.language != text.language:
            self.add_error("source", _("The passage is in a different language from the text."))
        elif printed := text.status_mark.printed:
            self._check_answer(text, printed)

    def _check_answer(self, text: RecommendationText, printed: Wording) -> None:
        """Ask, unless it is answered, what is to become of the difference."""
        may_correct = self.user.has_perm(CORRECT_PERMISSION)
        self._show_question(may_correct=may_correct)
        answer = self.cleaned_data.get("difference")
        if not answer:
            question = _(
                "The text would differ from its source passage, %(place)s. Choose below "
                "what to do. Words only in the passage are struck out, words only in the "
                "text underlined:"
            )
            difference = mark_changes(printed.words, text.wording.words)
            words = question % {"place": text.source}
            others = format_others(text) if may_correct else ""
            message = format_html("{} {} {}", words, difference, others)
            self.add_error("difference", SafeString(message))
        elif answer == CORRECT:
            self._check_correction(text, may_correct=may_correct)

    def _check_correction(self, text: RecommendationText, *, may_correct: bool) -> None:
        if not may_correct:
            self.add_error(
                "difference", _("Only a reviewer can correct a passage. Keep it as it is.")
            )
        elif not self.cleaned_data.get("evidence"):
            self.add_error("evidence", _("Enter what proves that the file is wrong."))
        else:
            try:
                list(passage_words(text))
            except PassageNotCorrected as error:
                self.add_error("difference", str(error))

    def _show_question(self, *, may_correct: bool) -> None:
        field: Any = self.fields["difference"]
        choices = [each for each in field.choices if may_correct or each[0] == KEEP]
        field.widget = forms.RadioSelect(choices=choices)
        if may_correct:
            self.fields["evidence"].widget = forms.TextInput(attrs={"class": "vTextField"})

    def _save_m2m(self) -> None:
        """Correct the passage once the text is saved."""
        super()._save_m2m()  # type: ignore[misc]
        if self.cleaned_data.get("difference") == CORRECT and self.instance.status_mark.printed:
            correct_passages(self.instance, by=self.user, evidence=self.cleaned_data["evidence"])


class RemarkForm(WordsForm):
    """An editor's reason or note."""

    words = ("text",)


class InstrumentNameForm(WordsForm):
    words = ("name",)


class ProvisionNameForm(WordsForm):
    words = ("name",)
