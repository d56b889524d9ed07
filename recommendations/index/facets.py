"""The facets of the list: each entry of ``FACETS`` describes one, and everything else asks it.

To add a facet is to add an entry. Its values and their counts then stand in the filters of the
list, its parameter narrows lists and downloads, downloads have a column of it, comparisons a row,
and the codebook explains it; if the entry says so, queries have a field for it, words find its
names, and suggestions offer them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
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

from recommendations.index.columns import Column
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
from recommendations.names.addressees import addressee_synonyms
from recommendations.names.labels import Labels, session_name
from recommendations.names.session_ranges import SessionRange
from recommendations.names.session_synonyms import session_synonyms
from sessions.dates import when_and_where
from sessions.models import Document, WorkingGroupSession

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable
    from django.utils.functional import _StrPromise as StrPromise

#: The value of records that have none, and of those whose value no document tells.
NONE, UNKNOWN = "none", "unknown"


#: Other names of fields of the query language, by field and language.
FIELD_NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "theme": {
        "zh-hans": ("主题",),
        "fr": ("thème",),
        "es": ("tema",),
        "ru": ("тема",),
        "ar": ("محور", "المحور"),
    },
    "topic": {
        "en": ("subject",),
        "zh-hans": ("专题", "主题词"),
        "fr": ("sujet",),
        "es": ("materia",),
        "ru": ("рубрика",),
        "ar": ("موضوع", "الموضوع"),
    },
    "session": {
        "zh-hans": ("会议", "届会", "会议序号"),
        "fr": ("réunion",),
        "es": ("reunión",),
        "ru": ("сессия",),
        "ar": ("دورة", "الدورة"),
    },
    "strength": {
        "zh-hans": ("力度",),
        "fr": ("fermeté",),
        "es": ("fuerza",),
        "ru": ("сила",),
        "ar": ("قوة",),
    },
    "addressee": {
        "zh-hans": ("对象",),
        "fr": ("destinataire",),
        "es": ("destinatario",),
        "ru": ("адресат",),
        "ar": ("الجهة", "المخاطب"),
    },
    "status": {
        "zh-hans": ("性质", "状态"),
        "fr": ("statut",),
        "es": ("situación",),
        "ru": ("статус",),
        "ar": ("الصفة",),
    },
    "article": {
        "zh-hans": ("条", "条款", "条文"),
        "es": ("artículo",),
        "ru": ("статья",),
        "ar": ("مادة", "المادة"),
    },
    "symbol": {
        "en": ("document",),
        "zh-hans": ("文号", "文件"),
        "fr": ("cote",),
        "es": ("documento", "signatura"),
        "ru": ("документ",),
        "ar": ("وثيقة", "رمز"),
    },
    "year": {
        "zh-hans": ("年", "年份"),
        "fr": ("année",),
        "es": ("año",),
        "ru": ("год",),
        "ar": ("سنة", "السنة"),
    },
    "code": {"zh-hans": ("代码", "编号"), "es": ("código",), "ru": ("код",), "ar": ("رقم",)},
}


@dataclass(frozen=True)
class FacetValue:
    """A value of a facet, with its labels.

    ``is_offered`` is false if no published record has it and it is not worth a line of its own;
    ``session`` is the session that it is, and ``has_texts`` false if no text of that one is held;
    ``is_below`` if its parent is the last value before it that has none. ``synonyms`` are other
    words by which searches find it, ``description`` says what belongs there. ``phrase`` is what the
    heading of a list says of it where the facet's own form does not fit.
    """

    value: str
    label: str
    heading: str = ""
    detail: str = ""
    is_offered: bool = True
    session: WorkingGroupSession | None = None
    has_texts: bool = True
    is_below: bool = False
    synonyms: tuple[str, ...] = ()
    description: str = ""
    phrase: str = ""


@dataclass(frozen=True)
class QueryField:
    """A field of the query language: ``theme:protection``.

    ``label`` stands within sentences; ``names`` are other names of the field, by language.
    """

    name: str
    label: StrPromise
    names: Mapping[str, tuple[str, ...]]

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other names of every language."""
        return tuple(chain.from_iterable(self.names.values()))


