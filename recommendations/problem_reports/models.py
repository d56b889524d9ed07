"""Reports of problems, and how many came in one hour."""

from __future__ import annotations

import secrets
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from recommendations.models import Recommendation
from smuggling_kb.database.choices import ChoiceModel
from smuggling_kb.languages import LanguageCode

#: The most characters of a message and of an answer.
LONGEST_MESSAGE = 4000
#: Characters of a reference number: none that is taken for another when it is read aloud.
REFERENCE_CHARACTERS, REFERENCE_LENGTH = "23456789ABCDEFGHJKMNPQRSTVWXYZ", 8


class ProblemKind(models.TextChoices):
    """The kinds of problems that readers report."""

    WORDS = "words", _("A word differs from the United Nations document")
    TRANSLATION = "translation", _("A translation is wrong")
    CLASSIFICATION = "classification", _("A theme, subject or other classification is wrong")
    LINK = "link", _("A link is broken or leads to the wrong place")
    ACCESSIBILITY = "accessibility", _("Something cannot be read or used")
    OTHER = "other", _("Something else")


class ReportState(models.TextChoices):
    """How far a report has been dealt with."""

    NEW = "new", _("New")
    IN_PROGRESS = "in-progress", _("In progress")
    RESOLVED = "resolved", _("Resolved")
    REJECTED = "rejected", _("Rejected")


#: The states of reports that wait for somebody.
OPEN_STATES = (ReportState.NEW, ReportState.IN_PROGRESS)


def new_reference() -> str:
    """Return a reference number that nobody can guess."""
    return "".join(secrets.choice(REFERENCE_CHARACTERS) for _place in range(REFERENCE_LENGTH))


class ProblemReportQuerySet(models.QuerySet["ProblemReport"]):
    """Reports by what is to be done about them."""

    def open_reports(self) -> Self:
        """Return those that wait for somebody."""
        return self.filter(state__in=OPEN_STATES)


class ProblemReport(ChoiceModel):
    """A reader's words on what is wrong with a record or a page, and the curators' answer.

    No page shows it, so that it is no part of the public data.
    """

    reference = models.CharField(
        _("reference number"), max_length=REFERENCE_LENGTH, unique=True, default=new_reference
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now, db_index=True)
    kind = models.CharField(_("what is wrong"), max_length=20, choices=ProblemKind)
    message = models.TextField(_("message"), max_length=LONGEST_MESSAGE)
    sender = models.CharField(_("name or e-mail address"), max_length=254, blank=True)
    recommendation = models.ForeignKey(
        Recommendation,
        models.SET_NULL,
        verbose_name=_("recommendation"),
        related_name="problem_reports",
        null=True,
        blank=True,
    )
    #: Without a language, encoded, with its query and its anchor.
    page = models.CharField(_("page"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    #: What was public when it was sent; empty if that was just being computed.
    data_version = models.CharField(_("data version"), max_length=12, blank=True)
    state = models.CharField(
        _("state of the report"),
        max_length=20,
        choices=ReportState,
        default=ReportState.NEW,
        db_index=True,
    )
    answer = models.TextField(
        _("answer"),
        max_length=LONGEST_MESSAGE,
        blank=True,
        help_text=_("What was done, or why nothing was. Needed to resolve or reject a report."),
    )
    handled_by_name = models.CharField(_("dealt with by"), max_length=150, blank=True)
    handled_at = models.DateTimeField(_("dealt with on"), null=True, blank=True)

    objects: ClassVar = ProblemReportQuerySet.as_manager()

    class Meta:
        ordering = ("-received_at", "-id")
        default_permissions = ("view", "change", "delete")
        verbose_name = _("problem report")
        verbose_name_plural = _("problem reports")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=ProblemKind.values), name="report_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="report_in_a_state"
            ),
            models.CheckConstraint(
                condition=~Q(message="") & Q(LessThanOrEqual(Length("message"), LONGEST_MESSAGE)),
                name="report_has_a_message",
            ),
            models.CheckConstraint(
                condition=Q(state="new", handled_by_name="", handled_at=None)
                | (~Q(state="new") & ~Q(handled_by_name="") & Q(handled_at__isnull=False)),
                name="report_new_or_handled",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES) | ~Q(answer=""),
                name="closed_report_has_an_answer",
                violation_error_message=_(
                    "Say what was done, or why nothing was, to close the report."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.reference


class ReportCount(models.Model):
    """How many reports one sender sent in one hour; the sender is a digest, not an address."""

    sender = models.CharField(_("sender"), max_length=32)
    hour = models.DateTimeField(_("hour"))
    number = models.PositiveSmallIntegerField(_("number"), default=0)

    class Meta:
        default_permissions = ()
        verbose_name = _("number of reports")
        verbose_name_plural = _("numbers of reports")
        constraints = (
            models.UniqueConstraint(fields=("sender", "hour"), name="one_report_count_an_hour"),
        )

    def __str__(self) -> str:
        return f"{self.hour:%H}: {self.number}"
