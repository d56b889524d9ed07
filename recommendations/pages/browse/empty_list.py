"""Ways on from a list that is empty."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from django.utils.translation import get_language

from recommendations.names.session_ranges import SessionRange, missing_session_ranges
from recommendations.pages.browse.relaxation import RelaxedQuery, relaxations
from recommendations.search import glossary
from recommendations.search.query import Query
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.selection import Selection
from smuggling_kb.preference import SOURCE


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
        """Words of the texts that mean what a reader of another language searched for."""
        if self._query is None or get_language() == SOURCE:
            return []
        return _with_meaning(glossary.source_words(self._query))

    @property
    def words_to_try(self) -> list[tuple[str, str]]:
        """Words that occur in the texts, for a reader of another language whose own do not."""
        if self._query is None or get_language() == SOURCE or self.translations:
            return []
        return _with_meaning(glossary.WORDS)

    @property
    def missing_sessions(self) -> list[SessionRange]:
        """The meetings whose texts are not held."""
        values = self.filters.values("session")
        meetings = {value.session: value.has_texts for value in values if value.session}
        held = {session.number for session, is_held in meetings.items() if is_held}
        return missing_session_ranges(meetings, held)


def _with_meaning(words: Iterable[str]) -> list[tuple[str, str]]:
    return [(word, str(glossary.WORDS[word])) for word in words]
