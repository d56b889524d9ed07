"""The review of one record of a batch: its words, those held, and the passage they stand in."""

from __future__ import annotations

from dataclasses import dataclass

from recommendations.importing.batches.decisions import RecordChoices, record_choices
from recommendations.importing.batches.proposals import RecordProposals, record_proposals
from recommendations.importing.models import BatchRecord, ImportBatch
from recommendations.models import Recommendation
from recommendations.texts.diff import WordingChange, wording_changes
from sessions.models import Paragraph


@dataclass(frozen=True)
class RecordReview:
    """A record as its row of the batch shows it."""

    record: BatchRecord
    #: The words held against those of the file; empty if nothing is held.
    changes: list[WordingChange]
    #: Its passage and record as they are here; None where nothing is written yet.
    passage: Paragraph | None
    recommendation: Recommendation | None
    proposals: RecordProposals
    choices: RecordChoices


def record_reviews(batch: ImportBatch) -> list[RecordReview]:
    """Return the records of a batch in their order; three queries and one for the items."""
    records = list(batch.records.all())
    codes = [each.code for each in records]
    held = {each.code: each for each in Recommendation.objects.filter(code__in=codes)}
    passages = Paragraph.objects.filter(
        version__document__symbol=batch.symbol,
        version__language=batch.language,
        anchor__in=[each.anchor for each in records],
    )
    by_anchor = {
        each.anchor: each for each in passages.select_related("parent").prefetch_related("items")
    }
    return [
        RecordReview(
            record=each,
            changes=list(wording_changes(each.stored, each.printed)) if each.stored else [],
            passage=by_anchor.get(each.anchor),
            recommendation=held.get(each.code),
            proposals=record_proposals(each),
            choices=record_choices(each),
        )
        for each in records
    ]
