"""What a list can be narrowed by: each facet, the values it knows, how many records have each.

A facet is one expression that yields a record's value or values. The snapshot, from which lists
are narrowed and counted, is made of it, and a query narrows by it to the very same records.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    CharField,
    F,
    Q,
    QuerySet,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.models import (
    Addressee,
    AdoptionStatus,
    Citation,
    Occurrence,
    Provision,
    Recommendation,
    RecommendationAddressee,
    Scheme,
    Strength,
    Theme,
    ThemeAssignment,
)
from recommendations.names.labels import Labels, session_name
from recommendations.names.session_ranges import Run
from sessions.dates import when_and_where
from sessions.models import Document, WorkingGroupSession

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable
    from django.utils.functional import _StrPromise as StrPromise

    from recommendations.index import RecommendationIndex

#: The value of records that have none, and of those whose value no document tells.
NONE, UNKNOWN = "none", "unknown"


@dataclass(frozen=True)
class FacetValue:
    """A value that a facet knows, in words.

    ``offered`` is false for one that no published record has and that is not worth a line;
    ``session`` is the meeting that it is, and ``held`` false if no text of that meeting is held;
    ``is_below`` if the last value before it that is not below another is the one above it.
    """

    value: str
    label: str
    heading: str = ""
    detail: str = ""
    is_offered: bool = True
    session: WorkingGroupSession | None = None
    has_texts: bool = True
    is_below: bool = False


@dataclass(frozen=True)
class Facet:
    """A property of records by which a list can be narrowed.

    Where a record can have several values, ``links`` asks for all: primary keys of records with a
    value of each, in an order in which a record's own are as it names them. ``sequence`` tells the
    order instead where that is one of the values themselves, and ``lacking`` is the value of
    records that have none.
    """

    parameter: str
    label: StrPromise
    key: Combinable
    values: Callable[[RecommendationIndex, Labels], list[FacetValue]]
    links: Callable[[], QuerySet[Any, Any]] | None = None
    sequence: Callable[[], Sequence[str]] | None = None
    lacking: str = ""

    def narrow(
        self, recommendations: QuerySet[Any, Any], values: Collection[str]
    ) -> QuerySet[Any, Any]:
        """Those that have any of the values, as the database finds them."""
        having = Recommendation.objects.alias(value=self.key).filter(value__in=values)
        return recommendations.filter(pk__in=having.order_by().values("pk"))


def _themes(index: RecommendationIndex, labels: Labels) -> list[FacetValue]:
    return [FacetValue(slug, labels.theme(slug)) for slug in _theme_slugs()]


@dataclass(frozen=True)
class HierarchicalFacet(Facet):
    """A facet with values in two levels: a record that has one has the one above it too."""

    #: The value above the one that ``key`` yields; and above each value that has one.
    above: Combinable | None = None
    parents: Callable[[], Mapping[str, str]] = dict

    def narrow(
        self, recommendations: QuerySet[Any, Any], values: Collection[str]
    ) -> QuerySet[Any, Any]:
        having = Recommendation.objects.alias(value=self.key, above=self.above).filter(
            Q(value__in=values) | Q(above__in=values)
        )
        return recommendations.filter(pk__in=having.order_by().values("pk"))


def _theme_slugs() -> list[str]:
    return list(Theme.objects.chapters().values_list("slug", flat=True))


def _topics(index: RecommendationIndex, labels: Labels) -> list[FacetValue]:
    entries = Theme.objects.subjects().values_list("slug", "parent")
    return [
        FacetValue(slug, labels.theme(slug), is_below=parent is not None)
        for slug, parent in entries
    ]


def _topic_slugs() -> list[str]:
    return list(Theme.objects.subjects().values_list("slug", flat=True))


def _topic_parents() -> dict[str, str]:
    below = Theme.objects.subjects().filter(parent__isnull=False)
    return dict(below.values_list("slug", "parent__slug"))


def _sessions(index: RecommendationIndex, labels: Labels) -> list[FacetValue]:
    held = index.columns["session"].bitmaps
    sessions = WorkingGroupSession.objects.all()
    return [
        *(_session(session, held=str(session.number) in held) for session in sessions),
        FacetValue(UNKNOWN, _("Not named"), heading=_("Adopted at a session not named")),
        FacetValue(NONE, _("Not adopted"), heading=_("Not adopted by the Working Group")),
    ]


def _session(session: WorkingGroupSession, *, held: bool) -> FacetValue:
    run = Run((session,), held)
    names = {"session": run.ordinals, "year": run.years}
    return FacetValue(
        str(session.number),
        label=_("%(session)s, %(year)s") % names if run.years else run.ordinals,
        heading=session_name(session),
        detail=when_and_where(session),
        session=session,
        has_texts=held,
    )


def _years(index: RecommendationIndex, labels: Labels) -> list[FacetValue]:
    return [FacetValue(year, year) for year in sorted(index.columns["year"].bitmaps)]


def _statuses(index: RecommendationIndex, labels: Labels) -> list[FacetValue]:
    return _choices(AdoptionStatus)


def _addressees(index: RecommendationIndex, labels: Labels) -> list[FacetValue]:
    return [*_choices(Addressee), FacetValue(NONE, _("Not stated"))]


def _strengths(index: RecommendationIndex, labels: Labels) -> list[FacetValue]:
    return _choices(Strength)


def _articles(index: RecommendationIndex, labels: Labels) -> list[FacetValue]:
    used = index.columns["article"].bitmaps
    return [
        FacetValue(provision.slug, labels.provision(provision), is_offered=provision.slug in used)
        for provision in Provision.objects.select_related("instrument")
    ]


def _documents(index: RecommendationIndex, labels: Labels) -> list[FacetValue]:
    used = index.columns["document"].bitmaps
    symbols = Document.objects.values_list("symbol", flat=True)
    return [FacetValue(symbol, symbol, is_offered=symbol in used) for symbol in symbols]


def _choices(choices: type[TextChoices]) -> list[FacetValue]:
    return [FacetValue(str(choice.value), str(choice.label)) for choice in choices]


#: The meeting that adopted a record, as the address writes it.
SESSION = Case(
    When(~Q(status=AdoptionStatus.ADOPTED), then=Value(NONE)),
    When(session=None, then=Value(UNKNOWN)),
    default=Cast("session__number", CharField()),
)


def _assigned(scheme: Scheme, field: str) -> Case:
    """A field of a theme that is assigned to a record, if the theme is of that scheme."""
    of_scheme = When(theme_assignments__theme__scheme=scheme, then=F(f"theme_assignments__{field}"))
    return Case(of_scheme)


def _links(scheme: Scheme) -> QuerySet[Any, Any]:
    assigned = ThemeAssignment.objects.of(scheme).order_by()
    return assigned.values_list("recommendation", "theme__slug")


#: Every facet, in the order in which pages name them.
FACETS = {
    facet.parameter: facet
    for facet in (
        Facet(
            "theme",
            gettext_lazy("Theme"),
            _assigned(Scheme.CHAPTERS, "theme__slug"),
            _themes,
            links=lambda: _links(Scheme.CHAPTERS),
            sequence=_theme_slugs,
        ),
        HierarchicalFacet(
            "topic",
            gettext_lazy("Subject"),
            _assigned(Scheme.SUBJECTS, "theme__slug"),
            _topics,
            links=lambda: _links(Scheme.SUBJECTS),
            sequence=_topic_slugs,
            above=_assigned(Scheme.SUBJECTS, "theme__parent__slug"),
            parents=_topic_parents,
        ),
        Facet("session", gettext_lazy("Session"), SESSION, _sessions),
        Facet("strength", gettext_lazy("Strength"), F("strength"), _strengths),
        Facet(
            "addressee",
            gettext_lazy("Addressee"),
            Coalesce("addressees__addressee", Value(NONE)),
            _addressees,
            links=lambda: RecommendationAddressee.objects.order_by("pk").values_list(
                "recommendation", "addressee"
            ),
            lacking=NONE,
        ),
        Facet("status", gettext_lazy("Status"), F("status"), _statuses),
        Facet(
            "article",
            gettext_lazy("Article"),
            F("texts__citations__provision__slug"),
            _articles,
            links=lambda: (
                Citation.objects.in_records()
                .filter(provision__isnull=False)
                .order_by("text", "start")
                .values_list("text__recommendation", "provision__slug")
            ),
        ),
        Facet(
            "document",
            gettext_lazy("Document"),
            F("occurrences__document__symbol"),
            _documents,
            links=lambda: Occurrence.objects.order_by("pk").values_list(
                "recommendation", "document__symbol"
            ),
        ),
        Facet("year", gettext_lazy("Year"), Cast("year", CharField()), _years),
    )
}
