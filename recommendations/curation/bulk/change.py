"""What every kind of bulk change answers: its fields, who may do it, before and after, doing it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
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
class Line:
    """What a change makes of one recommendation, in words; or why it cannot."""

    record: Recommendation
    before: str
    after: str
    obstacle: str = ""

    @property
    def changes(self) -> bool:
        return not self.obstacle and self.after != self.before


class Change(ABC):
    """A kind of change that is the same for many recommendations."""

    name: str
    label: StrPromise
    #: Code names of all the permissions that it needs.
    permissions: tuple[str, ...]
    #: What it reads of each recommendation, as ``prefetch_related`` takes it.
    reads: ClassVar[tuple[str, ...]] = ()

    def open_to(self, user: User) -> bool:
        """Whether somebody may do it at all."""
        return user.has_perms([f"{APP}.{permission}" for permission in self.permissions])

    def fields(self) -> dict[str, forms.Field]:
        """What has to be said of it beside the reason."""
        return {}

    def check(self, values: Values) -> str:
        """What is wrong with the values taken together, or nothing."""
        return ""

    def line(self, record: Recommendation, values: Values, by: User) -> Line:
        """Before and after of one recommendation; reads ``reads``."""
        before = self.before(record)
        if not may_change(record, by):
            return Line(record, before, before, _("Only reviewers change what is archived."))
        obstacle = self.obstacle(record, values)
        return Line(record, before, before if obstacle else self.after(record, values), obstacle)

    def obstacle(self, record: Recommendation, values: Values) -> str:
        """Why one recommendation cannot be changed so, or nothing."""
        return ""

    @abstractmethod
    def before(self, record: Recommendation) -> str:
        """What is, in words."""

    @abstractmethod
    def after(self, record: Recommendation, values: Values) -> str:
        """What will be, in words."""

    @abstractmethod
    def apply(self, records: Sequence[Recommendation], values: Values, reason: str) -> None:
        """Do it, to recommendations of which it has been asked whether it can be done."""
