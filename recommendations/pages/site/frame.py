"""The frame of every page: languages, navigation, addresses, what is held."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override

from recommendations.index import FacetLabels, current_index
from recommendations.index.counts import PublishedCounts
from recommendations.names.labels import Labels
from recommendations.pages.site.near_addresses import NearAddresses, near_addresses
from smuggling_kb.languages import BY_CODE, INTERFACE, LANGUAGES, Language, split_language
from smuggling_kb.models import Revision

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
    """A language of the bar; without an address if the interface is not in it yet."""

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
        return BY_CODE.get(get_language() or INTERFACE[0], BY_CODE[INTERFACE[0]])

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
            LanguageLink(
                language,
                f"/{language.code}{ending}" if language.code in INTERFACE else "",
                language == self.language,
            )
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

    def _absolute(self, path: str) -> str:
        return self.request.build_absolute_uri(path)

    @cached_property
    def nav(self) -> list[NavItem]:
        """The main navigation."""
        return [
            NavItem(str(label), address, self._current(address))
            for label, address in zip(SECTIONS.values(), self._section_addresses, strict=True)
        ]

    @property
    def nav_state(self) -> str:
        """All that the navigation depends on beside the language: which entries are current."""
        return ",".join(self._current(address) for address in self._section_addresses)

    @property
    def _section_addresses(self) -> tuple[str, ...]:
        return section_addresses(self.language.code)

    def _current(self, address: str) -> str:
        path = self.request.path
        return "page" if path == address else "true" if path.startswith(address) else ""

    @property
    def is_search(self) -> bool:
        """True if the page shows what a search found: there are as many as there are words."""
        return bool(self.request.GET.get("q"))

    @cached_property
    def near_addresses(self) -> NearAddresses:
        """The pages that are nearest to this address, which leads nowhere."""
        return near_addresses(self.request.path_info)

    @cached_property
    def names(self) -> FacetLabels:
        """Names of everything in this language."""
        return current_index().facet_labels(self.language.code)

    @property
    def labels(self) -> Labels:
        """Names of themes and instruments."""
        return self.names.labels

    @cached_property
    def revision(self) -> Revision:
        """The version of the data shown."""
        return current_index().revision

    @cached_property
    def counts(self) -> PublishedCounts:
        """Numbers of records and of documents."""
        return PublishedCounts()


def site(request: HttpRequest) -> dict[str, PageFrame]:
    """The context processor: ``{{ site }}`` in every template."""
    return {"site": PageFrame(request)}


@cache
def section_addresses(language: str) -> tuple[str, ...]:
    """The first pages of the sections in a language."""
    with override(language):
        return tuple(reverse(name) for name in SECTIONS)
