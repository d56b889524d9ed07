"""The entries of the audit trail, and the change to which the next ones belong."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ChangeKind(models.TextChoices):
    """The way in which something was changed."""

    BASELINE = "baseline", _("Baseline")
    IMPORT = "import", _("Document read")
    FILES = "files", _("Read from files")
    EDIT = "edit", _("Edited")
    BULK = "bulk", _("Changed with others")
    TABLE = "table", _("Corrected from a table")
    RESTORE = "restore", _("Restored")
    DELETE = "delete", _("Deleted")
    OUTSIDE = "outside", _("Changed outside the forms")


class Operation(models.TextChoices):
    """The operations on a row."""

    ADD = "add", _("was added")
    CHANGE = "change", _("was changed")
    DELETE = "delete", _("was deleted")


class AttributedChange(models.Model):
    """The author, kind and reason of a change."""

    #: No constraint of the database: an account may go, what it did stays.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        verbose_name=_("account"),
        related_name="+",
        null=True,
        db_constraint=False,
    )
    by_name = models.CharField(_("changed by"), max_length=150, blank=True)
    kind = models.CharField(_("kind of change"), max_length=20, choices=ChangeKind)
    reason = models.TextField(_("reason for the change"), blank=True)
    #: The same for all that was written at once; null for what was written before acts were kept.
    act = models.UUIDField(_("act"), null=True, editable=False)

    class Meta:
        abstract = True


class AuditEntry(AttributedChange):
    """A row that was added, changed or deleted: its fields before and after. Written by triggers.

    It has no foreign key to the row, and stays when that goes; ``key`` is what the row was called.
    """

    model = models.CharField(_("model"), max_length=100)
    row = models.BigIntegerField(_("primary key"))
    key = models.TextField(_("name"))
    operation = models.CharField(_("operation"), max_length=10, choices=Operation)
    #: The values of all fields by name; other rows by primary key.
    before = models.JSONField(_("before"), encoder=DjangoJSONEncoder, null=True)
    after = models.JSONField(_("after"), encoder=DjangoJSONEncoder, null=True)
    at = models.DateTimeField(_("time"), db_index=True)

    class Meta:
        ordering = ("-id",)
        default_permissions = ("view",)
        verbose_name = _("entry of the audit trail")
        verbose_name_plural = _("audit trail")
        indexes = (
            models.Index(fields=("model", "row"), name="audit_entry_of_row"),
            models.Index(fields=("act",), name="audit_entry_of_act"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(operation="add", before__isnull=True, after__isnull=False)
                | Q(operation="change", before__isnull=False, after__isnull=False)
                | Q(operation="delete", before__isnull=False, after__isnull=True),
                name="audit_entry_has_its_states",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} ({self.get_operation_display()})"


class CurrentChange(models.Model):
    """On SQLite: the author, kind and reason of what the open transaction writes.

    There is at most one row, and never one that another transaction can see. PostgreSQL keeps the
    same in a setting of the transaction.
    """

    change = models.JSONField(_("change"), encoder=DjangoJSONEncoder)

    class Meta:
        default_permissions = ()
        verbose_name = _("current change")
        verbose_name_plural = _("current change")
        constraints = (models.CheckConstraint(condition=Q(id=1), name="one_current_change"),)

    def __str__(self) -> str:
        return str(self.change)
