"""Bulk changes of the stage of recommendations in the editorial workflow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation import workflow
from recommendations.curation.bulk.change import BulkChange, Values
from recommendations.curation.workflow import WorkflowStep
from recommendations.models import ArchiveNote, Recommendation
from smuggling_kb.character_validation import validate_characters
from smuggling_kb.languages import INTERFACE, LanguageCode


class MoveStage(BulkChange):
    """One step of the workflow."""

    prefetches: ClassVar[tuple[str, ...]] = (
        *("texts", "theme_assignments__theme", "occurrences__document"),
    )

    def __init__(self, step: WorkflowStep) -> None:
        self.step = step
        self.name = step.name
        self.label = step.label
        self.permissions = ("change_recommendation", step.permission)

    def obstacle(self, record: Recommendation, values: Values) -> str:
        if record.publication == self.step.target:
            return ""
        return workflow.step_obstacle(self.step, record)

    def current_value(self, record: Recommendation) -> str:
        return record.get_publication_display()

    def new_value(self, record: Recommendation, values: Values) -> str:
        return str(self.step.target.label)

    def apply(self, records: Sequence[Recommendation], values: Values, reason: str) -> None:
        for record in records:
            record.publication = self.step.target
        Recommendation.objects.bulk_update(records, ["publication"])


class ArchiveRecords(MoveStage):
    """Archives them with the note that readers find at their addresses."""

    def form_fields(self) -> dict[str, forms.Field]:
        return {
            f"note_{language}": forms.CharField(
                label=gettext_lazy("What readers are told (%(language)s)")
                % {"language": LanguageCode(language).label},
                widget=forms.Textarea(attrs={"rows": 2, "lang": language}),
                required=False,
                max_length=2000,
                validators=[validate_characters],
            )
            for language in INTERFACE
        }

    def check_values(self, values: Values) -> str:
        if any(values.get(f"note_{language}") for language in INTERFACE):
            return ""
        return _("Tell readers why it was withdrawn, in at least one language.")

    def apply(self, records: Sequence[Recommendation], values: Values, reason: str) -> None:
        super().apply(records, values, reason)
        ArchiveNote.objects.bulk_create(
            ArchiveNote(recommendation=record, language=language, text=values[f"note_{language}"])
            for record in records
            for language in INTERFACE
            if values.get(f"note_{language}")
        )


class ReinstateRecords(MoveStage):
    """Publishes them again, without archive notes and successors."""

    def apply(self, records: Sequence[Recommendation], values: Values, reason: str) -> None:
        ArchiveNote.objects.filter(recommendation__in=records).delete()
        for record in records:
            record.publication = self.step.target
            record.successor = None
        Recommendation.objects.bulk_update(records, ["publication", "successor"])
