"""The brief of a list: its records in order of time, and all that is to be known around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.index.facets import FACETS
from recommendations.index.rows import Entry
from recommendations.names.labels import language_names
from recommendations.names.session_ranges import Run
from recommendations.pages.briefs import distribution
from recommendations.pages.briefs import documents as passages
from recommendations.pages.briefs import gaps as silence
from recommendations.pages.briefs import relations as kin
from recommendations.pages.briefs.distribution import Spread
from recommendations.pages.briefs.documents import Discussing
from recommendations.pages.briefs.gaps import Silence
from recommendations.pages.briefs.relations import Kin
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.result_pages import ResultGroup, groups
from recommendations.selection.selection import Selection
from smuggling_kb.models import Revision

#: The most records that a brief shows; the list has them all.
SHOWN = 50


@dataclass(frozen=True)
class Meeting:
    """What a meeting adopted, or neighbouring meetings whose texts are not held.

    ``address`` is the list of all of it, of which ``entries`` may be the first.
    """

    group: ResultGroup
    address: str
    entries: list[Entry]
    already_shown: frozenset[str]


class Brief:
    """The brief of a selection, in the active language."""

    def __init__(self, selection: Selection) -> None:
        self.filters = selection.filters.changed(group="session", sort="code", view="", columns="")
        self.selection = Selection(self.filters)

    @property
    def about(self) -> str:
        """What it is about, in words."""
        return self.filters.describe() or _("All recommendations")

    @cached_property
    def asked(self) -> RecommendationFilter:
        """The same without how it is laid out."""
        return self.filters.changed(group="", sort="")

    @property
    def query(self) -> str:
        """The query string that asks for it."""
        return self.asked.query()

    @property
    def address(self) -> str:
        """The list of its records."""
        return self.asked.address()

    @property
    def revision(self) -> Revision:
        """The version of the data."""
        return self.selection.index.revision

    @property
    def languages(self) -> str:
        """The languages of its texts, in words."""
        return language_names(self.selection.languages)

    @property
    def shown(self) -> int:
        """How many of its records it shows."""
        return min(SHOWN, self.selection.count)

    @cached_property
    def entries(self) -> list[Entry]:
        """Those records; two queries."""
        places: list[int] = []
        for group in groups(self.selection):
            places += group.records.slice(0, SHOWN - len(places))
        return self.selection.entries(places)

    @property
    def meetings(self) -> list[Meeting]:
        """The records meeting by meeting, among them the meetings whose texts are not held."""
        return list(self._meetings())

    def _meetings(self) -> Iterator[Meeting]:
        by_session: dict[str, list[Entry]] = {}
        for entry in self.entries:
            by_session.setdefault(entry.session, []).append(entry)
        already_shown = {
            f"{name}={chosen[0].value}"
            for name in FACETS
            if len(chosen := self.filters.chosen(name)) == 1
        }
        for group in groups(self.selection):
            value = group.value.value if group.value else ""
            yield Meeting(
                group,
                self.asked.address(session=value) if value else "",
                by_session.get(value, []),
                frozenset({*already_shown, f"session={value}"}),
            )

    @cached_property
    def spreads(self) -> list[Spread]:
        """How its records are spread over themes, strengths, addressees and articles."""
        return distribution.spreads(self.selection, self.asked)

    @cached_property
    def discussing(self) -> Discussing:
        """The documents that print its records, and passages that cite its articles."""
        return passages.discussing(self.selection, self.asked, self.entries, get_language())

    @cached_property
    def kin(self) -> Kin:
        """How the records that are shown are related, and where they are restated."""
        return kin.among(self.entries)

    @cached_property
    def silence(self) -> list[Silence]:
        """What it says nothing of."""
        return silence.silences(self.selection, self.asked)

    @property
    def lacking(self) -> list[Run]:
        """The meetings whose texts are not held."""
        return silence.lacking(self.filters)
