"""Ways on from a list that is empty."""

from __future__ import annotations

from functools import cached_property

from django.utils.translation import get_language

from recommendations.names.session_ranges import SessionRange, missing_session_ranges
from recommendations.pages.browse.label_offers import LabelOffer, nearest_subjects
from recommendations.pages.browse.relaxation import RelaxedQuery, relaxations
from recommendations.search.matching import Matcher
from recommendations.search.query import Query
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.selection import Selection


class EmptyList:
    """Conditions to drop, other words to try, and the meetings whose texts are not held."""

    def __init__(self, filters: RecommendationFilter) -> None:
        self.filters = filters

    @property
    def _query(self) -> Query | None:
        return self.filters.search_result.query if self.filters.search_result else None

    @cached_property
    def relaxations(self) -> list[RelaxedQuery]:
        """Conditions to drop, each with the list without it."""
        return relaxations(Selection(self.filters))

    @cached_property
    def translations(self) -> list[tuple[str, str]]:
        """Words of the texts that mean what was searched for, such as a quoted phrase."""
        if self._query is None:
            return []
        phrasebook = Matcher(self.filters.index).phrasebook()
        return phrasebook.translations(self._query.as_phrase().typed, get_language())

    @cached_property
    def subjects(self) -> list[LabelOffer]:
        """The subjects nearest to what was searched for."""
        if self._query is None:
            return []
        return nearest_subjects(self._query.as_phrase().typed, self.filters)

    @property
    def missing_sessions(self) -> list[SessionRange]:
        """The meetings whose texts are not held."""
        values = self.filters.values("session")
        meetings = {value.session: value.has_texts for value in values if value.session}
        held = {session.number for session, is_held in meetings.items() if is_held}
        return missing_session_ranges(meetings, held)
