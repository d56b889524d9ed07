"""Where the citations of the documents lead: to a page here, to another website, or nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Case, Count, Q, Value, When
from django.utils.translation import gettext_lazy as _

from recommendations.models import Citation, CitationKind, Unresolved


class Leads(models.TextChoices):
    """Where a citation leads, the nearest first."""

    HERE = "here", _("To a page here")
    ELSEWHERE = "elsewhere", _("To an address that the document prints")
    UNITED_NATIONS = "united-nations", _("Not held here, at the United Nations")
    NOWHERE = "nowhere", _("Nowhere")


IS_HERE = (
    Q(instrument__isnull=False)
    | Q(provision__isnull=False)
    | Q(document__isnull=False)
    | Q(resource__isnull=False)
)
LEADS = Case(
    When(IS_HERE, then=Value(Leads.HERE)),
    When(~Q(url=""), then=Value(Leads.ELSEWHERE)),
    When(~Q(symbol=""), then=Value(Leads.UNITED_NATIONS)),
    default=Value(Leads.NOWHERE),
    output_field=models.CharField(),
)


@dataclass(frozen=True)
class Line:
    """How many citations of a kind there are, by where they lead."""

    #: Empty: of every kind.
    kind: CitationKind | None
    counts: list[int]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Tally:
    """The citations of the documents by kind and by where they lead."""

    lines: list[Line]
    #: Of what leads to no page here: why.
    reasons: list[tuple[Unresolved, int]]

    @property
    def columns(self) -> Sequence[Leads]:
        return list(Leads)

    @property
    def all(self) -> Line:
        """Of every kind."""
        columns = zip(*(line.counts for line in self.lines), strict=True)
        return Line(None, [sum(column) for column in columns] or [0] * len(Leads))

    @property
    def unresolved(self) -> int:
        """How many wait for what they cite."""
        return sum(count for _reason, count in self.reasons)


def tally() -> Tally:
    """Two queries."""
    citations = Citation.objects.in_documents()
    rows = citations.annotate(leads=LEADS).values_list("kind", "leads")
    counts: Counter[tuple[str, str]] = Counter()
    for kind, leads, count in rows.annotate(count=Count("pk")):
        counts[kind, leads] = count
    reasons = dict(citations.unresolved().values_list("unresolved").annotate(count=Count("pk")))
    return Tally(
        [Line(kind, [counts[kind, each] for each in Leads]) for kind in CitationKind],
        [(reason, reasons[reason]) for reason in Unresolved if reasons.get(reason)],
    )
