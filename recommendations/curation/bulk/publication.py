"""The bulk publication of recommendations, one by one: each is looked at with its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from recommendations.curation.bulk.stages import MoveStage
from recommendations.curation.second_person import second_person_obstacles
from recommendations.models import Recommendation

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class PublishRecords(MoveStage):
    """Publishes those that somebody ticks, having seen their words beside their passages."""

    prefetches = (
        *("texts__source__version__document", "texts__source__parent", "texts__source__items"),
        *("theme_assignments__theme__names", "occurrences__document", "session", "addressees"),
    )
    asks_for_each = True

    def refusals(self, records: Sequence[Recommendation], by: User) -> Mapping[str, str]:
        return second_person_obstacles([record.code for record in records], by)
