"""The addresses of all pages, for search engines: each in every language of the interface."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import urlsplit

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override

from recommendations.index import current_index
from recommendations.models import Theme
from recommendations.pages.charts.registry import CHARTS
from recommendations.pages.treaties.treaties import treaty_entries
from recommendations.records.families import families
from recommendations.selection.filter_set import PAGE, PageOutOfRange, PageParams
from recommendations.selection.query_params import accepts_params
from sessions.models import Document, WorkingGroupSession
from smuggling_kb.deployment.site_address import absolute_address, site_root
from smuggling_kb.languages import INTERFACE

XML = "application/xml"
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
    "about",
    "data",
    "search",
)


class PageSitemap(Sitemap[str]):
    """Every page, by its address without a language: in each, and for everybody else."""

    i18n = True
    alternates = True
    x_default = True
    languages = INTERFACE
    #: Addresses in one file, which may hold 50,000.
    limit = 10_000

    def __init__(self, root: str) -> None:
        address = urlsplit(root)
        self.protocol = address.scheme
        self._domain = address.netloc

    def get_domain(self, site: object = None) -> str:
        return self._domain

    def items(self) -> list[str]:
        return self._paths

    def location(self, item: str) -> str:
        return f"/{get_language()}{item}"

    @cached_property
    def _paths(self) -> list[str]:
        """Listed once for the number of files and for a file; the records' last."""
        with override(INTERFACE[0]):
            prefix = len(f"/{INTERFACE[0]}")
            pages = [address[prefix:] for address in _addresses()]
        index = current_index()
        return [*pages, *(f"/recommendations/{index.code(place)}/" for place in range(index.size))]


@accepts_params(PageParams)
def sitemap(request: HttpRequest, filters: PageParams) -> HttpResponse:
    """All pages; of more than a file may hold, a list of the files."""
    pages = PageSitemap(site_root(request))
    files, number = pages.paginator.num_pages, filters.cleaned_data[PAGE]
    if number > files:
        raise PageOutOfRange(files)
    if files > 1 and PAGE not in filters.query_params:
        root = absolute_address(request, request.path)
        items = [SitemapIndexItem(f"{root}?{PAGE}={each}") for each in range(1, files + 1)]
        return render(request, "sitemap_index.xml", {"sitemaps": items}, content_type=XML)
    urls = pages.get_urls(number)
    return render(request, "sitemap.xml", {"urlset": urls}, content_type=XML)


def _addresses() -> list[str]:
    """Return the addresses of every page but the records', in the active language."""
    articles = [
        line.target.address
        for treaty in treaty_entries(INTERFACE[0])
        for line in (treaty.whole, *treaty.cited, *treaty.uncited)
    ]
    themes = Theme.objects.chapters().values_list("slug", flat=True)
    subjects = Theme.objects.subjects().values_list("slug", flat=True)
    sessions = WorkingGroupSession.objects.values_list("number", flat=True)
    documents = Document.objects.values_list("symbol", flat=True)
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
