"""Admin pages of parts that only reviewers change once their recommendation is archived."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest

from recommendations.admin.versioned_admin import VersionedAdmin
from recommendations.curation import workflow
from recommendations.models import Recommendation
from smuggling_kb.admin.bases import Row


class ArchiveGuardedAdmin(VersionedAdmin[Row]):
    """Refuses changes of an archived recommendation by way of its parts."""

    #: The fields that lead from a row to its recommendation.
    recommendation_path: ClassVar[tuple[str, ...]] = ("recommendation",)

    def get_field_queryset(
        self, db: str | None, db_field: Any, request: HttpRequest
    ) -> QuerySet[Any] | None:
        """A new row can belong to any recommendation that may be changed."""
        rows = super().get_field_queryset(db, db_field, request)
        if rows is None or self.recommendation_path != (db_field.name,):
            return rows
        return workflow.changeable_recommendations(rows, request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not self.is_archived_for(
            request, obj
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not self.is_archived_for(
            request, obj
        )

    def is_archived_for(self, request: HttpRequest, obj: Any) -> bool:
        """Return whether a row belongs to a recommendation that this curator may not change."""
        for name in self.recommendation_path:
            obj = obj and getattr(obj, name)
        return isinstance(obj, Recommendation) and not workflow.may_change(obj, request.user)
