"""Tags of the admin's front page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django import template

from recommendations.history import acts
from recommendations.search import engine
from smuggling_kb.admin import front_page

register = template.Library()

#: Acts on the front page.
RECENT = 10

register.simple_tag(front_page.work_queues, name="work_queues")
register.simple_tag(partial(acts.recent_acts, RECENT), name="recent_acts")
register.simple_tag(engine.search_scope, name="search_scope")


@register.simple_tag(takes_context=True)
def doors_of_user(context: Any) -> list[front_page.Door]:
    """Return the doors to what the user may see."""
    return front_page.open_doors(context["request"])


@register.simple_tag(takes_context=True)
def table_sizes(context: Any, door: front_page.Door) -> Iterable[front_page.WorkQueue]:
    """Return the tables behind a door, with their sizes."""
    return door.sizes(context["request"])
