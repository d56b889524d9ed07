"""The closure of batches: the stage that one ends in, who closed it, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext

from recommendations.importing.batches.permissions import name_of_user
from recommendations.importing.inquiries.questions import gettext_noop
from recommendations.importing.models import BatchStage, ImportBatch

if TYPE_CHECKING:
    from django.contrib.auth.models import User


#: The reasons that the program gives, kept in English and shown in the reader's language.
REPLACED = gettext_noop("Replaced by a later file.")
NOTHING_CHANGES = gettext_noop("The document is held as the file has it: nothing would change.")


def close_batch(batch: ImportBatch, stage: BatchStage, by: User | None, reason: str) -> None:
    """Close a batch; ``reason`` is in somebody's own words, or one of the program's."""
    batch.stage, batch.closing_reason = stage, reason
    batch.closed_by_name, batch.closed_at = name_of_user(by), timezone.now()
    batch.save()


def closing_reason(batch: ImportBatch) -> str:
    """Return why a batch was closed, in the active language if the program said so."""
    reason = batch.closing_reason
    return gettext(reason) if reason in (REPLACED, NOTHING_CHANGES) else reason
