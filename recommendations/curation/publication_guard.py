"""The triggers by which the database keeps public what was published, until it is archived."""

from __future__ import annotations

from collections.abc import Iterator

from recommendations.models import (
    PERMANENT_STAGES,
    Recommendation,
    RecommendationText,
    TextStage,
)
from smuggling_kb.database.triggers import Event, Trigger, refusing_action

NEVER_DELETED = (
    "Published and archived recommendations are never deleted: archive what is withdrawn."
)
NEVER_DRAFTS_AGAIN = (
    "Published and archived recommendations are never drafts again: archive what is withdrawn."
)
NEVER_RENAMED = (
    "Published and archived recommendations keep their codes, which are their addresses."
)
NEVER_UNSEEN_AGAIN = "A published text is not hidden again: correct or delete it."

#: The condition of a text of a public record that becomes a draft.
HIDDEN = (
    "OLD.stage = '{published}' AND NEW.stage <> OLD.stage AND EXISTS (SELECT 1 FROM {records}"
    " WHERE id = OLD.recommendation_id AND publication IN ({stages}))"
)
PERMANENT = ", ".join(f"'{stage.value}'" for stage in PERMANENT_STAGES)


def publication_guard_triggers() -> Iterator[Trigger]:
    """Yield those of recommendations and texts. Emptying whole tables is no deletion."""
    table = Recommendation._meta.db_table
    was_public = f"OLD.publication IN ({PERMANENT})"
    no_longer = f"{was_public} AND NEW.publication NOT IN ({PERMANENT})"
    renamed = f"{was_public} AND NEW.code <> OLD.code"
    hidden = HIDDEN.format(published=TextStage.PUBLISHED, records=table, stages=PERMANENT)
    texts = RecommendationText._meta.db_table
    yield _guard("never_delete_what_was_published", table, "DELETE", was_public, NEVER_DELETED)
    yield _guard("never_draft_what_was_published", table, "UPDATE", no_longer, NEVER_DRAFTS_AGAIN)
    yield _guard("never_rename_what_was_published", table, "UPDATE", renamed, NEVER_RENAMED)
    yield _guard("never_hide_a_published_text", texts, "UPDATE", hidden, NEVER_UNSEEN_AGAIN)


def _guard(name: str, table: str, event: Event, condition: str, refusal: str) -> Trigger:
    """Return a trigger that refuses to write a row under a condition."""
    action = refusing_action(condition, refusal)
    return Trigger(name, table, action, events=(event,), moment="BEFORE", for_each_row=True)
