"""Tags of the admin's front page."""

from __future__ import annotations

from django import template

from recommendations.admin import queues
from recommendations.history.timeline import HistoryEntry, recent_entries
from recommendations.search import engine

register = template.Library()

#: Recent changes on the front page.
RECENT = 10

register.simple_tag(queues.work_queues, name="work_queues")
register.simple_tag(queues.stage_queues, name="workflow_stages")
register.simple_tag(engine.search_scope, name="search_scope")


@register.simple_tag
def recent_changes() -> list[HistoryEntry]:
    """Return the last changes of any records; a fixed number of queries."""
    return recent_entries(RECENT)
