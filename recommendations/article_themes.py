"""Articles by themes: how many adopted recommendations on each theme cite each article."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from recommendations.matrix import STEPS
from recommendations.models import (
    Citation,
    Instrument,
    Provision,
    ProvisionName,
    Recommendation,
    Theme,
    ThemeAssignment,
)
from recommendations.naming import Naming, naming, title


@dataclass(frozen=True)
class Cell:
    """How many on one theme cite one article."""

    theme: str
    count: int

    @property
    def level(self) -> int:
        """The step of the scale of the themes by meetings; 0 for none."""
        return bisect_right(STEPS, self.count)


@dataclass(frozen=True)
class Row:
    """An article, how many adopted recommendations cite it, and how many on each theme."""

    provision: Provision
    title: ProvisionName | None
    total: int
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    """The articles of a treaty that any adopted recommendation cites."""

    instrument: Instrument
    naming: Naming
    rows: list[Row]
    #: How many articles and chapters held here none cites.
    uncited: int


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """A fixed number of queries."""
    slugs = list(Theme.objects.filter(parent=None).values_list("slug", flat=True))
    return render(
        request,
        "recommendations/article_themes.html",
        {"themes": slugs, "tables": tables(slugs, get_language())},
    )


def tables(themes: list[str], language: str) -> list[Table]:
    """One for each treaty of which an article is cited; five queries."""
    provisions = Provision.objects.prefetch_related("names")
    instruments = Instrument.objects.prefetch_related("names", Prefetch("provisions", provisions))
    totals, counts = _totals(), _counts()
    found = []
    for instrument in instruments:
        held = list(instrument.provisions.all())
        rows = [
            Row(
                provision,
                title(provision, language),
                totals[provision.pk],
                [Cell(theme, counts[provision.pk, theme]) for theme in themes],
            )
            for provision in held
            if totals[provision.pk]
        ]
        if rows:
            found.append(
                Table(instrument, naming(instrument, language), rows, len(held) - len(rows))
            )
    return found


def _citations() -> dict[str, object]:
    adopted = Recommendation.objects.published().adopted().order_by()
    return {"provision__isnull": False, "text__recommendation__in": adopted}


def _totals() -> Counter[int]:
    """Adopted recommendations by the article that they cite; one query."""
    rows = (
        Citation.objects.filter(**_citations())
        .order_by()
        .values_list("provision")
        .annotate(count=Count("text__recommendation", distinct=True))
    )
    return Counter(dict(rows))


def _counts() -> Counter[tuple[int, str]]:
    """The same by article and theme; one query."""
    rows = (
        ThemeAssignment.objects.filter(
            recommendation__in=Recommendation.objects.published().adopted().order_by(),
            recommendation__texts__citations__provision__isnull=False,
        )
        .order_by()
        .values_list("recommendation__texts__citations__provision", "theme__slug")
        .annotate(count=Count("recommendation", distinct=True))
    )
    return Counter({(provision, theme): count for provision, theme, count in rows})