@dataclass(frozen=True)
class Facet:
    """A property of records by which a list can be narrowed.

    ``key`` yields the value of a record, and ``values`` lists all values with their labels in the
    active language; it gets the columns of the index. Where a record can have several values,
    ``links`` selects all: primary keys of records with a value of each, in an order in which a
    record's own are as it names them. ``sequence`` gives the order instead where that is one of the
    values themselves, and ``missing_value`` is the value of records that have none.
    """

    parameter: str
    label: StrPromise
    #: What the parameter asks for, for the codebook.
    meaning: StrPromise
    key: Combinable
    values: Callable[[Mapping[str, Column], Labels], list[FacetValue]]
    links: Callable[[], QuerySet[Any, Any]] | None = None
    sequence: Callable[[], Sequence[str]] | None = None
    missing_value: str = ""
    #: Whether the list folds it away, as one of the less usual ones.
    is_folded: bool = False
    #: So many values, those with most records, are offered at once, and the others behind a
    #: disclosure; 0 if all are, in their order.
    top_values: int = 0
    #: What the heading of a list says of values asked for, as a form: ``addressed to %(values)s``.
    phrase: StrPromise | None = None
    field: QueryField | None = None
    #: Where words were found, as a form: words are looked for in the names of its values if given.
    found_in: StrPromise | None = None
    #: Whether the names of its values are suggested while somebody types.
    is_suggested: bool = False
    #: Whether downloads and comparisons have a column or a row that was written for it. They give
    #: the values of every other facet in one of its own.
    has_own_column: bool = False

    def record_values(self, pk: int) -> list[str]:
        """Return the values of one record, which need not be in the index; one query."""
        values = Recommendation.objects.filter(pk=pk).values_list(self.key, flat=True)
        return list(dict.fromkeys(value for value in values if value is not None))


@dataclass(frozen=True)
class HierarchicalFacet(Facet):
    """A facet with values in two levels: a record that has one has its parent too."""

    #: The parent of the value that ``key`` yields; and the parent of each value that has one.
    parent_key: Combinable | None = None
    parents: Callable[[], Mapping[str, str]] = dict


def _themes(columns: Mapping[str, Column], labels: Labels) -> list[FacetValue]:
    return [_theme(slug, labels) for slug in _theme_slugs()]


def _theme(slug: str, labels: Labels, *, is_below: bool = False) -> FacetValue:
    return FacetValue(
        slug,
        labels.theme(slug),
        is_below=is_below,
        synonyms=labels.theme_synonyms.get(slug, ()),
        description=labels.themes[slug].description if slug in labels.themes else "",
    )


def _theme_slugs() -> list[str]:
    return list(Theme.objects.chapters().values_list("slug", flat=True))


def _topics(columns: Mapping[str, Column], labels: Labels) -> list[FacetValue]:
    entries = Theme.objects.subjects().values_list("slug", "parent")
    return [_theme(slug, labels, is_below=parent is not None) for slug, parent in entries]


def _topic_slugs() -> list[str]:
    return list(Theme.objects.subjects().values_list("slug", flat=True))


def _topic_parents() -> dict[str, str]:
    below = Theme.objects.subjects().filter(parent__isnull=False)
    return dict(below.values_list("slug", "parent__slug"))


def _sessions(columns: Mapping[str, Column], labels: Labels) -> list[FacetValue]:
    numbers = columns["session"].bitmaps
    sessions: Iterable[Any] = (
        WorkingGroupSession.objects.published().with_report_counts().order_by("number")
    )
    return [
        *(
            # Of a report that is held none may be public yet: then there are 0, not unknown many.
            _session(session, labels, held=str(session.number) in numbers or session.reports > 0)
            for session in sessions
        ),
        FacetValue(UNKNOWN, _("Not specified"), heading=_("Adopted at an unspecified session")),
        FacetValue(NONE, _("Not adopted"), heading=_("Not adopted by the Working Group")),
    ]


