"""The addresses of all pages, for search engines: each in every language of the interface."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django_filters import CharFilter

from recommendations.exports import citation_style
from recommendations.models import Recommendation, Theme
from recommendations.pages.charts.registry import CHARTS
from recommendations.pages.treaties.treaties import treaty_entries
from recommendations.records.families import families
from recommendations.selection.filter_set import StrictFilterSet
from recommendations.selection.query_params import accepts_params
from sessions.models import Document, WorkingGroupSession
from smuggling_kb.languages import BY_CODE, INTERFACE

XML = "application/xml"
#: Pages in one file; it may hold 50,000 addresses, and each page has one in every language.
PER_FILE = 5_000

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


@dataclass(frozen=True)
class Version:
    """A page in one language, or (``x-default``) where each visitor is led to their own."""

    tag: str
    address: str


class SitemapFilter(StrictFilterSet):
    """``part`` is the number of a file."""

    part = CharFilter(strip=False)


@accepts_params(SitemapFilter)
def sitemap(request: HttpRequest, filters: SitemapFilter) -> HttpResponse:
    """All pages; of more than a file may hold, a list of the files."""
    paths = Paths()
    files = range(1, -(-paths.count // PER_FILE) + 1)
    part = filters.cleaned["part"]
    if not part and len(files) > 1:
        root = request.build_absolute_uri(request.path)
        context = {"files": [f"{root}?part={number}" for number in files]}
        return render(request, "site/sitemap_index.xml", context, content_type=XML)
    number = next((each for each in files if str(each) == (part or "1")), None)
    if number is None:
        raise Http404
    found = paths.between(PER_FILE * (number - 1), PER_FILE * number)
    pages = [_versions(request, path) for path in found]
    return render(request, "site/sitemap.xml", {"pages": pages}, content_type=XML)


class Paths:
    """The addresses of all pages without their language, the records' last."""

    def __init__(self) -> None:
        with override(INTERFACE[0]):
            prefix = len(f"/{INTERFACE[0]}")
            self.pages = [address[prefix:] for address in _addresses()]
        self.records = Recommendation.objects.published().in_code_order().only("code")
        self.count = len(self.pages) + self.records.count()

    def between(self, first: int, last: int) -> list[str]:
        """Those from one place to before another; one query."""
        held = len(self.pages)
        records = self.records[max(first - held, 0) : max(last - held, 0)]
        return [*self.pages[first:last], *(citation_style.path(record) for record in records)]


def _addresses() -> list[str]:
    """Of every page but the records', in the active language."""
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


def _versions(request: HttpRequest, path: str) -> list[Version]:
    """A page in each language, and for everybody else."""
    versions = [Version(BY_CODE[code].tag, f"/{code}{path}") for code in INTERFACE]
    versions.append(Version("x-default", path))
    return [Version(each.tag, request.build_absolute_uri(each.address)) for each in versions]
