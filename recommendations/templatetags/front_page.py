"""What the admin's front page shows beside Django's own."""

from __future__ import annotations

from django import template

from recommendations.admin import queues
from recommendations.history import recent
from recommendations.search import finding
from recommendations.versions.telling import Entry

register = template.Library()

#: Recent changes on the front page.
RECENT = 10

register.simple_tag(queues.queues, name="work_queues")
register.simple_tag(queues.stages, name="workflow_stages")
register.simple_tag(finding.state, name="search_state")


@register.simple_tag
def recent_changes() -> list[Entry]:
    """The last changes of any records; a fixed number of queries."""
    return recent(RECENT)
