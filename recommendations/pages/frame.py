"""The frame of every page: languages, navigation, addresses, what is held."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, override

from recommendations.index import FacetLabels, current_index
from recommendations.index.counts import PublishedCounts
from recommendations.index.coverage import Coverage, coverage
from recommendations.models import DataVersion
from recommendations.names.labels import Labels
from recommendations.problem_reports.reported_page import LONGEST_PAGE
from recommendations.rendering.environment import render
from smuggling_kb.deployment.site_address import absolute_address, path_with_query, site_root
from smuggling_kb.languages import (
    BY_CODE,
    DEFAULT_LANGUAGE,
    INTERFACE,
    LANGUAGES,
    Language,
    split_language,
)
from smuggling_kb.models import Revision

#: Pages that are about reports themselves.
REPORT_PAGES = ("recommendations:report", "recommendations:report_confirmation")

#: The sections in the navigation, by the names of their first pages.
SECTIONS = {
    "recommendations:list": gettext_lazy("Recommendations"),
    "recommendations:themes": gettext_lazy("Themes"),
    "recommendations:subjects": gettext_lazy("Subjects"),
    "sessions:list": gettext_lazy("Sessions"),
    "recommendations:documents": gettext_lazy("Documents"),
    "recommendations:articles": gettext_lazy("Articles"),
    "recommendations:resources": gettext_lazy("Resources"),
    "recommendations:explore": gettext_lazy("Explore"),
    "about": gettext_lazy("About"),
}


@dataclass(frozen=True)
class LanguageLink:
    """A language of the bar, and the page at hand in it."""

    language: Language
    address: str
    current: bool


@dataclass(frozen=True)
class NavItem:
    """An entry of the navigation; ``current`` is ``page``, ``true`` (beneath it) or empty."""

    label: str
    address: str
    current: str


@dataclass(frozen=True)
class Alternate:
    """The same page in another language, absolute."""

    tag: str
    address: str


class PageFrame:
    """Lazy: a page pays only for what its template shows."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def language(self) -> Language:
        """The language of the interface now."""
        return BY_CODE[get_language() or DEFAULT_LANGUAGE]

    @cached_property
    def _rest(self) -> str:
        """The path after its language prefix, however that is written, from the slash on."""
        return split_language(self.request.path_info)[1]

    @cached_property
    def language_links(self) -> list[LanguageLink]:
        """The language bar: each link keeps the page and its query."""
        query = self.request.META.get("QUERY_STRING", "")
        ending = self._rest + (f"?{query}" if query else "")
        return [
            LanguageLink(language, f"/{language.code}{ending}", language == self.language)
            for language in LANGUAGES
        ]

    @cached_property
    def canonical_address(self) -> str:
        """This page's own address, absolute, without a query."""
        return self._absolute(self.request.path)

    @cached_property
    def address_to_cite(self) -> str:
        """The address to cite: it leads each visitor to their language."""
        return self._absolute(self._rest)

    @cached_property
    def alternates(self) -> list[Alternate]:
        """The page in every language of the interface, and for everybody else."""
        versions = [
            Alternate(BY_CODE[code].tag, self._absolute(f"/{code}{self._rest}"))
            for code in INTERFACE
        ]
        return [*versions, Alternate("x-default", self.address_to_cite)]

    @property
    def full_address(self) -> str:
        """The address as it was asked for, absolute, with its query."""
        return absolute_address(self.request, path_with_query(self.request))

    @cached_property
    def root(self) -> str:
        """The address of this site, without a slash at its end."""
        return site_root(self.request)

    @property
    def report_address(self) -> str:
        """The form that reports a problem with this page; where there is no page, with any."""
        form, match = reverse("recommendations:report"), self.request.resolver_match
        if match is None or match.view_name in REPORT_PAGES:
            return form
        page = path_with_query(self.request, self._rest)
        if len(page) > LONGEST_PAGE:
            page = iri_to_uri(self._rest)
        return f"{form}?address={quote(page, safe='/')}"

    def _absolute(self, path: str) -> str:
        return self.root + iri_to_uri(path)

    @cached_property
    def nav(self) -> list[NavItem]:
        """The main navigation."""
        return [
            NavItem(label, address, self._current(address))
            for label, address in sections(self.language.code)
        ]

    def _current(self, address: str) -> str:
        path = self.request.path
        return "page" if path == address else "true" if path.startswith(address) else ""

    @property
    def is_search(self) -> bool:
        """True if the page shows what a search found: there are as many as there are words."""
        return bool(self.request.GET.get("q"))

    @cached_property
    def names(self) -> FacetLabels:
        """Names of everything in this language."""
        return current_index().facet_labels(self.language.code)

    @property
    def labels(self) -> Labels:
        """Names of themes and instruments."""
        return self.names.labels

    @property
    def revision(self) -> Revision:
        """The version of the data shown."""
        return current_index().revision

    @cached_property
    def data_version(self) -> DataVersion:
        """The version of the public data shown."""
        return current_index().data_version

    @property
    def holdings(self) -> SafeString:
        """The version of the data, and what they hold."""
        return _holdings(self.language.code, self.revision.key)

    @cached_property
    def coverage(self) -> Coverage:
        """The meetings whose texts are held, out of all known ones."""
        return coverage()

    @cached_property
    def counts(self) -> PublishedCounts:
        """Numbers of records and of documents."""
        return PublishedCounts()


def site(request: HttpRequest) -> dict[str, PageFrame]:
    """The context processor: ``{{ site }}`` in every template."""
    return {"site": PageFrame(request)}


def render_page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    """Answer with a page whose template is Jinja2's."""
    return HttpResponse(render(name, site=PageFrame(request), **context))


@cache
def sections(language: str) -> tuple[tuple[str, str], ...]:
    """Return the names and the first pages of the sections in a language."""
    with override(language):
        return tuple((str(label), reverse(name)) for name, label in SECTIONS.items())


@lru_cache(maxsize=len(INTERFACE))
def _holdings(language: str, revision_key: tuple[int, int]) -> SafeString:
    """Return what the index of a version of the data holds, in the active language."""
    return render(
        "holdings.html", data_version=current_index().data_version, counts=PublishedCounts()
    )
