"""Tags of the admin's front page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from recommendations.admin.front_page import doors, queues
from recommendations.history.timeline import HistoryEntry, recent_entries
from recommendations.search import engine

register = template.Library()

#: Recent changes on the front page.
RECENT = 10

register.simple_tag(queues.work_queues, name="work_queues")
register.simple_tag(engine.search_scope, name="search_scope")


@register.simple_tag(takes_context=True)
def doors_of_user(context: Any) -> list[doors.Door]:
    """Return the doors to what the user may see."""
    return doors.open_doors(context["request"])


@register.simple_tag(takes_context=True)
def table_sizes(context: Any, door: doors.Door) -> Iterable[queues.WorkQueue]:
    """Return the tables behind a door, with their sizes."""
    return door.sizes(context["request"])


@register.simple_tag
def recent_changes() -> list[HistoryEntry]:
    """Return the last changes of any records; a fixed number of queries."""
    return recent_entries(RECENT)
