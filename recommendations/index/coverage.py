"""The meetings whose texts are held, out of all that are known: what every absence rests on."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recommendations.index import RecommendationIndex, current_index
from recommendations.index.facets import NONE, UNKNOWN


@dataclass(frozen=True)
class Coverage:
    """The numbers of meetings: those whose texts are held, and all known ones."""

    held: int
    known: int

    def __str__(self) -> str:
        """``texts of 3 of 12 known sessions``."""
        return _("texts of %(held)s of %(known)s known sessions") % vars(self)

    @property
    def sentence(self) -> str:
        """``Texts of 3 of 12 known sessions.``"""
        return _("Texts of %(held)s of %(known)s known sessions.") % vars(self)

    @property
    def file_name_part(self) -> str:
        """``3-of-12-meetings``: for the names of files whose format has no place for remarks."""
        return f"{self.held}-of-{self.known}-meetings"

    @property
    def absence(self) -> str:
        """``not in the texts of the 3 sessions that this site has``."""
        return ngettext(
            "not found in the texts of the %(held)s session on this site",
            "not found in the texts of the %(held)s sessions on this site",
            self.held,
        ) % vars(self)


def coverage() -> Coverage:
    """Return the coverage of what is published now; no query."""
    return index_coverage(current_index())


def index_coverage(index: RecommendationIndex) -> Coverage:
    """Return the coverage of what an index has: while a file is sent, it stays the same."""
    with_records = {value for value, records in index.columns["session"].bitmaps.items() if records}
    return Coverage(len(with_records - {NONE, UNKNOWN}), index.known_meetings)
