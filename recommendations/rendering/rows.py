"""Recommendations as rows of a page: code, place, words and facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.utils.safestring import SafeString

from recommendations.exports.citation_style import citable_row, format_citation, path
from recommendations.index import FacetLabels, current_index
from recommendations.index.facets import NONE
from recommendations.index.rows import FoundText, RecommendationRow
from recommendations.models import AdoptionStatus, StatusMark
from recommendations.rendering import record_text
from recommendations.rendering.environment import render
from recommendations.rendering.record_text import Passage
from recommendations.rendering.row_labels import RowLabels
from recommendations.rendering.row_runs import row_runs
from recommendations.search.highlight import MarkLayer
from recommendations.search.match_reasons import MatchReasons
from recommendations.search.query import Query
from recommendations.selection.filters import text_params
from recommendations.selection.query_string import query_string
from sessions import places
from smuggling_kb.preference import text_preference


class MatchingName(NamedTuple):
    """A name by which a record was found; ``language`` if that is not the reader's.

    ``form`` says what it is the name of: ``the theme %(name)s``.
    """

    form: str
    name: str
    language: str


class FoundExcerpt(NamedTuple):
    """The part of a text in another language in which something was found."""

    language: str
    mark: StatusMark
    passage: Passage


@dataclass(slots=True)
class RowParts:
    """The parts of a row.

    Not frozen, as that would take three times as long to make.
    """

    id: str
    code: str
    address: str
    where: list[str]
    language: str
    #: The language of the official text, where this one is unofficial.
    original: str
    #: Whether the text is in another language than the page.
    is_foreign: bool
    passage: Passage
    facts: SafeString
    mark: StatusMark
    matching_names: list[MatchingName]
    #: What was found in a text that is not shown.
    found: FoundExcerpt | None
    #: The full citation, where a row offers to copy it.
    citation: str


@dataclass(frozen=True)
class ListContext:
    """The list that rows are of: they can be copied with their citations, and compared.

    ``record_params`` lead from their pages back to it; ``root`` is the address of this site.
    """

    record_params: str
    root: str


class RowRenderer:
    """Renders rows of one page: in a language, with what was searched for marked.

    Rows do not repeat what is ``already_shown`` by the page, such as ``theme=protection`` and
    ``session=1``; None if that is the theme and the meeting of every row. ``group`` keeps ids
    apart where a record stands in several rows. ``listing`` is given for rows of a list's own page.
    """

    def __init__(
        self,
        names: FacetLabels,
        *,
        group: str = "r",
        query: Query | None = None,
        already_shown: Collection[str] | None = None,
        listing: ListContext | None = None,
    ) -> None:
        self.labels = RowLabels(names)
        self.group = group
        self.query = query
        self.already_shown = already_shown
        self.listing = listing
        asked = query_string(text_params(text_preference().asked))
        self._record_params = listing.record_params if listing else asked

    def render_rows(
        self, rows: Iterable[RecommendationRow], layers: Iterable[Sequence[MarkLayer]] | None = None
    ) -> SafeString:
        """Return the HTML of rows; ``layers`` are laid over the words of each."""
        if layers is None:
            parts = [self._parts(row) for row in rows]
        else:
            parts = [self._parts(row, *more) for row, more in zip(rows, layers, strict=True)]
        return render("rows.html", runs=row_runs(parts))

    def _parts(self, row: RecommendationRow, *more: MarkLayer) -> RowParts:
        return RowParts(
            id=f"{self.group}-{row.code.replace('/', '-')}",
            code=row.code,
            address=f"{self.labels.list}{row.code}/{self._record_params}",
            where=list(self._where(row)),
            language=row.language,
            original=row.original,
            is_foreign=row.language != self.labels.names.language,
            passage=record_text.mark_words(
                row.text, row.chapeau, row.modal, row.language, self.query, *more
            ),
            facts=SafeString("".join(self._facts(row))),
            mark=row.mark,
            matching_names=list(self._matching_names(row)) if self.query else [],
            found=self._found_excerpt(row.found, self.query) if row.found and self.query else None,
            citation=self._citation(row, self.listing) if self.listing else "",
        )

    def _citation(self, row: RecommendationRow, listing: ListContext) -> str:
        cited = citable_row(row, self.labels.names, current_index().symbol_statuses)
        return format_citation(cited, listing.root + path(cited))

    def _facts(self, row: RecommendationRow) -> Iterator[SafeString]:
        """Yield its strength, whom it speaks to, its status, themes, articles and restatements."""
        labels = self.labels
        yield labels.badge(row)
        yield from (labels.addressee(each) for each in row.addressees if each != NONE)
        if row.status != AdoptionStatus.ADOPTED:
            yield labels.status(row.status)
        if self.already_shown is not None:
            yield from self._links("theme", row.themes)
        yield from self._links("article", row.provisions)
        yield from map(labels.restatement, row.restatements)

    def _where(self, row: RecommendationRow) -> Iterator[str]:
        if row.status == AdoptionStatus.ADOPTED and not self._is_shown("session", row.session):
            yield self.labels.session(row.session)
        if row.source:
            if not row.session.isdecimal():
                yield self.labels.symbol(row.source.symbol)
            yield places.place_label(row.source.anchor)

    def _is_shown(self, parameter: str, value: str) -> bool:
        return self.already_shown is None or f"{parameter}={value}" in self.already_shown

    def _links(self, parameter: str, values: Iterable[str]) -> Iterator[SafeString]:
        """Yield links to the lists of values that the page does not show already."""
        for value in values:
            if f"{parameter}={value}" not in (self.already_shown or ()):
                yield self.labels.link(parameter, value)

    @staticmethod
    def _found_excerpt(found: FoundText, query: Query) -> FoundExcerpt:
        return FoundExcerpt(found.language, found.mark, record_text.excerpt(found.text, query))

    def _matching_names(self, row: RecommendationRow) -> Iterator[MatchingName]:
        """Yield the names by which a record was found that shows nothing of what was sought."""
        shown = [row.text, row.chapeau, *([row.found.text] if row.found else [])]
        reader = self.labels.names.language
        for label in self._reasons.names_for(row.code, shown):
            language = "" if label.language == reader else label.language
            yield MatchingName(str(label.found_in), label.printed, language)

    @cached_property
    def _reasons(self) -> MatchReasons:
        return MatchReasons(current_index(), self.query or Query(()), self.labels.names.language)
