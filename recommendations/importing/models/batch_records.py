"""The records of a batch: what would become of each, and what somebody decided."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from recommendations.importing.models.import_batches import ImportBatch
from smuggling_kb.database.choices import ChoiceModel


class RecordChange(models.TextChoices):
    """The differences between a record as the file has it and as it is held."""

    ADDED = "added", _("Added")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    MISSING = "missing", _("Not in the file")
    RESTATED = "restated", _("Printed again")


class RecordDecision(models.TextChoices):
    """The decisions on a record of a batch."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", pgettext_lazy("a proposed record", "Rejected")


class BatchRecordQuerySet(models.QuerySet["BatchRecord"]):
    """Records of batches by what is to be decided."""

    def open_records(self) -> Self:
        """Return those that somebody has to decide on."""
        return self.filter(decision=RecordDecision.OPEN).exclude(change=RecordChange.UNCHANGED)

    def without_question(self) -> Self:
        """Return those of which nothing is doubtful, so that they can be accepted together."""
        return self.filter(is_conflict=False).exclude(change=RecordChange.MISSING)


class BatchRecord(ChoiceModel):
    """A record as a batch would leave it, beside what is held of it.

    It names the record by its code, since that may not be in the database yet.
    """

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, verbose_name=_("batch"), related_name="records"
    )
    position = models.PositiveIntegerField(_("position"))
    code = models.CharField(_("code"), max_length=20)
    #: The anchor of its passage in the document.
    anchor = models.CharField(_("anchor"), max_length=30)
    change = models.CharField(_("change"), max_length=20, choices=RecordChange)
    #: Whether an editor and the file changed the words each in another way.
    is_conflict = models.BooleanField(_("conflict"), default=False)
    #: The words with their chapeau: as the file prints them, and as they are held.
    printed = models.TextField(_("words of the file"), blank=True)
    stored = models.TextField(_("words held"), blank=True)
    #: The fields of ``batches.proposals.RecordProposals``: what is proposed, each with its reason.
    proposals = models.JSONField(_("proposals"), encoder=DjangoJSONEncoder, default=dict)
    #: The fields of ``batches.decisions.RecordChoices``: what was accepted of the proposals.
    choices = models.JSONField(_("choices"), encoder=DjangoJSONEncoder, default=dict)
    decision = models.CharField(
        _("decision"), max_length=20, choices=RecordDecision, default=RecordDecision.OPEN
    )
    decided_by_name = models.CharField(_("decided by"), max_length=150, blank=True)
    decided_at = models.DateTimeField(_("decided on"), null=True)
    #: Counts the decisions: whoever decides says which one was seen.
    version = models.PositiveIntegerField(_("version"), default=0)

    objects: ClassVar = BatchRecordQuerySet.as_manager()

    class Meta:
        ordering = ("batch", "position")
        default_permissions = ()
        verbose_name = _("record of a batch")
        verbose_name_plural = _("records of a batch")
        constraints = (
            models.UniqueConstraint(fields=("batch", "code"), name="batch_has_a_record_once"),
            models.CheckConstraint(
                condition=Q(change__in=RecordChange.values), name="batch_record_changes_so"
            ),
            models.CheckConstraint(
                condition=Q(decision__in=RecordDecision.values), name="batch_record_decided_so"
            ),
            models.CheckConstraint(
                condition=Q(decision="open") ^ Q(decided_at__isnull=False),
                name="batch_record_open_or_decided",
            ),
            models.CheckConstraint(
                condition=Q(change="missing") | ~Q(printed=""), name="batch_record_has_words"
            ),
        )

    def __str__(self) -> str:
        return self.code