def _session(session: WorkingGroupSession, labels: Labels, *, held: bool) -> FacetValue:
    run = SessionRange((session,), held)
    names = {"session": run.ordinals, "year": run.years}
    return FacetValue(
        str(session.number),
        label=_("%(session)s, %(year)s") % names if run.years else run.ordinals,
        heading=session_name(session),
        detail=when_and_where(session),
        synonyms=session_synonyms(session.number, labels.language),
        session=session,
        has_texts=held,
    )


def _years(columns: Mapping[str, Column], labels: Labels) -> list[FacetValue]:
    return [FacetValue(year, year) for year in sorted(columns["year"].bitmaps)]


def _statuses(columns: Mapping[str, Column], labels: Labels) -> list[FacetValue]:
    return _choices(AdoptionStatus)


def _addressees(columns: Mapping[str, Column], labels: Labels) -> list[FacetValue]:
    synonyms = addressee_synonyms(labels.language)
    bodies = [replace(each, synonyms=synonyms.get(each.value, ())) for each in _choices(Addressee)]
    return [*bodies, FacetValue(NONE, _("Not stated"), phrase=_("addressee not stated"))]


def _strengths(columns: Mapping[str, Column], labels: Labels) -> list[FacetValue]:
    return _choices(Strength)


def _articles(columns: Mapping[str, Column], labels: Labels) -> list[FacetValue]:
    used = columns["article"].bitmaps
    return [
        FacetValue(provision.slug, labels.provision(provision), is_offered=provision.slug in used)
        for provision in Provision.objects.select_related("instrument")
    ]


def _documents(columns: Mapping[str, Column], labels: Labels) -> list[FacetValue]:
    used = columns["document"].bitmaps
    symbols = Document.objects.published().values_list("symbol", flat=True)
    return [FacetValue(symbol, symbol, is_offered=symbol in used) for symbol in symbols]


def _choices(choices: type[TextChoices]) -> list[FacetValue]:
    return [FacetValue(str(choice.value), str(choice.label)) for choice in choices]


#: The meeting that adopted a record, as the address writes it.
SESSION = Case(
    When(~Q(status=AdoptionStatus.ADOPTED), then=Value(NONE)),
    When(session=None, then=Value(UNKNOWN)),
    default=Cast("session__number", CharField()),
)


def _assigned_theme_field(scheme: Scheme, field: str) -> Case:
    """A field of a theme that is assigned to a record, if the theme is of that scheme."""
    of_scheme = When(theme_assignments__theme__scheme=scheme, then=F(f"theme_assignments__{field}"))
    return Case(of_scheme)


def _theme_links(scheme: Scheme) -> QuerySet[Any, Any]:
    assigned = ThemeAssignment.objects.in_scheme(scheme).order_by()
    return assigned.values_list("recommendation", "theme__slug")


