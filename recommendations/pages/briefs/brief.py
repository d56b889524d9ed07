"""The brief of a list: its records in order of time, with their documents, relations and gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.index.facets import FACETS
from recommendations.index.rows import RecommendationRow
from recommendations.models import DataVersion
from recommendations.names.data_versions import data_version_name
from recommendations.names.session_ranges import SessionRange
from recommendations.pages.briefs import gaps
from recommendations.pages.briefs.distribution import Distribution, distributions
from recommendations.pages.briefs.documents import SourceDocuments, source_documents
from recommendations.pages.briefs.gaps import Gap
from recommendations.pages.briefs.passages import (
    SHOWN_PASSAGES,
    DiscussingPassages,
    discussing_passages,
)
from recommendations.pages.briefs.relations import RelationSummary, relation_summary
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.headings import list_phrases
from recommendations.selection.result_pages import ResultGroup, groups
from recommendations.selection.selection import Selection
from smuggling_kb.preference import ORIGINAL

#: The most records that a brief shows; the list has them all.
SHOWN = 30


@dataclass(frozen=True)
class BriefSession:
    """The recommendations of a session, or neighbouring sessions whose texts are not held.

    ``address`` is the list of all of them, of which ``rows`` may be the first.
    """

    group: ResultGroup
    address: str
    rows: list[RecommendationRow]
    already_shown: frozenset[str]


class Brief:
    """The brief of a selection, in the active language."""

    def __init__(self, selection: Selection) -> None:
        self.filters = selection.filters.with_changes(
            group="session", sort="code", view="", columns=""
        )
        self.selection = Selection(self.filters)

    @property
    def description(self) -> str:
        """The filters of the list in words."""
        return list_phrases(self.filters) or _("All recommendations")

    @property
    def title(self) -> str:
        """``Briefing note: Children``."""
        conditions = self.filters.conditions
        about = conditions[0].value if len(conditions) == 1 else self.description
        return _("Briefing note: %(about)s") % {"about": about}

    @cached_property
    def list_filters(self) -> RecommendationFilter:
        """The filters without the layout."""
        return self.filters.with_changes(group="", sort="")

    @property
    def query(self) -> str:
        return self.list_filters.query()

    @property
    def original_query(self) -> str:
        """The query string of the same brief, with the original texts."""
        return self.list_filters.query(text=ORIGINAL)

    @property
    def address(self) -> str:
        """The list of its records."""
        return self.list_filters.address()

    @property
    def data_version(self) -> DataVersion:
        return self.selection.index.data_version

    @property
    def data_version_name(self) -> str:
        """The version of the data and its date, in words."""
        return data_version_name(self.data_version)

    @property
    def shown_count(self) -> int:
        """The number of its records that it shows."""
        return min(SHOWN, self.selection.count)

    @cached_property
    def rows(self) -> list[RecommendationRow]:
        """The records that it shows; two queries."""
        places: list[int] = []
        for group in groups(self.selection):
            places += group.records.slice(0, SHOWN - len(places))
        return self.selection.rows(places)

    @property
    def sessions(self) -> list[BriefSession]:
        """The records by session, and between them the sessions whose texts are not held."""
        return list(self._sessions())

    def _sessions(self) -> Iterator[BriefSession]:
        by_session: dict[str, list[RecommendationRow]] = {}
        for row in self.rows:
            by_session.setdefault(row.session, []).append(row)
        already_shown = {
            f"{name}={chosen[0].value}"
            for name in FACETS
            if len(chosen := self.filters.chosen_values(name)) == 1
        }
        for group in groups(self.selection):
            value = group.value.value if group.value else ""
            yield BriefSession(
                group,
                self.list_filters.address(session=value) if value else "",
                by_session.get(value, []),
                frozenset({*already_shown, f"session={value}"}),
            )

    @cached_property
    def distributions(self) -> list[Distribution]:
        """Its records by theme, strength, addressee, article and the like."""
        return distributions(self.selection, self.list_filters)

    @cached_property
    def documents(self) -> SourceDocuments:
        """The documents that print its records, and passages that cite its articles."""
        return source_documents(self.selection, self.list_filters, self.rows, get_language())

    @cached_property
    def relations(self) -> RelationSummary:
        """The relations of the records that are shown, and the places that restate them."""
        return relation_summary(self.rows)

    @property
    def all_relations(self) -> RelationSummary:
        """The relations of every record; three queries for some hundred of them."""
        return relation_summary(self.selection.rows(list(self.selection.order)))

    @cached_property
    def shown_passages(self) -> DiscussingPassages:
        """The passages on it in the documents, of which the page shows the first."""
        return self.passages(SHOWN_PASSAGES)

    def passages(self, most: int) -> DiscussingPassages:
        """Return up to so many passages on it in the documents."""
        return discussing_passages(self.list_filters, most)

    @cached_property
    def gaps(self) -> list[Gap]:
        return gaps.facet_gaps(self.selection, self.list_filters)

    @property
    def sessions_without_texts(self) -> list[SessionRange]:
        return gaps.sessions_without_texts(self.filters)
