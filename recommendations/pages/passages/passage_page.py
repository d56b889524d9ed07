"""The page of a list of passages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, reduce

from django.core.paginator import Page
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from recommendations.index.passages.facets import PASSAGE_FACETS
from recommendations.pages.browse.facet_panels import FacetOption, FacetPanel, render_panels
from recommendations.pages.browse.list_page import quoted_words
from recommendations.pages.browse.relaxation import RelaxedQuery, relaxations
from recommendations.pages.browse.result_tabs import ResultTab, tabs_of_passages
from recommendations.pages.passages.query_explanation import PassageQueryExplanation
from recommendations.rendering.environment import render
from recommendations.rendering.pager import render_page_links
from recommendations.rendering.passage_rows import render_passage_rows
from recommendations.search.matching import Matcher
from recommendations.search.query import Query
from recommendations.selection.passage_filter import PassageFilter
from recommendations.selection.passage_selection import PassageSelection
from smuggling_kb.languages import BY_CODE, Language

#: Passages on a page.
SIZE = 25


class PassagePage:
    """One page of a list; raises ``PageOutOfRange`` after the last."""

    def __init__(self, selection: PassageSelection) -> None:
        self.selection = selection
        self.page: Page[int] = self.filters.paginate(range(selection.count), SIZE)

    @property
    def filters(self) -> PassageFilter:
        return self.selection.filters

    @property
    def body(self) -> SafeString:
        """All of the page but its frame, as HTML."""
        return render("passages/list.html", listing=self)

    @property
    def language(self) -> Language:
        """The language of the page."""
        return BY_CODE[get_language()]

    @property
    def query(self) -> Query | None:
        """The words searched for."""
        return self.filters.typed_query

    @property
    def heading(self) -> SafeString | str:
        """``Passages containing “哈瓦拉”``."""
        if self.query is None:
            return _("Passages of the documents")
        has_more = self.query.fields or self.filters.cites_article
        form = _("Passages that match {}") if has_more else _("Passages containing {}")
        return format_html(form, quoted_words(self.filters))

    @property
    def title(self) -> str:
        """The conditions, the number of passages, the number of the page."""
        return reduce(
            lambda one, other: _("%(one)s, %(other)s") % {"one": one, "other": other},
            self._title_parts(),
        )

    def _title_parts(self) -> Iterator[str]:
        yield _("In the documents")
        if description := self.filters.describe():
            yield description
        count = self.selection.count
        yield ngettext("%(count)s passage", "%(count)s passages", count) % {"count": count}
        if self.page.paginator.num_pages > 1:
            numbers = {"page": self.page.number, "pages": self.page.paginator.num_pages}
            yield _("page %(page)s of %(pages)s") % numbers

    @property
    def canonical_query(self) -> str:
        """The query string of this very page."""
        return self.filters.query_of_page(self.page.number)

    @cached_property
    def tabs(self) -> list[ResultTab]:
        """The two kinds of results."""
        return tabs_of_passages(self.selection)

    @cached_property
    def explanation(self) -> PassageQueryExplanation | None:
        """The words as they were read."""
        result = self.filters.search_result
        return PassageQueryExplanation(self.filters, result) if result else None

    @property
    def facets(self) -> SafeString:
        """The filters, each value with its count under the others."""
        return render_panels(map(self._panel, PASSAGE_FACETS))

    def _panel(self, name: str) -> FacetPanel:
        counts, checked = self.selection.counts(name), self.filters.cleaned_data[name]
        options = (
            FacetOption(value, counts.get(value.value, 0), value.value in checked)
            for value in self.filters.values(name)
            if value.is_offered or value.value in checked
        )
        return FacetPanel(name, self.filters.facets[name], [*options])

    @property
    def active_count(self) -> int:
        """The number of values of filters that are asked for."""
        return sum(each.parameter != "q" for each in self.filters.conditions)

    @property
    def rows(self) -> SafeString:
        """The passages of the page, as HTML."""
        places = self.selection.order.slice(self.page.start_index() - 1, self.page.end_index())
        result = self.filters.search_result
        marked = result.expanded_query if result else None
        return render_passage_rows(self.selection.rows(places), marked)

    @property
    def pager(self) -> SafeString:
        """Links to the pages around this one, the first and the last."""
        address = self.filters.unfiltered_address
        return render_page_links(
            self.page, lambda number: address + self.filters.query_of_page(number)
        )

    @property
    def relaxations(self) -> list[RelaxedQuery]:
        """Conditions to drop, each with the list without it."""
        return relaxations(self.selection)

    @property
    def translations(self) -> list[tuple[str, str]]:
        """Words of the documents that mean what was searched for, such as a quoted phrase."""
        if self.query is None:
            return []
        phrasebook = Matcher(self.filters.index).phrasebook()
        return phrasebook.translations(self.query.as_phrase().typed, get_language())
