"""How many there are of what: published records, the adopted always apart from the others."""

from __future__ import annotations

from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recommendations.index import current_index
from recommendations.index.bitmaps import Bitmap
from recommendations.index.facets import NONE, UNKNOWN
from recommendations.models import AdoptionStatus


class Counts:
    """Numbers of published records; those of themes and meetings are of adopted ones."""

    def __init__(self, among: Bitmap | None = None) -> None:
        """``among`` these, a bitmap of the current snapshot, or else of all."""
        self._index = current_index()
        self._among = self._index.everything if among is None else among

    def _of(self, parameter: str, value: str, *, among: Bitmap | None = None) -> int:
        having = self._index.columns[parameter].bitmap(value)
        return (having & (self._among if among is None else among)).bit_count()

    @cached_property
    def _adopted(self) -> int:
        return self._among & self._index.columns["status"].bitmap(AdoptionStatus.ADOPTED)

    @cached_property
    def documents(self) -> int:
        """Documents that published records were read from."""
        having = self._index.sources.bitmaps.values()
        return sum(bool(self._among & bitmap) for bitmap in having)

    @cached_property
    def records(self) -> int:
        """All of them."""
        return self._among.bit_count()

    @cached_property
    def adopted(self) -> int:
        """Adopted by the Working Group, at whatever meeting."""
        return self._adopted.bit_count()

    @property
    def others(self) -> int:
        """Not adopted by the Working Group."""
        return self.records - self.adopted

    @property
    def proposed(self) -> int:
        """Put forward, not adopted."""
        return self._of("status", AdoptionStatus.PROPOSED)

    @property
    def provisions(self) -> int:
        """Provisions of resolutions of the Conference."""
        return self._of("status", AdoptionStatus.RESOLUTION)

    @property
    def session_unknown(self) -> int:
        """Adopted at a meeting that no document held here names."""
        return self._of("session", UNKNOWN)

    @cached_property
    def held_sessions(self) -> frozenset[int]:
        """The meetings whose texts are held: those with a published record."""
        return frozenset(
            int(value)
            for value, having in self._index.columns["session"].bitmaps.items()
            if value not in (NONE, UNKNOWN) and having & self._among
        )

    def in_session(self, session: int) -> int:
        """Adopted at one meeting."""
        return self._of("session", str(session))

    def on_theme(self, theme: str) -> int:
        """Adopted, on one theme, at whatever meeting."""
        return self._of("theme", theme, among=self._adopted)

    def others_on_theme(self, theme: str) -> int:
        """Not adopted, on one theme."""
        return self._of("theme", theme) - self.on_theme(theme)

    def on_theme_in_session(self, theme: str, session: int | None) -> int:
        """Adopted on one theme at one meeting, or (None) at one not named."""
        value = UNKNOWN if session is None else str(session)
        having = self._index.columns["session"].bitmap(value)
        return self._of("theme", theme, among=self._among & having)

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
