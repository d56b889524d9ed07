"""What a list can be narrowed by: each facet, the values it knows, how many records have each.

A facet is one expression that yields a record's value or values. Narrowing and counting both use
it, so a count is always the length of the list that it promises.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextChoices,
    When,
)
from django.db.models import Value as Constant
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.counts import Counts
from recommendations.labels import Labels, session_name
from recommendations.meetings import Run
from recommendations.models import (
    Addressee,
    Provision,
    Recommendation,
    RecommendationQuerySet,
    Scheme,
    Status,
    Strength,
    Theme,
)
from sessions.dates import when_and_where
from sessions.models import Document, WorkingGroupSession

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable
    from django.utils.functional import _StrPromise as StrPromise

#: The value of records that have none, and of those whose value no document tells.
NONE, UNKNOWN = "none", "unknown"


@dataclass(frozen=True)
class Value:
    """A value that a facet knows, in words.

    ``offered`` is false for one that no published record has and that is not worth a line;
    ``session`` is the meeting that it is, and ``held`` false if no text of that meeting is held;
    ``is_below`` if the last value before it that is not below another is the one above it.
    """

    value: str
    label: str
    heading: str = ""
    detail: str = ""
    offered: bool = True
    session: WorkingGroupSession | None = None
    held: bool = True
    is_below: bool = False


@dataclass(frozen=True)
class Facet:
    """A property of records by which a list can be narrowed."""

    parameter: str
    label: StrPromise
    key: Combinable
    values: Callable[[Labels], list[Value]]

    def narrow(
        self, recommendations: QuerySet[Any, Any], values: Collection[str]
    ) -> QuerySet[Any, Any]:
        """Those that have any of the values."""
        having = Recommendation.objects.alias(value=self.key).filter(value__in=values)
        return recommendations.filter(pk__in=having.order_by().values("pk"))

    def counts(self, recommendations: RecommendationQuerySet) -> dict[str, int]:
        """How many have each value; values that none has are left out. One query."""
        rows = (
            recommendations.order_by()
            .annotate(value=self.key)
            .values_list("value")
            .annotate(count=Count("pk", distinct=True))
        )
        return dict(rows)

    def values_of(self, recommendations: RecommendationQuerySet) -> dict[int, set[str]]:
        """The values of each record, by primary key; a record may have none. One query."""
        found: dict[int, set[str]] = {}
        rows = recommendations.order_by().annotate(value=self.key).values_list("pk", "value")
        for pk, value in rows:
            found.setdefault(pk, set()).update(() if value is None else (value,))
        return found


@dataclass(frozen=True)
class Tree(Facet):
    """A facet with values in two levels: a record that has one has the one above it too."""

    #: The value above the one that ``key`` yields.
    above: Combinable

    def narrow(
        self, recommendations: QuerySet[Any, Any], values: Collection[str]
    ) -> QuerySet[Any, Any]:
        having = Recommendation.objects.alias(value=self.key, above=self.above).filter(
            Q(value__in=values) | Q(above__in=values)
        )
        return recommendations.filter(pk__in=having.order_by().values("pk"))

    def counts(self, recommendations: RecommendationQuerySet) -> dict[str, int]:
        return Counter(chain.from_iterable(self.values_of(recommendations).values()))

    def values_of(self, recommendations: RecommendationQuerySet) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        rows = recommendations.order_by().annotate(value=self.key, above=self.above)
        for pk, *values in rows.values_list("pk", "value", "above"):
            found.setdefault(pk, set()).update(value for value in values if value is not None)
        return found


def _themes(labels: Labels) -> list[Value]:
    slugs = Theme.objects.chapters().values_list("slug", flat=True)
    return [Value(slug, labels.theme(slug)) for slug in slugs]


def _topics(labels: Labels) -> list[Value]:
    entries = Theme.objects.subjects().values_list("slug", "parent")
    return [
        Value(slug, labels.theme(slug), is_below=parent is not None) for slug, parent in entries
    ]


def _sessions(labels: Labels) -> list[Value]:
    held = Counts().held_sessions
    sessions = WorkingGroupSession.objects.all()
    return [
        *(_session(session, held=session.number in held) for session in sessions),
        Value(UNKNOWN, _("Not named"), heading=_("Adopted at a session not named")),
        Value(NONE, _("Not adopted"), heading=_("Not adopted by the Working Group")),
    ]


def _session(session: WorkingGroupSession, *, held: bool) -> Value:
    run = Run((session,), held)
    names = {"session": run.ordinals, "year": run.years}
    return Value(
        str(session.number),
        label=_("%(session)s, %(year)s") % names if run.years else run.ordinals,
        heading=session_name(session),
        detail=when_and_where(session),
        session=session,
        held=held,
    )


def _years(labels: Labels) -> list[Value]:
    years = Recommendation.objects.published().order_by("year").values_list("year", flat=True)
    return [Value(str(year), str(year)) for year in years.distinct()]


def _statuses(labels: Labels) -> list[Value]:
    return _choices(Status)


def _addressees(labels: Labels) -> list[Value]:
    return [*_choices(Addressee), Value(NONE, _("Not stated"))]


def _strengths(labels: Labels) -> list[Value]:
    return _choices(Strength)


def _articles(labels: Labels) -> list[Value]:
    cited = Recommendation.objects.published().filter(texts__citations__provision=OuterRef("pk"))
    provisions = Provision.objects.select_related("instrument")
    used = set(provisions.filter(Exists(cited)).values_list("slug", flat=True))
    return [
        Value(provision.slug, labels.provision(provision), offered=provision.slug in used)
        for provision in provisions
    ]


def _documents(labels: Labels) -> list[Value]:
    printed = Recommendation.objects.published().filter(occurrences__document=OuterRef("pk"))
    symbols = Document.objects.values_list("symbol", flat=True)
    used = set(symbols.filter(Exists(printed)))
    return [Value(symbol, symbol, offered=symbol in used) for symbol in symbols]


def _choices(choices: type[TextChoices]) -> list[Value]:
    return [Value(str(choice.value), str(choice.label)) for choice in choices]


#: The meeting that adopted a record, as the address writes it.
SESSION = Case(
    When(~Q(status=Status.ADOPTED), then=Constant(NONE)),
    When(session=None, then=Constant(UNKNOWN)),
    default=Cast("session__number", CharField()),
)


def _assigned(scheme: Scheme, field: str) -> Case:
    """A field of a theme that is assigned to a record, if the theme is of that scheme."""
    of_scheme = When(theme_assignments__theme__scheme=scheme, then=F(f"theme_assignments__{field}"))
    return Case(of_scheme)


#: Every facet, in the order in which pages name them.
FACETS = {
    facet.parameter: facet
    for facet in (
        Facet("theme", gettext_lazy("Theme"), _assigned(Scheme.CHAPTERS, "theme__slug"), _themes),
        Tree(
            "topic",
            gettext_lazy("Subject"),
            _assigned(Scheme.SUBJECTS, "theme__slug"),
            _topics,
            above=_assigned(Scheme.SUBJECTS, "theme__parent__slug"),
        ),
        Facet("session", gettext_lazy("Session"), SESSION, _sessions),
        Facet("strength", gettext_lazy("Strength"), F("strength"), _strengths),
        Facet(
            "addressee",
            gettext_lazy("Addressee"),
            Coalesce("addressees__addressee", Constant(NONE)),
            _addressees,
        ),
        Facet("status", gettext_lazy("Status"), F("status"), _statuses),
        Facet(
            "article",
            gettext_lazy("Article"),
            F("texts__citations__provision__slug"),
            _articles,
        ),
        Facet("document", gettext_lazy("Document"), F("occurrences__document__symbol"), _documents),
        Facet("year", gettext_lazy("Year"), Cast("year", CharField()), _years),
    )
}
