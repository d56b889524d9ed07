"""The list page around its records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial, reduce

from django.core.paginator import Paginator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.exports.provenance import FileProvenance, count_in_words
from recommendations.index.coverage import Coverage, coverage
from recommendations.pages.browse.citation_offers import CitationOffer, citation_offers
from recommendations.pages.browse.empty_list import EmptyList
from recommendations.pages.browse.facet_panels import rendered_facets
from recommendations.pages.browse.list_tools import ListTools
from recommendations.pages.browse.query_explanation import QueryExplanation
from recommendations.pages.browse.related_searches import RelatedSearches, find_related_searches
from recommendations.pages.browse.result_tabs import ResultTab, tabs_of_records
from recommendations.rendering.environment import render, render_macro
from recommendations.rendering.pager import render_page_links
from recommendations.rendering.rows import ListContext, RowRenderer
from recommendations.rendering.table import render_table
from recommendations.search.query import Query
from recommendations.search.tokenizer import ALL_QUOTES
from recommendations.selection.filters import RecommendationFilter, SearchFilterSet
from recommendations.selection.headings import filter_phrases, join_phrases, list_phrases
from recommendations.selection.list_params import GROUPS, SORTS
from recommendations.selection.result_pages import PageGroup, ResultPage
from recommendations.selection.selection import Selection
from sessions.models import WorkingGroupSession
from smuggling_kb.languages import BY_CODE, Language


class ListPage:
    """The list page; ``root`` is the address of this site, without which rows have no actions."""

    def __init__(self, page: ResultPage, root: str = "") -> None:
        self.page = page
        self.root = root

    @property
    def selection(self) -> Selection:
        return self.page.selection

    @property
    def filters(self) -> RecommendationFilter:
        return self.selection.filters

    @property
    def body(self) -> SafeString:
        """All of the page but its frame, as HTML."""
        return render("browse/list.html", listing=self)

    def printed_body(self, provenance: FileProvenance) -> SafeString:
        """Return all of a page to print but its frame, as HTML."""
        return render("browse/print.html", listing=self, provenance=provenance)

    @property
    def language(self) -> Language:
        """The language of the page."""
        return BY_CODE[self.filters.names.language]

    @property
    def marked_query(self) -> Query | None:
        """The words to mark: those, and all that they were taken to mean."""
        return self.filters.search_result.expanded_query if self.filters.search_result else None

    @cached_property
    def explanation(self) -> QueryExplanation | None:
        """The words as they were read."""
        return (
            QueryExplanation(self.filters, self.filters.search_result, self.selection.bitmap)
            if self.filters.search_result
            else None
        )

    @cached_property
    def citation_offers(self) -> Sequence[CitationOffer]:
        """The articles, records and places that the words cite."""
        typed = self.filters.cleaned_data["q"]
        return citation_offers(typed, self.filters.names, self.selection.index)

    @property
    def related_searches(self) -> RelatedSearches:
        """Searches that were probably meant, and longer phrases."""
        return find_related_searches(self.filters)

    @cached_property
    def tabs(self) -> list[ResultTab]:
        """The two kinds of results, where words were searched for."""
        return tabs_of_records(self.selection)

    @property
    def heading(self) -> str:
        """``Recommendations: Protection, addressed to UNODC``; ``… containing “海上”``."""
        asked = filter_phrases(self.filters)
        if not self.explanation:
            form = _("Recommendations: %(asked)s")
            return form % {"asked": asked} if asked else _("Recommendations")
        heading = self._search_heading(self.explanation)
        return format_html(_("{}: {}"), heading, asked) if asked else heading

    def _search_heading(self, explained: QueryExplanation) -> SafeString:
        if explained.is_changed or self.filters.cites_article:
            question = _("“%s”") % self.filters.cleaned_data["q"]
            return format_html(_("Recommendations for {}"), question)
        containing, matching = (
            _("Recommendations containing {}"),
            _("Recommendations that match {}"),
        )
        has_more = explained.search_result.query.fields or not explained.is_in_texts
        return format_html(matching if has_more else containing, quoted_words(self.filters))

    @property
    def title(self) -> str:
        """The filters, the number of records, their order and the number of the page."""
        asked = list_phrases(self.filters)
        if asked and not self.selection.count and not self.filters.has_no_texts:
            return _("No results for %(asked)s") % {"asked": asked}
        return join_phrases(
            [asked or _("All recommendations"), self.number, *self._layout_in_words()]
        )

    @property
    def number(self) -> str:
        """The number of its records in words."""
        return count_in_words(self.selection)

    def _layout_in_words(self) -> Iterator[str]:
        if self.filters.group:
            yield _("grouped by %(what)s") % {"what": GROUPS[self.filters.group]}
        if self.filters.cleaned_data["sort"]:
            yield _("sorted by %(what)s") % {"what": SORTS[self.filters.sort]}
        if self.page.pages > 1:
            numbers = {"page": self.page.number, "pages": self.page.pages}
            yield _("page %(page)s of %(pages)s") % numbers

    @property
    def canonical_query(self) -> str:
        """The query string of this very page."""
        return self.filters.query_of_page(self.page.number)

    @cached_property
    def facets(self) -> SafeString:
        """Its filters with their values and counts."""
        return rendered_facets(self.selection)

    @cached_property
    def tools(self) -> ListTools:
        """Its downloads, order, groups, view and columns."""
        return ListTools(self.filters, self.selection.count, self.selection.translated_count)

    @property
    def coverage(self) -> Coverage:
        """The sessions whose texts are held."""
        return coverage()

    @property
    def sessions_without_texts(self) -> list[WorkingGroupSession]:
        """The sessions asked for whose texts are not held."""
        chosen = self.filters.chosen_values("session")
        return [each.session for each in chosen if each.session and not each.has_texts]

    def rendered_part(self, part: PageGroup) -> SafeString:
        """Render the records of a part of the page, as rows or as a table; two or three queries."""
        if self.filters.is_table:
            columns = self.tools.shown_columns
            return render_table(self.filters.names, part, columns, self.marked_query)
        renderer = RowRenderer(
            self.filters.names,
            query=self.marked_query,
            already_shown=part.already_shown,
            listing=ListContext(self.filters.record_params, self.root) if self.root else None,
        )
        return renderer.render_rows(part.rows)

    @cached_property
    def empty(self) -> EmptyList:
        """Ways on if it has no records."""
        return EmptyList(self.filters)

    @property
    def active_count(self) -> int:
        """The number of values of filters that are asked for."""
        return sum(each.parameter != "q" for each in self.filters.conditions)

    @property
    def languages(self) -> str:
        """The languages of the texts shown, in words and numbers."""
        return self.selection.displayed_languages_note

    @property
    def pager(self) -> SafeString:
        """Links to the pages around this one, the first and the last."""
        page = Paginator(range(self.selection.count), self.page.size).page(self.page.number)
        return render_page_links(
            page,
            lambda number: self.filters.unfiltered_address + self.filters.query_of_page(number),
        )


def quoted_words(filters: SearchFilterSet) -> SafeString:
    """Return the words searched for, as a heading names them; each breaks over lines as a whole."""
    words = [each.value for each in filters.conditions if each.parameter == "q"]
    quoted = [render_macro("unbroken_term", _("“%s”") % word.strip(ALL_QUOTES)) for word in words]
    return reduce(partial(format_html, _("{} and {}")), quoted)
