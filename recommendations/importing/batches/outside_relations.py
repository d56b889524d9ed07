"""The relations of other records to those of a batch, which would go with these."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from recommendations.models import Relation


def outside_relations(codes: Collection[str], own: Collection[str]) -> Iterator[str]:
    """Yield the relations to some records in words, but for those of a batch's ``own``; a query."""
    relations = Relation.objects.filter(target__code__in=codes)
    outside = relations.exclude(recommendation__code__in=own).in_target_order()
    for each in outside.select_related("recommendation", "target"):
        yield _("%(code)s has a relation to %(target)s.") % {
            "code": each.recommendation.code,
            "target": each.target.code,
        }
