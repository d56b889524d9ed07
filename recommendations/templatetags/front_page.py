"""Tags of the admin's front page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django import template

from recommendations.admin.front_page import doors, queues
from recommendations.history import acts
from recommendations.search import engine

register = template.Library()

#: Acts on the front page.
RECENT = 10

register.simple_tag(queues.work_queues, name="work_queues")
register.simple_tag(partial(acts.recent_acts, RECENT), name="recent_acts")
register.simple_tag(engine.search_scope, name="search_scope")


@register.simple_tag(takes_context=True)
def doors_of_user(context: Any) -> list[doors.Door]:
    """Return the doors to what the user may see."""
    return doors.open_doors(context["request"])


@register.simple_tag(takes_context=True)
def table_sizes(context: Any, door: doors.Door) -> Iterable[queues.WorkQueue]:
    """Return the tables behind a door, with their sizes."""
    return door.sizes(context["request"])
