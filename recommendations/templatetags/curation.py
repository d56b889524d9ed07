"""What the admin's front page shows beside Django's own."""

from __future__ import annotations

from django import template

from recommendations import search
from recommendations.admin import queues

register = template.Library()

register.simple_tag(queues.queues, name="work_queues")
register.simple_tag(queues.stages, name="workflow_stages")
register.simple_tag(search.state, name="search_state")
