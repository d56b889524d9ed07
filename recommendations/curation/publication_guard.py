"""The triggers by which the database keeps public what was published, until it is archived."""

from __future__ import annotations

from collections.abc import Iterator

from recommendations.models import (
    PERMANENT_STAGES,
    Recommendation,
    RecommendationText,
    TextStage,
)
from smuggling_kb.database.triggers import Trigger, refusing_action

NEVER_DELETED = (
    "Published and archived recommendations are never deleted: archive what is withdrawn."
)
NEVER_DRAFTS_AGAIN = (
    "Published and archived recommendations are never drafts again: archive what is withdrawn."
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
    yield Trigger(
        "never_delete_what_was_published",
        table,
        refusing_action(was_public, NEVER_DELETED),
        events=("DELETE",),
        moment="BEFORE",
        for_each_row=True,
    )
    yield Trigger(
        "never_draft_what_was_published",
        table,
        refusing_action(
            f"{was_public} AND NEW.publication NOT IN ({PERMANENT})", NEVER_DRAFTS_AGAIN
        ),
        events=("UPDATE",),
        moment="BEFORE",
        for_each_row=True,
    )
    yield Trigger(
        "never_hide_a_published_text",
        RecommendationText._meta.db_table,
        refusing_action(
            HIDDEN.format(published=TextStage.PUBLISHED, records=table, stages=PERMANENT),
            NEVER_UNSEEN_AGAIN,
        ),
        events=("UPDATE",),
        moment="BEFORE",
        for_each_row=True,
    )