#: Every facet by its parameter, in the order in which pages name them.
FACETS = {
    facet.parameter: facet
    for facet in (
        Facet(
            "theme",
            gettext_lazy("Theme"),
            gettext_lazy("Theme."),
            _assigned_theme_field(Scheme.CHAPTERS, "theme__slug"),
            _themes,
            links=lambda: _theme_links(Scheme.CHAPTERS),
            sequence=_theme_slugs,
            field=QueryField("theme", gettext_lazy("theme"), FIELD_NAMES["theme"]),
            found_in=gettext_lazy("the theme %(name)s"),
            is_suggested=True,
            has_own_column=True,
        ),
        HierarchicalFacet(
            "topic",
            gettext_lazy("Subject"),
            gettext_lazy("Subject; a main entry includes the subjects below it."),
            _assigned_theme_field(Scheme.SUBJECTS, "theme__slug"),
            _topics,
            links=lambda: _theme_links(Scheme.SUBJECTS),
            sequence=_topic_slugs,
            top_values=10,
            field=QueryField("topic", gettext_lazy("subject"), FIELD_NAMES["topic"]),
            found_in=gettext_lazy("the subject %(name)s"),
            is_suggested=True,
            parent_key=_assigned_theme_field(Scheme.SUBJECTS, "theme__parent__slug"),
            parents=_topic_parents,
            has_own_column=True,
        ),
        Facet(
            "session",
            gettext_lazy("Session"),
            gettext_lazy("The session that adopted it, by number."),
            SESSION,
            _sessions,
            field=QueryField("session", gettext_lazy("session"), FIELD_NAMES["session"]),
            found_in=gettext_lazy("the session %(name)s"),
            is_suggested=True,
            has_own_column=True,
        ),
        Facet(
            "strength",
            gettext_lazy("Strength"),
            gettext_lazy("How strongly it is worded, by its modal word."),
            F("strength"),
            _strengths,
            phrase=gettext_lazy("strength “%(values)s”"),
            field=QueryField("strength", gettext_lazy("strength"), FIELD_NAMES["strength"]),
            has_own_column=True,
        ),
        Facet(
            "addressee",
            gettext_lazy("Addressee"),
            gettext_lazy("Whom it is addressed to."),
            Coalesce("addressees__addressee", Value(NONE)),
            _addressees,
            links=lambda: RecommendationAddressee.objects.order_by("pk").values_list(
                "recommendation", "addressee"
            ),
            missing_value=NONE,
            phrase=gettext_lazy("addressed to %(values)s"),
            field=QueryField("addressee", gettext_lazy("addressee"), FIELD_NAMES["addressee"]),
            found_in=gettext_lazy("the addressee %(name)s"),
            is_suggested=True,
            has_own_column=True,
        ),
        Facet(
            "status",
            gettext_lazy("Status"),
            gettext_lazy("Whether the Working Group adopted it."),
            F("status"),
            _statuses,
            phrase=gettext_lazy("status “%(values)s”"),
            field=QueryField("status", gettext_lazy("status"), FIELD_NAMES["status"]),
            has_own_column=True,
        ),
        Facet(
            "article",
            gettext_lazy("Article"),
            gettext_lazy("A treaty article or chapter that its text cites."),
            F("texts__citations__provision__slug"),
            _articles,
            links=lambda: (
                Citation.objects.in_records()
                .filter(provision__isnull=False)
                .order_by("text", "start")
                .values_list("text__recommendation", "provision__slug")
            ),
            is_folded=True,
            phrase=gettext_lazy("citing %(values)s"),
            field=QueryField("article", gettext_lazy("article"), FIELD_NAMES["article"]),
            found_in=gettext_lazy("the article cited, %(name)s"),
            is_suggested=True,
            has_own_column=True,
        ),
        Facet(
            "document",
            gettext_lazy("Document"),
            gettext_lazy("A document it is printed in, by symbol."),
            F("occurrences__document__symbol"),
            _documents,
            links=lambda: (
                Occurrence.objects.published()
                .order_by("pk")
                .values_list("recommendation", "document__symbol")
            ),
            is_folded=True,
            phrase=gettext_lazy("printed in %(values)s"),
            field=QueryField("symbol", gettext_lazy("document symbol"), FIELD_NAMES["symbol"]),
            is_suggested=True,
            has_own_column=True,
        ),
        Facet(
            "year",
            gettext_lazy("Year"),
            gettext_lazy("The year in its code."),
            Cast("year", CharField()),
            _years,
            is_folded=True,
            phrase=gettext_lazy("codes of %(values)s"),
            field=QueryField("year", gettext_lazy("year"), FIELD_NAMES["year"]),
            has_own_column=True,
        ),
    )
}


def plain_facets() -> list[Facet]:
    """Return the facets that no column of downloads and no row of comparisons was written for."""
    return [facet for facet in FACETS.values() if not facet.has_own_column]
