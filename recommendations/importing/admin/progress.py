"""The progress of a batch: questions answered and records decided, of how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from recommendations.importing.models import ImportBatch, RecordChange, RecordDecision


@dataclass(frozen=True)
class Progress:
    """The numbers of questions and of records that want a decision, and how many have it."""

    asked: int
    answered: int
    found: int
    decided: int

    @property
    def questions(self) -> str:
        """The share of questions that is answered, in words; empty if there are none."""
        if not self.asked:
            return ""
        words = _("%(answered)s of %(asked)s answered")
        return words % {"answered": self.answered, "asked": self.asked}

    @property
    def decisions(self) -> str:
        """The share of records that is decided, in words; empty if there are none."""
        if not self.found:
            return ""
        return _("%(decided)s of %(found)s decided") % {
            "decided": self.decided,
            "found": self.found,
        }

    @property
    def open_records(self) -> int:
        return self.found - self.decided


def with_progress(batches: QuerySet[ImportBatch]) -> QuerySet[ImportBatch]:
    """Return batches with the numbers that ``progress_of`` reads."""
    answered = ~Q(questions__choice="")
    wants_decision = Q(records__isnull=False) & ~Q(records__change=RecordChange.UNCHANGED)
    decided = wants_decision & ~Q(records__decision=RecordDecision.OPEN)
    return batches.annotate(
        asked=Count("questions", distinct=True),
        answered=Count("questions", filter=answered, distinct=True),
        found=Count("records", filter=wants_decision, distinct=True),
        decided=Count("records", filter=decided, distinct=True),
    )


def progress_of(batch: Any) -> Progress:
    """Return the progress of a batch that ``with_progress`` returned."""
    return Progress(batch.asked, batch.answered, batch.found, batch.decided)
