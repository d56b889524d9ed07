"""Batches: one reading of a file, from its questions to its publication, and back."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from recommendations.importing.models.import_files import ImportFile
from smuggling_kb.database.choices import ChoiceModel
from smuggling_kb.languages import LanguageCode


class BatchStage(models.TextChoices):
    """The stages of a batch."""

    QUESTIONS = "questions", _("Questions open")
    REVIEW = "review", _("Waiting for review")
    PUBLISHED = "published", _("Published")
    UNDONE = "undone", _("Undone")
    DISCARDED = "discarded", _("Discarded")


#: The stages of batches that wait for somebody.
OPEN_BATCH_STAGES = (BatchStage.QUESTIONS, BatchStage.REVIEW)


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Batches by what is to be done about them."""

    def open_batches(self) -> Self:
        """Return those that wait for somebody."""
        return self.filter(stage__in=OPEN_BATCH_STAGES)

    def for_list(self) -> Self:
        """Join the files without their content, and leave the rows of the plan in the database."""
        return self.select_related("file").defer("file__content", "plan", "before", "left")


class ImportBatch(ChoiceModel):
    """A document as one file has it, and what becomes of it here.

    A document that is not public is written as drafts as soon as no question is open. One that is
    public stays as it is until the batch is published.
    """

    file = models.ForeignKey(
        ImportFile, models.PROTECT, verbose_name=_("file"), related_name="batches"
    )
    #: The name that the file came with, and what a person stated: symbol, language, genre.
    stated = models.JSONField(_("stated"), default=dict)
    #: As found in the file or stated by a person; empty while neither is known.
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode, blank=True)
    genre = models.CharField(_("genre"), max_length=20, blank=True)
    session = models.PositiveSmallIntegerField(
        _("session"), null=True, help_text=_("The meeting that the document names as its own.")
    )
    stage = models.CharField(_("stage"), max_length=20, choices=BatchStage, db_index=True)
    #: Whether its document and new records are in the database as drafts.
    has_drafts = models.BooleanField(_("written as drafts"), default=False)
    created_by_name = models.CharField(_("created by"), max_length=150, blank=True)
    created_at = models.DateTimeField(_("created on"), default=timezone.now)
    published_by_name = models.CharField(_("published by"), max_length=150, blank=True)
    published_at = models.DateTimeField(_("published on"), null=True)
    #: Who undid or discarded it.
    closed_by_name = models.CharField(_("closed by"), max_length=150, blank=True)
    closed_at = models.DateTimeField(_("closed on"), null=True)
    closing_reason = models.TextField(_("reason for closing it"), blank=True)
    #: The rows of the document and its records as the file has them.
    plan = models.JSONField(_("plan"), encoder=DjangoJSONEncoder, default=list)
    #: The fields of ``batches.fidelity.FidelityReport``.
    fidelity = models.JSONField(_("fidelity"), encoder=DjangoJSONEncoder, default=dict)
    #: The rows of each group before the batch wrote it, by the group's name, and the digest and
    #: source of what a file last wrote.
    before = models.JSONField(_("rows before"), encoder=DjangoJSONEncoder, default=dict)
    #: The digests of the groups as the batch left them when it was published.
    left = models.JSONField(_("digests afterwards"), default=dict)

    objects: ClassVar = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")
        default_permissions = ("view", "add", "change")
        verbose_name = _("document brought in")
        verbose_name_plural = _("documents brought in")
        constraints = (
            models.CheckConstraint(
                condition=Q(stage__in=BatchStage.values), name="batch_in_a_stage"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=("questions", "discarded"))
                | (~Q(symbol="") & ~Q(language="") & ~Q(genre="")),
                name="batch_names_its_document",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=("published", "undone")) ^ Q(published_at__isnull=True),
                name="batch_published_or_not",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=("undone", "discarded")) ^ Q(closed_at__isnull=True),
                name="batch_closed_or_not",
            ),
            models.CheckConstraint(
                condition=~Q(stage="undone") | ~Q(closing_reason=""),
                name="batch_undone_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=("symbol", "language"),
                condition=Q(stage__in=OPEN_BATCH_STAGES) & ~Q(symbol=""),
                name="one_open_batch_of_a_document",
            ),
        )

    def __str__(self) -> str:
        return self.symbol or str(self.file)

    @property
    def is_open(self) -> bool:
        """Return whether it waits for somebody."""
        return self.stage in OPEN_BATCH_STAGES
