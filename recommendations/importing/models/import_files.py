"""Files that documents were read from, as they came."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImportFile(models.Model):
    """A file from which a document was read, kept byte for byte; the same bytes once."""

    content = models.BinaryField(_("content"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    file_name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveIntegerField(_("size"), help_text=_("In bytes."))
    #: Empty if the command read it.
    uploaded_by_name = models.CharField(_("uploaded by"), max_length=150, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded on"), default=timezone.now)

    class Meta:
        ordering = ("-uploaded_at", "-id")
        default_permissions = ("view",)
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        constraints = (
            models.CheckConstraint(condition=Q(size__gte=1), name="import_file_not_empty"),
            models.CheckConstraint(condition=~Q(file_name=""), name="import_file_has_a_name"),
        )

    def __str__(self) -> str:
        return self.file_name
