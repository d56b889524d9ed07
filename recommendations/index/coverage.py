"""The meetings whose texts are held, out of all that are known: what every absence rests on."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from recommendations.index import current_index


@dataclass(frozen=True)
class Coverage:
    """The numbers of meetings: those whose texts are held, and all known ones."""

    held: int
    known: int

    def __str__(self) -> str:
        """``texts of 3 of 12 known meetings``."""
        return _("texts of %(held)s of %(known)s known meetings") % vars(self)

    @property
    def sentence(self) -> str:
        """``Texts of 3 of 12 known meetings.``"""
        return _("Texts of %(held)s of %(known)s known meetings.") % vars(self)

    @property
    def absence(self) -> str:
        """``not in the texts of the 3 sessions that this site has``."""
        return ngettext(
            "not in the texts of the %(held)s session that this site has",
            "not in the texts of the %(held)s sessions that this site has",
            self.held,
        ) % vars(self)


def coverage() -> Coverage:
    """Return the coverage of what is published; no query."""
    labels = current_index().facet_labels(get_language())
    meetings = [value for value in labels.values["session"] if value.session]
    return Coverage(sum(value.has_texts for value in meetings), len(meetings))
