"""Groups of proposed records to which one theme can be given: those under a heading, and all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from recommendations.importing.admin.proposal_view import ProposalView

#: The key of the group of all records; no heading has such an anchor.
EVERY = "every"


@dataclass(frozen=True)
class ThemeGroup:
    """Records under one heading; ``key`` is the anchor of the heading, or ``EVERY``."""

    key: str
    heading: str
    views: list[ProposalView]

    @property
    def open_views(self) -> list[ProposalView]:
        """The new records that nobody has decided on."""
        return [view for view in self.views if view.form and view.is_open]

    @property
    def themes(self) -> list[tuple[str, str]]:
        """The slugs and names of the themes that can be set."""
        forms = (view.form for view in self.open_views if view.form)
        return next((list(form.themes.items()) for form in forms), [])

    @property
    def open_count(self) -> int:
        return len(self.open_views)

    @property
    def is_offered(self) -> bool:
        """Return whether setting one theme for all of it saves anything."""
        return bool(self.key) and self.open_count > 1

    @property
    def field_name(self) -> str:
        """The name of the control that chooses the theme."""
        return f"theme-of-{self.key}"

    @property
    def target(self) -> str:
        """The anchor of the group on the page."""
        return f"under-{self.key}"


def heading_groups(views: Iterable[ProposalView]) -> list[ThemeGroup]:
    """Return records by the heading that each stands under, in their order."""
    groups = groupby(views, key=lambda view: view.passage.section if view.passage else "")
    found = [(key, list(group)) for key, group in groups]
    return [ThemeGroup(key, heading_of(group[0]), group) for key, group in found]


def heading_of(view: ProposalView) -> str:
    return view.passage.heading if view.passage else ""


def theme_groups(views: list[ProposalView]) -> dict[str, ThemeGroup]:
    """Return every group by its key."""
    return {EVERY: ThemeGroup(EVERY, "", views)} | {
        group.key: group for group in heading_groups(views) if group.key
    }
