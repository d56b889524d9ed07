"""Numbers of published records, the adopted always apart from the others."""

from __future__ import annotations

from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recommendations.index import current_index
from recommendations.index.bitmaps import Bitmap
from recommendations.index.facets import NONE, UNKNOWN
from recommendations.models import AdoptionStatus


class PublishedCounts:
    """Numbers of published records; those of themes and sessions are of adopted ones."""

    def __init__(self, among: Bitmap | None = None) -> None:
        """Count ``among`` a bitmap of the current index, or else all."""
        self._index = current_index()
        self._among = self._index.everything if among is None else among

    def _count(self, parameter: str, value: str, *, among: Bitmap | None = None) -> int:
        having = self._index.columns[parameter].bitmap(value)
        return (having & (self._among if among is None else among)).bit_count()

    @cached_property
    def _adopted_bitmap(self) -> int:
        return self._among & self._index.columns["status"].bitmap(AdoptionStatus.ADOPTED)

    @cached_property
    def documents(self) -> int:
        """The number of documents that records were read from."""
        having = self._index.sources.bitmaps.values()
        return sum(bool(self._among & bitmap) for bitmap in having)

    @cached_property
    def records(self) -> int:
        """The number of records."""
        return self._among.bit_count()

    @cached_property
    def adopted(self) -> int:
        """The number adopted by the Working Group, at whatever session."""
        return self._adopted_bitmap.bit_count()

    @property
    def others(self) -> int:
        """The number not adopted by the Working Group."""
        return self.records - self.adopted

    @property
    def proposed(self) -> int:
        """The number put forward and not adopted."""
        return self._count("status", AdoptionStatus.PROPOSED)

    @property
    def provisions(self) -> int:
        """The number of provisions of resolutions of the Conference."""
        return self._count("status", AdoptionStatus.RESOLUTION)

    @property
    def session_unknown(self) -> int:
        """The number adopted at a session that no document held here names."""
        return self._count("session", UNKNOWN)

    @cached_property
    def sessions_with_texts(self) -> frozenset[int]:
        """The sessions with a published record, by their numbers."""
        return frozenset(
            int(value)
            for value, having in self._index.columns["session"].bitmaps.items()
            if value not in (NONE, UNKNOWN) and having & self._among
        )

    def session_count(self, session: int) -> int:
        """Return the number adopted at one session."""
        return self._count("session", str(session))

    def theme_count(self, theme: str) -> int:
        """Return the number adopted on a theme, at whatever session."""
        return self._count("theme", theme, among=self._adopted_bitmap)

    def other_theme_count(self, theme: str) -> int:
        """Return the number on a theme that were not adopted."""
        return self._count("theme", theme) - self.theme_count(theme)

    def theme_session_count(self, theme: str, session: int | None) -> int:
        """Return the number adopted on a theme at one session, or (None) at one not named."""
        value = UNKNOWN if session is None else str(session)
        having = self._index.columns["session"].bitmap(value)
        return self._count("theme", theme, among=self._among & having)

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
