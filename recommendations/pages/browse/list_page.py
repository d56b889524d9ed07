"""What the page of the list says and offers around its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, partial, reduce

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.exports import FORMATS
from recommendations.index.facets import FACETS
from recommendations.names.labels import language_names
from recommendations.names.session_ranges import SessionRange, missing_session_ranges
from recommendations.pages.browse import relaxation
from recommendations.pages.browse.facet_panels import facet_panels, folded_summary
from recommendations.pages.browse.query_explanation import QueryExplanation
from recommendations.pages.browse.relaxation import RelaxedQuery
from recommendations.rendering.environment import render, render_macro
from recommendations.rendering.pager import PageLink, render_pager
from recommendations.search import glossary
from recommendations.search.query import Query
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.list_params import (
    COLUMNS,
    GROUPS,
    LAYOUT,
    OF_THE_PAGE,
    SORTS,
    VIEWS,
)
from recommendations.selection.result_pages import SIZE, ResultPage
from recommendations.selection.selection import Selection
from smuggling_kb.preference import SOURCE

#: Values that a heading names; of more it says only that there are some.
NAMED = 3
#: Between the values in a heading; stays on the line of the one before it.
SEPARATOR = "\N{NO-BREAK SPACE}· "


@dataclass(frozen=True)
class ListLink:
    """A choice among others."""

    label: str
    address: str
    current: bool
    #: More about it, such as the size of a download.
    detail: str = ""


@dataclass(frozen=True)
class TableColumn:
    """A column that the table can have."""

    name: str
    label: str
    shown: bool


@dataclass(frozen=True)
class Facets:
    """The HTML of the filters: the usual ones, and the others, which are folded unless in use."""

    usual: SafeString
    others: SafeString
    summary: str
    is_unfolded: bool


class ListPage:
    """The list page."""

    def __init__(self, page: ResultPage) -> None:
        self.page = page

    @property
    def selection(self) -> Selection:
        return self.page.selection

    @property
    def filters(self) -> RecommendationFilter:
        return self.selection.filters

    @property
    def query(self) -> Query | None:
        """What was searched for."""
        return self.filters.hits.query if self.filters.hits else None

    @property
    def marked(self) -> Query | None:
        """What is marked: that, and all that it was taken to mean."""
        return self.filters.hits.expanded_query if self.filters.hits else None

    @cached_property
    def explanation(self) -> QueryExplanation | None:
        """How that was read."""
        return QueryExplanation(self.filters, self.filters.hits) if self.filters.hits else None

    @property
    def heading(self) -> str:
        """``Recommendations containing “海上” and “执法”``, ``Protection: recommendations``."""
        if self.filters.hits:
            containing, matching = (
                _("Recommendations containing {}"),
                _("Recommendations that match {}"),
            )
            form = matching if self.filters.hits.query.fields else containing
            return format_html(form, self._words())
        chosen = [value for name in FACETS for value in self.filters.chosen(name)]
        if not chosen:
            return _("Recommendations")
        if len(chosen) > NAMED:
            return _("Recommendations chosen by filters")
        values = SEPARATOR.join(value.heading or value.label for value in chosen)
        return _("%(values)s: recommendations") % {"values": values}

    def _words(self) -> SafeString:
        """What was searched for; a word breaks over lines as a whole."""
        words = [each.value for each in self.filters.conditions if each.parameter == "q"]
        quoted = [render_macro("unbroken_term", _("“%s”") % word) for word in words]
        return reduce(partial(format_html, _("{} and {}")), quoted)

    @property
    def title(self) -> str:
        """What is asked for, how many there are, in what order and on which page."""
        return reduce(
            lambda one, other: _("%(one)s, %(other)s") % {"one": one, "other": other},
            [self.filters.describe() or _("All recommendations"), self.number, *self._layout()],
        )

    @property
    def number(self) -> str:
        """``113 adopted, 16 not adopted``; of meetings whose texts are not held, that."""
        if self.filters.has_no_texts_yet:
            return _("not yet held")
        numbers = {"adopted": self.selection.adopted, "others": self.selection.others}
        if numbers["others"]:
            return _("%(adopted)s adopted, %(others)s not adopted") % numbers
        return _("%(adopted)s adopted") % numbers

    def _layout(self) -> Iterator[str]:
        if self.filters.group:
            yield _("grouped by %(what)s") % {"what": GROUPS[self.filters.group]}
        if self.filters.cleaned["sort"]:
            yield _("sorted by %(what)s") % {"what": SORTS[self.filters.sort]}
        if self.page.pages > 1:
            numbers = {"page": self.page.number, "pages": self.page.pages}
            yield _("page %(page)s of %(pages)s") % numbers

    @property
    def canonical(self) -> str:
        """The query string of this very page."""
        page = str(self.page.number) if self.page.number > 1 else ""
        return self.filters.query(page=page)

    @cached_property
    def facets(self) -> Facets:
        """The filters; written once for all pages of a list."""
        return self.selection.index.count_cache.get_or_compute(
            ("facets", get_language(), self.selection.conditions()), self._facets
        )

    def _facets(self) -> Facets:
        found = facet_panels(self.selection)
        return Facets(
            render("facets.html", panels=[panel for panel in found if not panel.is_folded]),
            render("facets.html", panels=[panel for panel in found if panel.is_folded]),
            summary=folded_summary(),
            is_unfolded=any(panel.is_used and panel.is_folded for panel in found),
        )

    @property
    def active(self) -> int:
        """How many values of filters are asked for."""
        return sum(each.parameter != "q" for each in self.filters.conditions)

    @property
    def layout(self) -> list[tuple[str, str]]:
        """What the form of the filters keeps without showing it: how the page is laid out."""
        return self._kept(LAYOUT)

    @property
    def but_columns(self) -> list[tuple[str, str]]:
        """What the form of the columns keeps without showing it: all that is asked for."""
        return self._kept(name for name in self.filters.filters if name not in ("columns", "page"))

    def _kept(self, names: Iterable[str]) -> list[tuple[str, str]]:
        asked = self.filters.params()
        return [(name, value) for name in names for value in asked.get(name, ())]

    @property
    def downloads(self) -> list[ListLink]:
        """The list in every format, with about how large its file is."""
        query = self.filters.query(**dict.fromkeys(OF_THE_PAGE, ""))
        language, count = get_language(), self.selection.count
        return [
            ListLink(
                format_.label,
                _file(extension, language) + query,
                current=False,
                detail=format_.size(count),
            )
            for extension, format_ in FORMATS.items()
        ]

    @property
    def sorts(self) -> list[ListLink]:
        """The orders; relevance only of what was searched for."""
        return [
            ListLink(str(label), self.filters.address(sort=name), name == self.filters.sort)
            for name, label in SORTS.items()
            if name != "relevance" or self.filters.hits
        ]

    @property
    def groups(self) -> list[ListLink]:
        """The headings that the list can have."""
        choices = {"": _("nothing"), **GROUPS}
        return [
            ListLink(str(label), self.filters.address(group=name), name == self.filters.group)
            for name, label in choices.items()
        ]

    @property
    def views(self) -> list[ListLink]:
        """The ways to see the list: full texts, or a table."""
        here = "table" if self.filters.is_table else "list"
        return [
            ListLink(
                str(label), self.filters.address(view=name if name == "table" else ""), name == here
            )
            for name, label in VIEWS.items()
        ]

    @property
    def columns(self) -> list[TableColumn]:
        """The columns that the table can have."""
        shown = self.filters.columns
        return [TableColumn(name, str(label), name in shown) for name, label in COLUMNS.items()]

    @property
    def shown_columns(self) -> list[TableColumn]:
        """Those that it has."""
        return [column for column in self.columns if column.shown]

    @property
    def languages(self) -> str:
        """The languages of the texts, in words."""
        return language_names(self.selection.languages)

    @property
    def pager(self) -> SafeString:
        """Links to the pages around this one, the first and the last."""
        number, pages = self.page.number, self.page.pages
        paginator = Paginator(range(self.selection.count), SIZE)
        return render_pager(
            [
                self._page(each) if isinstance(each, int) else PageLink(str(each), "")
                for each in paginator.get_elided_page_range(number)
            ],
            self._page(number - 1) if number > 1 else None,
            self._page(number + 1) if number < pages else None,
        )

    def _page(self, number: int) -> PageLink:
        address = self.filters.address(page=str(number) if number > 1 else "")
        name = _("Page %(number)s") % {"number": number}
        return PageLink(str(number), address, name, number == self.page.number)

    @cached_property
    def relaxations(self) -> list[RelaxedQuery]:
        """What to drop where nothing is found."""
        return relaxation.relaxations(self.filters)

    @cached_property
    def meant(self) -> list[tuple[str, str]]:
        """Words of the texts that mean what a reader of another language searched for."""
        if self.query is None or get_language() == SOURCE:
            return []
        return _with_meaning(glossary.source_words(self.query))

    @property
    def words(self) -> list[tuple[str, str]]:
        """Words that occur in the texts, for a reader of another language whose own do not."""
        if self.query is None or get_language() == SOURCE or self.meant:
            return []
        return _with_meaning(glossary.WORDS)

    @property
    def lacking(self) -> list[SessionRange]:
        """The meetings whose texts are not held."""
        values = self.filters.values("session")
        meetings = {value.session: value.has_texts for value in values if value.session}
        held = {session.number for session, is_held in meetings.items() if is_held}
        return missing_session_ranges(meetings, held)


def _with_meaning(words: Iterable[str]) -> list[tuple[str, str]]:
    return [(word, str(glossary.WORDS[word])) for word in words]


@cache
def _file(extension: str, language: str) -> str:
    """The address of the list in a format, in the active language."""
    return reverse("recommendations:download", args=[extension])
