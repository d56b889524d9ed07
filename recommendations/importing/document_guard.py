"""The trigger by which the database keeps a published document public until its batch is undone."""

from __future__ import annotations

from collections.abc import Iterator

from recommendations.importing.models import BatchStage, ImportBatch
from sessions.models import Document, Publication
from smuggling_kb.database.triggers import Trigger, refusing_action

NEVER_DRAFT_AGAIN = (
    "A published document is never a draft again, unless the batch that published it is undone."
)

#: The condition of a document that becomes a draft, but for one of which a batch was undone and
#: none published since.
HIDDEN = (
    "OLD.publication = '{published}' AND NEW.publication = '{draft}' AND NOT EXISTS ("
    "SELECT 1 FROM {batches} undone WHERE undone.symbol = OLD.symbol"
    " AND undone.stage = '{undone_stage}' AND NOT EXISTS ("
    "SELECT 1 FROM {batches} later WHERE later.symbol = OLD.symbol"
    " AND later.stage = '{published_stage}' AND later.published_at > undone.closed_at))"
)


def document_guard_triggers() -> Iterator[Trigger]:
    """Yield the trigger of documents."""
    hidden = HIDDEN.format(
        published=Publication.PUBLISHED.value,
        draft=Publication.DRAFT.value,
        batches=ImportBatch._meta.db_table,
        undone_stage=BatchStage.UNDONE.value,
        published_stage=BatchStage.PUBLISHED.value,
    )
    yield Trigger(
        "never_draft_a_published_document",
        Document._meta.db_table,
        refusing_action(hidden, NEVER_DRAFT_AGAIN),
        events=("UPDATE",),
        moment="BEFORE",
        for_each_row=True,
    )
