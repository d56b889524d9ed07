"""The publication of texts that editors added to public recommendations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from recommendations.curation.roles import PUBLISH
from recommendations.curation.second_person import own_texts
from recommendations.curation.workflow import APP
from recommendations.history.versions import ChangeKind, record_changes
from recommendations.models import RecommendationText, TextStage

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PUBLISH_PERMISSION = f"{APP}.{PUBLISH}"


def publish_texts(keys: Collection[int], *, by: User, reason: str, seen: Mapping[str, int]) -> int:
    """Publish the drafts among some texts, and return how many those were.

    ``seen`` has the number of each record's version in which somebody read them. Raises
    ``ConcurrentChange`` if one has changed since, ``ReasonMissing`` and ``PermissionDenied``: also
    if the site's rule leaves one to somebody else.
    """
    if not by.has_perm(PUBLISH_PERMISSION):
        raise PermissionDenied
    with record_changes(by=by, kind=ChangeKind.BULK, reason=reason, seen=seen):
        drafts = RecommendationText.objects.drafts().filter(pk__in=keys)
        if own_texts(drafts.select_related("recommendation"), by):
            raise PermissionDenied
        return drafts.update(stage=TextStage.PUBLISHED)
