"""The page of a batch's questions: each with its line, to be answered now or later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from recommendations.importing.admin.answer_values import VALUE_FIELDS
from recommendations.importing.admin.batch_view import BatchView, Fault, batch_address
from recommendations.importing.batches.creation import answer_questions
from recommendations.importing.batches.permissions import DECIDE_PERMISSION
from recommendations.importing.batches.refusal import BatchRefused
from recommendations.importing.inquiries.question_kinds import question_kind
from recommendations.importing.inquiries.questions import ImportAnswer
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.messages import translate_message
from recommendations.importing.models import BatchQuestion, BatchStage
from smuggling_kb.languages import LanguageCode

VALUE = "value"
#: The words of each choice, by the slugs of ``CHOICES``.
CHOICE_LABELS = {
    "as-printed": gettext_lazy("The document prints it so: keep it"),
    "layout": gettext_lazy("It is layout of the page: leave it out"),
    "text": gettext_lazy("It is text of the document: keep it"),
    "adopted": gettext_lazy("Recommendations that the meeting adopted"),
    "proposed": gettext_lazy("Recommendations that are put before the meeting"),
    "resolution": gettext_lazy("Recommendations of a resolution of the Conference"),
    "no-recommendations": gettext_lazy("No recommendations"),
    "same-paragraph": gettext_lazy("No, the paragraph before it goes on"),
    "new-paragraph": gettext_lazy("Yes, a paragraph begins here"),
    "joined": gettext_lazy("The word has no hyphen"),
    "with-hyphen": gettext_lazy("The hyphen is part of the word: keep it"),
    "without-space": gettext_lazy("No, there is no space"),
    "with-space": gettext_lazy("Yes, there is a space"),
    VALUE: gettext_lazy("It is:"),
    "reject": gettext_lazy("The file is not right: do not bring it in"),
}


class AnswerForm(forms.Form):
    """Asks for the answer to one question; without a choice the question stays open."""

    choice = forms.ChoiceField(required=False, widget=forms.RadioSelect)

    def __init__(self, row: BatchQuestion, data: QueryDict | None = None) -> None:
        initial = {"choice": row.choice, VALUE: row.value}
        super().__init__(data, prefix=f"question-{row.pk}", initial=initial)
        self.row = row
        choice: Any = self.fields["choice"]
        choice.choices = list(answer_labels(row))
        if VALUE in row.choices:
            field = value_field(row.kind)
            field.label = _("What it is")
            self.fields[VALUE] = field

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        written = cleaned.get(VALUE) not in (None, "")
        if written and not cleaned.get("choice"):
            cleaned["choice"] = VALUE
        if cleaned.get("choice") == VALUE and not written and VALUE not in self.errors:
            self.add_error(VALUE, _("Write what it is."))
        return cleaned

    @property
    def answer(self) -> ImportAnswer | None:
        """The answer that somebody gave; None if the question stays as it is."""
        given = self.cleaned_data
        if not (given["choice"] and self.has_changed()):
            return None
        value = str(given.get(VALUE, "")) if given["choice"] == VALUE else ""
        return ImportAnswer(self.row.kind, self.row.words, given["choice"], value)


def value_field(kind: str) -> forms.Field:
    """Return the field for what a person writes; one for words if there is no such kind any more.

    Batches outlive kinds of questions: such a question goes when its file is read again.
    """
    try:
        return VALUE_FIELDS[question_kind(kind).value]()
    except KeyError:
        return VALUE_FIELDS["text"]()


def answer_labels(row: BatchQuestion) -> Iterator[tuple[str, str]]:
    """Yield the choices of a question in words, the proposed one first and named as such."""
    for place, choice in enumerate(row.choices):
        label = str(CHOICE_LABELS.get(choice, choice))
        proposed = place == 0 and len(row.choices) > 1 and choice not in (VALUE, "reject")
        yield choice, _("%(answer)s (proposed)") % {"answer": label} if proposed else label


@dataclass(frozen=True)
class QuestionView:
    """A question as its page shows it."""

    row: BatchQuestion
    form: AnswerForm
    language: str

    @property
    def message(self) -> str:
        return translate_message(self.row.question.message)

    @property
    def nearby(self) -> list[dict[str, Any]]:
        """The lines around it, in the order of the file."""
        return [
            {"number": number, "text": text, "is_asked": number == self.row.line}
            for number, text in self.row.nearby
        ]

    def faults(self, place: int) -> Iterator[Fault]:
        for name, errors in self.form.errors.items():
            target = self.form[name].id_for_label if name != "choice" else f"question-{self.row.pk}"
            for error in errors:
                words = _("Question %(number)s: %(fault)s")
                yield Fault(target, words % {"number": place, "fault": error})


class QuestionsView(BatchView):
    """The questions of a batch; some are answered now, the rest later."""

    name = "questions"
    template = "admin/importing/questions.html"
    stages: ClassVar = (BatchStage.QUESTIONS,)

    def get(self) -> HttpResponse:
        return self.show(self.forms())

    def post(self) -> HttpResponse:
        if not self.user.has_perm(DECIDE_PERMISSION):
            raise PermissionDenied
        forms = self.forms(self.request.POST)
        if not all(form.is_valid() for form in forms):
            return self.show(forms)
        answers = [answer for form in forms if (answer := form.answer)]
        try:
            answer_questions(self.batch, answers, by=self.user)
        except ImportRejected as refusal:
            return self.show(forms, translate_message(refusal.message))
        except BatchRefused as refusal:
            return self.show(forms, str(refusal))
        message = ngettext(
            "%(count)s answer was saved.", "%(count)s answers were saved.", len(answers)
        )
        messages.success(self.request, message % {"count": len(answers)})
        self.batch.refresh_from_db(fields=["stage"])
        if self.batch.stage == BatchStage.QUESTIONS:
            return redirect(batch_address(self.batch, "questions"))
        return self.leave()

    def forms(self, data: QueryDict | None = None) -> list[AnswerForm]:
        return [AnswerForm(row, data) for row in self.batch.questions.all()]

    def show(self, forms: list[AnswerForm], problem: str = "") -> HttpResponse:
        language = self.batch.language or LanguageCode.ENGLISH
        questions = [QuestionView(form.row, form, language) for form in forms]
        faults = [
            fault
            for place, each in enumerate(questions, start=1)
            if each.form.is_bound
            for fault in each.faults(place)
        ]
        context = {"questions": questions, "faults": faults, "problem": problem}
        return self.render(_("Questions on the document"), context)
