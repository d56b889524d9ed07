"""How often the data were changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RevisionManager(models.Manager["Revision"]):
    """Knows the one row that there is."""

    def current(self) -> Revision:
        """What the database counts now; the beginning if nothing was ever written. One query."""
        return self.first() or Revision(number=0, changed=datetime.fromtimestamp(0, UTC))


class Revision(models.Model):
    """The version of the data: one row, counted on by the database itself with every write.

    No code writes it: ``smuggling_kb.revision`` has the triggers. As they write within the
    transaction of the change, the number is never ahead of the data nor behind them.
    """

    number = models.PositiveBigIntegerField(_("number"))
    changed = models.DateTimeField(_("changed"))

    objects: ClassVar[RevisionManager] = RevisionManager()

    class Meta:
        verbose_name = _("data version")
        verbose_name_plural = _("data version")
        constraints = (models.CheckConstraint(condition=Q(id=1), name="one_revision"),)

    def __str__(self) -> str:
        return str(self.number)
