"""The interface of a kind of bulk change: its fields, permissions, comparison and execution."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from recommendations.curation.workflow import APP, may_change
from recommendations.models import Recommendation

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.utils.functional import _StrPromise as StrPromise

Values = Mapping[str, Any]


@dataclass(frozen=True)
class PlannedChange:
    """One recommendation before and after a change, in words; or the obstacle to it."""

    record: Recommendation
    before: str
    after: str
    obstacle: str = ""

    @property
    def has_effect(self) -> bool:
        return not self.obstacle and self.after != self.before


class BulkChange(ABC):
    """A kind of change that is the same for many recommendations."""

    name: str
    label: StrPromise
    #: Code names of all the permissions that it needs.
    permissions: tuple[str, ...]
    #: The relations that it reads of each recommendation, as ``prefetch_related`` takes them.
    prefetches: ClassVar[tuple[str, ...]] = ()
    #: Whether each recommendation is shown with its words, and has to be ticked.
    asks_for_each: ClassVar[bool] = False

    def is_allowed_for(self, user: User) -> bool:
        return user.has_perms([f"{APP}.{permission}" for permission in self.permissions])

    def initial_values(self, codes: Collection[str]) -> Values:
        """Return what the form proposes for some recommendations; nothing unless it can tell."""
        return {}

    def form_fields(self) -> dict[str, forms.Field]:
        """Return the fields that it needs beside the reason."""
        return {}

    def check_values(self, values: Values) -> str:
        """Return what is wrong with the values taken together, or nothing."""
        return ""

    def refusals(self, records: Sequence[Recommendation], by: User) -> Mapping[str, str]:
        """Return why somebody may not change some recommendations so, by their codes."""
        return {}

    def plan_record(
        self, record: Recommendation, values: Values, by: User, refusal: str = ""
    ) -> PlannedChange:
        """Compare one recommendation before and after; reads ``prefetches``.

        ``refusal`` is that of ``refusals``, if there is one.
        """
        before = self.current_value(record)
        if not may_change(record, by):
            problem = _("Only reviewers can change what is archived.")
            return PlannedChange(record, before, before, problem)
        obstacle = self.obstacle(record, values) or refusal
        after = before if obstacle else self.new_value(record, values)
        return PlannedChange(record, before, after, obstacle)

    def obstacle(self, record: Recommendation, values: Values) -> str:
        """Return why one recommendation cannot be changed so, or nothing."""
        return ""

    @abstractmethod
    def current_value(self, record: Recommendation) -> str:
        """Return the value as it is, in words."""

    @abstractmethod
    def new_value(self, record: Recommendation, values: Values) -> str:
        """Return the value as it will be, in words."""

    @abstractmethod
    def apply(self, records: Sequence[Recommendation], values: Values, reason: str) -> None:
        """Change the recommendations, whose plans have no obstacle."""
