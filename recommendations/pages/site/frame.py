"""What every page's frame shows: languages, navigation, addresses, what is held."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, get_language_from_path
from django.utils.translation import gettext as _

from recommendations.index import FacetLabels, current_index
from recommendations.index.counts import Counts
from recommendations.names.labels import Labels
from smuggling_kb.languages import BY_CODE, INTERFACE, LANGUAGES, Language
from smuggling_kb.models import Revision


@dataclass(frozen=True)
class Tongue:
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


class Frame:
    """Lazy: a page pays only for what its template shows."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def language(self) -> Language:
        """The language of the interface now."""
        return BY_CODE.get(get_language() or INTERFACE[0], BY_CODE[INTERFACE[0]])

    @cached_property
    def _rest(self) -> str:
        """The path after its language prefix, from the slash on."""
        path = self.request.path_info
        prefix = get_language_from_path(path)
        return path[len(prefix) + 1 :] if prefix else "/"

    @cached_property
    def tongues(self) -> list[Tongue]:
        """The language bar: each link keeps the page and its query."""
        query = self.request.META.get("QUERY_STRING", "")
        ending = self._rest + (f"?{query}" if query else "")
        return [
            Tongue(
                language,
                f"/{language.code}{ending}" if language.code in INTERFACE else "",
                language == self.language,
            )
            for language in LANGUAGES
        ]

    @cached_property
    def canonical(self) -> str:
        """This page's own address, absolute, without a query."""
        return self._absolute(self.request.path)

    @cached_property
    def unprefixed(self) -> str:
        """The address to cite: it leads each visitor to their language."""
        return self._absolute(self._rest)

    @cached_property
    def alternates(self) -> list[Alternate]:
        """The page in every language of the interface, and for everybody else."""
        versions = [
            Alternate(BY_CODE[code].tag, self._absolute(f"/{code}{self._rest}"))
            for code in INTERFACE
        ]
        return [*versions, Alternate("x-default", self.unprefixed)]

    def _absolute(self, path: str) -> str:
        return self.request.build_absolute_uri(path)

    @property
    def where(self) -> str:
        """What the navigation depends on: the section, and whether this is its first page."""
        section, _slash, rest = self._rest[1:].partition("/")
        return f"{section}/{'…' if rest else ''}"

    @cached_property
    def nav(self) -> list[NavItem]:
        """The main navigation."""
        return [
            self._nav_item(_("Recommendations"), reverse("recommendations:list")),
            self._nav_item(_("Themes"), reverse("recommendations:themes")),
            self._nav_item(_("Subjects"), reverse("recommendations:subjects")),
            self._nav_item(_("Sessions"), reverse("sessions:list")),
            self._nav_item(_("Documents"), reverse("recommendations:documents")),
            self._nav_item(_("Articles"), reverse("recommendations:articles")),
            self._nav_item(_("Resources"), reverse("recommendations:resources")),
            self._nav_item(_("Explore"), reverse("recommendations:explore")),
            self._nav_item(_("About"), reverse("about")),
        ]

    def _nav_item(self, label: str, address: str) -> NavItem:
        path = self.request.path
        current = "page" if path == address else "true" if path.startswith(address) else ""
        return NavItem(label, address, current)

    @cached_property
    def names(self) -> FacetLabels:
        """What everything is called."""
        return current_index().facet_labels(self.language.code)

    @property
    def labels(self) -> Labels:
        """What themes and instruments are called."""
        return self.names.labels

    @cached_property
    def revision(self) -> Revision:
        """The version of the data shown."""
        return current_index().revision

    @cached_property
    def counts(self) -> Counts:
        """How many records from how many documents there are."""
        return Counts()


def site(request: HttpRequest) -> dict[str, Frame]:
    """The context processor: ``{{ site }}`` in every template."""
    return {"site": Frame(request)}
