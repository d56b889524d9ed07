"""The closure of batches: the stage that one ends in, who closed it, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from recommendations.importing.batches.permissions import name_of_user
from recommendations.importing.models import BatchStage, ImportBatch

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def close_batch(batch: ImportBatch, stage: BatchStage, by: User | None, reason: str) -> None:
    batch.stage, batch.closing_reason = stage, reason
    batch.closed_by_name, batch.closed_at = name_of_user(by), timezone.now()
    batch.save()
