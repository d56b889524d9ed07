"""The publication of meetings that drafts of documents alone named."""

from __future__ import annotations

from collections.abc import Collection

from recommendations.models import Recommendation
from sessions.models import Publication, WorkingGroupSession


def publish_sessions(codes: Collection[str]) -> None:
    """Make public the meetings that public records among some are of; one query, mostly."""
    named = Recommendation.objects.published().filter(code__in=codes, session__isnull=False)
    drafts = WorkingGroupSession.objects.drafts()
    if drafts.exists():
        of_public = drafts.filter(pk__in=named.order_by().values("session"))
        of_public.update(publication=Publication.PUBLISHED)
