"""The addresses of all pages, for search engines: each in every language of the interface."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override

from recommendations.index import RecommendationIndex, current_index
from recommendations.models import Theme
from recommendations.pages.charts.registry import CHARTS
from recommendations.pages.treaties.treaties import treaty_entries
from recommendations.records.families import families
from recommendations.rendering.environment import render
from recommendations.selection.filter_set import PAGE, PageOutOfRange, PageParams
from recommendations.selection.query_params import accepts_params
from sessions.models import Document, WorkingGroupSession
from smuggling_kb.deployment.site_address import absolute_address, site_root
from smuggling_kb.languages import DEFAULT_LANGUAGE, INTERFACE

XML = "application/xml"
#: Paths in one file, each in every language with all its versions: about 650 kB, which are kept.
AT_ONCE = 130
#: Pages that there is one of.
SINGLE = (
    "home",
    "recommendations:list",
    "recommendations:themes",
    "recommendations:subjects",
    "recommendations:crosswalk",
    "sessions:list",
    "recommendations:documents",
    "recommendations:articles",
    "recommendations:resources",
    "recommendations:explore",
    "recommendations:brief",
    "recommendations:go",
    "recommendations:families",
    "recommendations:compare",
    "recommendations:citing",
    "recommendations:citations",
    "recommendations:concordance",
    "recommendations:alignment",
    "about",
    "data",
    "search",
    "terms",
    "accessibility",
    "contact",
)


@dataclass(frozen=True)
class SitemapPaths:
    """The path of every page, without a language; the records' last."""

    index: RecommendationIndex
    pages: list[str]

    def __len__(self) -> int:
        return len(self.pages) + self.index.size

    def part(self, start: int, stop: int) -> list[str]:
        """Return some of them."""
        first = len(self.pages)
        places = range(max(0, start - first), max(0, min(stop, len(self)) - first))
        records = (f"/recommendations/{self.index.code(place)}/" for place in places)
        return [*self.pages[start:stop], *records]


@accepts_params(PageParams)
def sitemap(request: HttpRequest, filters: PageParams) -> HttpResponse:
    """All pages; of more than a file may hold, a list of the files."""
    paths = sitemap_paths()
    files, number = max(1, -(-len(paths) // AT_ONCE)), filters.cleaned_data[PAGE]
    if number > files:
        raise PageOutOfRange(files)
    if files > 1 and PAGE not in filters.query_params:
        address = absolute_address(request, request.path)
        names = [f"{address}?{PAGE}={each}" for each in range(1, files + 1)]
        return HttpResponse(render("site/sitemap_index.xml", files=names), content_type=XML)
    xml = render(
        "site/sitemap.xml",
        root=site_root(request),
        languages=INTERFACE,
        paths=paths.part((number - 1) * AT_ONCE, number * AT_ONCE),
    )
    return HttpResponse(xml, content_type=XML)


def sitemap_paths() -> SitemapPaths:
    """Return the paths of the data as they are now, read once in a version of them."""
    index = current_index()
    pages = index.cache.get_or_compute(("sitemap",), _read_pages)
    return SitemapPaths(index, pages)


def _read_pages() -> list[str]:
    with override(DEFAULT_LANGUAGE):
        return [address.removeprefix(f"/{DEFAULT_LANGUAGE}") for address in _addresses()]


def _addresses() -> list[str]:
    """Return the addresses of every page but the records', in the active language."""
    articles = [
        line.target.address
        for treaty in treaty_entries(DEFAULT_LANGUAGE)
        for line in (treaty.whole, *treaty.cited, *treaty.uncited)
    ]
    themes = Theme.objects.chapters().values_list("slug", flat=True)
    subjects = Theme.objects.subjects().values_list("slug", flat=True)
    sessions = WorkingGroupSession.objects.published().values_list("number", flat=True)
    documents = Document.objects.published().values_list("symbol", flat=True)
    return [
        *(reverse(name) for name in SINGLE),
        *(reverse("recommendations:theme", args=[slug]) for slug in themes),
        *(reverse("recommendations:subject", args=[slug]) for slug in subjects),
        *(reverse("sessions:session", args=[number]) for number in sessions),
        *(
            reverse(f"recommendations:{name}", args=[symbol])
            for symbol in documents
            for name in ("document", "document_citations")
        ),
        *(reverse("recommendations:picture", args=[slug]) for slug in CHARTS),
        *articles,
        *(reverse("recommendations:family", args=[family.code]) for family in families()),
    ]
