"""A data version as readers see it: its date, and what changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from recommendations.editions.edition_changes import GroupChange
from recommendations.editions.groups import RECOMMENDATION
from recommendations.models import DataVersion
from recommendations.texts.codes import code_parts

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class ChangedGroup:
    """A record or another group that changed: its name, and its page while it has one."""

    kind: StrPromise
    name: str
    address: str


#: The names of kinds, and the pages of their groups.
KINDS: dict[str, tuple[StrPromise, Callable[[str], str]]] = {
    RECOMMENDATION: (
        _("Recommendation"),
        lambda key: reverse("recommendations:record", args=[key]),
    ),
    "document": (_("Document"), lambda key: reverse("recommendations:document", args=[key])),
    "session": (_("Session"), lambda key: reverse("sessions:session", args=[int(key)])),
    "theme": (_("Theme or subject"), lambda _key: ""),
    "instrument": (_("Treaty"), lambda key: reverse("recommendations:instrument", args=[key])),
}


@dataclass(frozen=True)
class EditionReport:
    """A version of the data, and all that changed since; nothing if it is the present one."""

    edition: DataVersion
    changes: list[GroupChange]
    #: Digests are still being computed: there are later changes that nobody can name yet.
    is_behind: bool

    @property
    def is_current(self) -> bool:
        """True if the public data are what they were."""
        return not self.changes and not self.is_behind

    @property
    def added_groups(self) -> list[ChangedGroup]:
        """The groups that were not public then."""
        return list(_groups(each for each in self.changes if each.before is None))

    @property
    def removed_groups(self) -> list[ChangedGroup]:
        """The groups that no longer are public."""
        return list(_groups(each for each in self.changes if each.after is None))

    @property
    def changed_groups(self) -> list[ChangedGroup]:
        """The groups that are public and no longer as they were."""
        return list(_groups(each for each in self.changes if each.before and each.after))


def _groups(changes: Iterable[GroupChange]) -> Iterator[ChangedGroup]:
    """Yield changes by kind, records in the order of their codes."""
    kinds = list(KINDS)
    for change in sorted(changes, key=lambda each: (kinds.index(each.kind), _order(each))):
        name, address = KINDS[change.kind]
        yield ChangedGroup(name, change.key, address(change.key))


def _order(change: GroupChange) -> tuple[int, int, str]:
    return code_parts(change.key) if change.kind == RECOMMENDATION else (0, 0, change.key)
