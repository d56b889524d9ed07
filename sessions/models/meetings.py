"""The meetings of the Working Group."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sessions.genres import GENRES
from sessions.models.publication import Publication, publication_constraint, publication_field
from smuggling_kb.addresses.models import AddressedModel
from smuggling_kb.database.natural_keys import NaturalKeyManager, NaturalKeyModel
from smuggling_kb.languages import LanguageCode


class City(models.TextChoices):
    """The cities of meetings."""

    VIENNA = "vienna", _("Vienna")


class SecondHandSource(models.TextChoices):
    """The kinds of sources, other than the documents held, that tell of a meeting."""

    PARTICIPANT = "participant", _("a participant")
    REGIONAL_ORGANIZATION = "regional-organization", _("a statement of a regional organization")
    MINISTRY = "ministry", _("a report of a ministry")
    NEWS = "news", _("a news item")
    NEWS_COPY = "news-copy", _("a copy of a news item")


def check_sources(value: str) -> None:
    """Refuse what is no kind of source; they are separated by spaces."""
    unknown = set(value.split()) - set(SecondHandSource.values)
    if unknown:
        raise ValidationError(
            _("Not a kind of source: %(unknown)s. There are: %(known)s.")
            % {"unknown": ", ".join(sorted(unknown)), "known": ", ".join(SecondHandSource.values)}
        )


class WorkingGroupSessionQuerySet(QuerySet["WorkingGroupSession"]):
    """The vocabulary in which the rest of the code asks for meetings."""

    def published(self) -> WorkingGroupSessionQuerySet:
        """Meetings that the public may see: not those that drafts of documents alone name."""
        return self.filter(publication=Publication.PUBLISHED)

    def drafts(self) -> WorkingGroupSessionQuerySet:
        """Meetings that drafts of documents alone name."""
        return self.filter(publication=Publication.DRAFT)

    def with_report_counts(self) -> WorkingGroupSessionQuerySet:
        """Annotate ``reports``: how many public documents report what the meeting adopted."""
        reports = Q(
            documents__publication=Publication.PUBLISHED,
            documents__genre__in=[genre.slug for genre in GENRES if genre.reports_adoption],
        )
        return self.annotate(reports=Count("documents", filter=reports))


WorkingGroupSessionManager = NaturalKeyManager.from_queryset(WorkingGroupSessionQuerySet)


class WorkingGroupSession(AddressedModel):
    """A meeting of the Working Group on the Smuggling of Migrants.

    ``start``, ``end`` and ``city`` are as documents held here tell, at the places in ``evidence``.
    The fields called ``reported_…`` are second-hand, from the sources in ``reported_by``.
    """

    natural_fields = ("number",)
    address_field = "number"
    address_parts = ("number",)

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    publication = publication_field()
    start = models.DateField(_("first day"), null=True, blank=True)
    end = models.DateField(_("last day"), null=True, blank=True)
    city = models.CharField(_("city"), max_length=20, choices=City, blank=True)
    evidence = models.CharField(
        _("evidence"),
        max_length=200,
        blank=True,
        help_text=_("Where the dates are from: SYMBOL#anchor, separated by spaces."),
    )
    reported_by = models.CharField(
        _("reported by"),
        max_length=100,
        blank=True,
        validators=[check_sources],
        help_text=_(
            "The kinds of sources, separated by spaces: participant, regional-organization,"
            " ministry, news, news-copy."
        ),
    )
    reported_year = models.PositiveSmallIntegerField(_("reported year"), null=True, blank=True)
    reported_start = models.DateField(_("reported first day"), null=True, blank=True)
    reported_end = models.DateField(_("reported last day"), null=True, blank=True)
    reported_day = models.DateField(
        _("reported day"),
        null=True,
        blank=True,
        help_text=_("A day on which it met, where the first and the last are not known."),
    )
    reported_city = models.CharField(_("reported city"), max_length=20, choices=City, blank=True)
    reported_recommendations = models.PositiveSmallIntegerField(
        _("reported number of recommendations"), null=True, blank=True
    )
    reported_participants = models.PositiveSmallIntegerField(
        _("reported number of participants"), null=True, blank=True
    )

    objects: ClassVar[WorkingGroupSessionManager[WorkingGroupSession]] = (
        WorkingGroupSessionManager()
    )

    class Meta:
        ordering = ("number",)
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = (
            publication_constraint("session_publication_known"),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="session_number_from_one",
                violation_error_message=_("Sessions are numbered from 1."),
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(start__lte=F("end")),
                name="session_dates_in_order",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(reported_start__isnull=True, reported_end__isnull=True)
                | Q(reported_start__lte=F("reported_end")),
                name="session_reported_days_in_order",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(reported_by="")
                | Q(
                    reported_year__isnull=True,
                    reported_start__isnull=True,
                    reported_day__isnull=True,
                    reported_city="",
                    reported_recommendations__isnull=True,
                    reported_participants__isnull=True,
                ),
                name="session_report_has_source",
                violation_error_message=_("Say what kind of source reports it."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} ({self.year})" if self.year else str(self.number)

    @property
    def is_draft(self) -> bool:
        """Return whether only drafts of documents name it, so that only the staff sees it."""
        return self.publication == Publication.DRAFT

    @property
    def year(self) -> int | None:
        """The year of the meeting, by a document held or else second-hand."""
        day = self.start or self.reported_start or self.reported_day
        return day.year if day else self.reported_year

    @property
    def is_date_reported(self) -> bool:
        """Return whether all that is known of its date is second-hand."""
        return self.start is None and self.year is not None

    @property
    def sources(self) -> list[SecondHandSource]:
        """The kinds of sources of what is reported."""
        return [SecondHandSource(each) for each in self.reported_by.split()]


class ReportedTopics(NaturalKeyModel):
    """The topics of a meeting that no document held here names, in one language."""

    natural_fields = ("session__number", "language")

    session = models.ForeignKey(
        WorkingGroupSession,
        models.CASCADE,
        verbose_name=_("session"),
        related_name="reported_topics",
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ("session", "language")
        verbose_name = _("reported topics")
        verbose_name_plural = _("reported topics")
        constraints = (
            models.UniqueConstraint(
                fields=("session", "language"), name="reported_topics_once_per_language"
            ),
        )

    def __str__(self) -> str:
        return self.text


class SessionSymbolRole(models.TextChoices):
    """The roles of documents of a meeting, as far as documents held here tell."""

    RECOMMENDATIONS = "recommendations", _("Cited for the recommendations of the session")
    AGENDA = "agenda", _("Provisional agenda")
    PAPER = "paper", _("Background paper")
    PARTICIPANTS = "participants", _("List of participants")
    OTHER = "other", _("Document")


class SessionSymbol(NaturalKeyModel):
    """The symbol of a document of a meeting, as a document held here prints it.

    It leads to the United Nations while the document itself is not held here.
    """

    natural_fields = ("session__number", "symbol")

    session = models.ForeignKey(
        WorkingGroupSession, models.CASCADE, verbose_name=_("session"), related_name="symbols"
    )
    symbol = models.CharField(_("symbol"), max_length=60)
    role = models.CharField(_("role"), max_length=20, choices=SessionSymbolRole)
    evidence = models.CharField(
        _("evidence"), max_length=100, help_text=_("The place that prints it: SYMBOL#anchor.")
    )

    class Meta:
        ordering = ("session", "id")
        verbose_name = _("symbol of a session")
        verbose_name_plural = _("symbols of sessions")
        constraints = (
            models.UniqueConstraint(fields=("session", "symbol"), name="session_symbol_once"),
            models.CheckConstraint(
                condition=~Q(evidence=""),
                name="session_symbol_has_evidence",
                violation_error_message=_("Say which document held here prints the symbol."),
            ),
        )

    def __str__(self) -> str:
        return self.symbol
