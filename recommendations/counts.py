"""How many there are of what: published records, the adopted always apart from the others."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recommendations.models import (
    OccurrenceRelation,
    Recommendation,
    RecommendationQuerySet,
    Status,
    ThemeAssignment,
)


class Counts:
    """Numbers of published records; asks at most three questions, each when first needed."""

    def __init__(self, among: RecommendationQuerySet | None = None) -> None:
        """``among`` these, or else of all."""
        self._among = Recommendation.objects.published() if among is None else among

    @cached_property
    def _records(self) -> Counter[tuple[str, int | None]]:
        """By status and number of the meeting."""
        rows = (
            self._among.order_by()
            .values_list("status", "session__number")
            .annotate(count=Count("pk"))
        )
        return Counter({(status, session): count for status, session, count in rows})

    @cached_property
    def _assignments(self) -> Counter[tuple[str, str, int | None]]:
        """By theme, status and number of the meeting."""
        rows = (
            ThemeAssignment.objects.chapters()
            .filter(recommendation__in=self._among.order_by())
            .order_by()
            .values_list("theme__slug", "recommendation__status", "recommendation__session__number")
            .annotate(count=Count("pk"))
        )
        return Counter({(theme, status, session): count for theme, status, session, count in rows})

    @cached_property
    def documents(self) -> int:
        """Documents that published records were read from."""
        source = Q(occurrences__relation=OccurrenceRelation.SOURCE)
        found: dict[str, int] = self._among.aggregate(
            documents=Count("occurrences__document", filter=source, distinct=True)
        )
        return found["documents"]

    @property
    def records(self) -> int:
        """All of them."""
        return self._records.total()

    @property
    def adopted(self) -> int:
        """Adopted by the Working Group, at whatever meeting."""
        return self._sum(status=Status.ADOPTED)

    @property
    def others(self) -> int:
        """Not adopted by the Working Group."""
        return self.records - self.adopted

    @property
    def proposed(self) -> int:
        """Put forward, not adopted."""
        return self._sum(status=Status.PROPOSED)

    @property
    def provisions(self) -> int:
        """Provisions of resolutions of the Conference."""
        return self._sum(status=Status.RESOLUTION)

    @property
    def session_unknown(self) -> int:
        """Adopted at a meeting that no document held here names."""
        return self._records[Status.ADOPTED, None]

    @property
    def held_sessions(self) -> frozenset[int]:
        """The meetings whose texts are held: those with a published record."""
        return frozenset(session for _status, session in self._records if session is not None)

    def in_session(self, session: int) -> int:
        """Adopted at one meeting."""
        return self._records[Status.ADOPTED, session]

    def on_theme(self, theme: str) -> int:
        """Adopted, on one theme, at whatever meeting."""
        return sum(
            count
            for (slug, status, _session), count in self._assignments.items()
            if slug == theme and status == Status.ADOPTED
        )

    def others_on_theme(self, theme: str) -> int:
        """Not adopted, on one theme."""
        return sum(
            count
            for (slug, status, _session), count in self._assignments.items()
            if slug == theme and status != Status.ADOPTED
        )

    def on_theme_in_session(self, theme: str, session: int | None) -> int:
        """Adopted on one theme at one meeting, or (None) at one not named."""
        return self._assignments[theme, Status.ADOPTED, session]

    def _sum(self, *, status: Status) -> int:
        return sum(count for (found, _session), count in self._records.items() if found == status)

    def __str__(self) -> str:
        """``113 adopted recommendations and 16 other records, from 5 documents``."""
        adopted = ngettext(
            "%(count)s adopted recommendation", "%(count)s adopted recommendations", self.adopted
        )
        others = ngettext("%(count)s other record", "%(count)s other records", self.others)
        documents = ngettext("%(count)s document", "%(count)s documents", self.documents)
        return _("%(adopted)s and %(others)s, from %(documents)s") % {
            "adopted": adopted % {"count": self.adopted},
            "others": others % {"count": self.others},
            "documents": documents % {"count": self.documents},
        }
