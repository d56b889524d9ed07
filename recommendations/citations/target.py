"""The targets of citations of treaties: an article, a chapter, or the treaty as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse

from recommendations.index.rows import RecommendationRow
from recommendations.models import (
    Citation,
    CitationQuerySet,
    Instrument,
    Provision,
    ProvisionLink,
    Recommendation,
    RecommendationQuerySet,
)
from recommendations.search.highlight import CITING, MarkLayer, merge_spans
from recommendations.texts.folding import Span

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class CitationTarget:
    """A provision of an instrument; without one, the instrument where no provision is named."""

    instrument: Instrument
    provision: Provision | None = None

    @property
    def address(self) -> str:
        """The address of the page of all that cites it."""
        if self.provision is None:
            return reverse("recommendations:instrument", args=[self.instrument.slug])
        return reverse("recommendations:article", args=[self.instrument.slug, self.provision.part])

    @property
    def _condition(self) -> Q:
        if self.provision is None:
            return Q(instrument=self.instrument, provision=None)
        return Q(provision=self.provision)

    def citing_records(self) -> RecommendationQuerySet:
        """Return the published records whose texts cite it."""
        return Recommendation.objects.published().filter(pk__in=self._citing_keys())

    def linked_records(self) -> RecommendationQuerySet:
        """Return the published records that an editor linked with it and that do not cite it."""
        links = ProvisionLink.objects.filter(provision=self.provision).order_by()
        return (
            Recommendation.objects.published()
            .filter(pk__in=links.values("recommendation"))
            .exclude(pk__in=self._citing_keys())
        )

    def _citing_keys(self) -> QuerySet[Citation, Any]:
        """Return the keys of the records that cite it, read once.

        As a condition on each record, some plans would read all citations for each of them.
        """
        citations = Citation.objects.in_records().filter(self._condition).order_by()
        return citations.values("text__recommendation")

    def citations_in_documents(self) -> CitationQuerySet:
        """Return its citations in passages of documents that are no records."""
        return Citation.objects.outside_records().filter(self._condition)

    def citing_layers(self, rows: Sequence[RecommendationRow]) -> list[list[MarkLayer]]:
        """Return the marks on the words of each row that cite it; one query."""
        citations = (
            Citation.objects.in_records()
            .filter(self._condition, text__recommendation__code__in=[row.code for row in rows])
            .order_by("start")
            .select_related("text__recommendation")
        )
        spans = defaultdict(list)
        for citation in citations:
            text = citation.text
            if text:
                spans[text.recommendation.code, text.language].append(citation_span(citation))
        return [[MarkLayer(CITING, merge_spans(spans[row.code, row.language]))] for row in rows]


def citation_span(citation: Citation) -> Span:
    return citation.start, citation.start + len(citation.as_written)
