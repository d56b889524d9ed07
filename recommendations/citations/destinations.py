"""The destinations of citations: a page here, another website, or nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Case, Count, Q, Value, When
from django.utils.translation import gettext_lazy as _

from recommendations.models import Citation, CitationKind, Unresolved


class CitationDestination(models.TextChoices):
    """The places that citations lead to, the nearest first."""

    HERE = "here", _("To a page here")
    ELSEWHERE = "elsewhere", _("To an address that the document prints")
    UNITED_NATIONS = "united-nations", _("Not in this knowledge base, at the United Nations")
    NOWHERE = "nowhere", _("Nowhere")


IS_HERE = (
    Q(instrument__isnull=False)
    | Q(provision__isnull=False)
    | Q(document__isnull=False)
    | Q(resource__isnull=False)
)
DESTINATION = Case(
    When(IS_HERE, then=Value(CitationDestination.HERE)),
    When(~Q(url=""), then=Value(CitationDestination.ELSEWHERE)),
    When(~Q(symbol=""), then=Value(CitationDestination.UNITED_NATIONS)),
    default=Value(CitationDestination.NOWHERE),
    output_field=models.CharField(),
)


@dataclass(frozen=True)
class KindCounts:
    """The number of citations of a kind by destination."""

    #: None: of every kind.
    kind: CitationKind | None
    counts: list[int]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class DestinationCounts:
    """The citations of the documents by kind and by destination."""

    lines: list[KindCounts]
    #: The reasons of those that lead to no page here.
    reasons: list[tuple[Unresolved, int]]

    @property
    def columns(self) -> Sequence[CitationDestination]:
        return list(CitationDestination)

    @property
    def all_kinds(self) -> KindCounts:
        columns = zip(*(line.counts for line in self.lines), strict=True)
        counts = [sum(column) for column in columns]
        return KindCounts(None, counts or [0] * len(CitationDestination))

    @property
    def unresolved_total(self) -> int:
        return sum(count for _reason, count in self.reasons)


def count_by_destination() -> DestinationCounts:
    """Count the citations in documents; two queries."""
    citations = Citation.objects.in_documents()
    rows = citations.annotate(destination=DESTINATION).values_list("kind", "destination")
    counts: Counter[tuple[str, str]] = Counter()
    for kind, destination, count in rows.annotate(count=Count("pk")):
        counts[kind, destination] = count
    reasons = dict(citations.unresolved().values_list("unresolved").annotate(count=Count("pk")))
    return DestinationCounts(
        [
            KindCounts(kind, [counts[kind, each] for each in CitationDestination])
            for kind in CitationKind
        ],
        [(reason, reasons[reason]) for reason in Unresolved if reasons.get(reason)],
    )
