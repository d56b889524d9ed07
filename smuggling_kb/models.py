"""How often the data were changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

CURRENT = "SELECT number, changed, token FROM smuggling_kb_revision"


def _in_utc(moment: datetime | str) -> datetime:
    """A moment as the databases give it: SQLite as text, and without an offset, meaning UTC."""
    read = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return read if read.tzinfo else read.replace(tzinfo=UTC)


class RevisionManager(models.Manager["Revision"]):
    """Knows the one row that there is."""

    def current(self) -> Revision:
        """What the database counts now; the beginning if nothing was ever written. One query.

        Every request asks this first, so it is asked without the ways of a query set, which take
        ten times as long as the database does.
        """
        with connection.cursor() as cursor:
            cursor.execute(CURRENT)
            row = cursor.fetchone()
        if row is None:
            return Revision(number=0, changed=datetime.fromtimestamp(0, UTC), token=0)
        number, changed, token = row
        return Revision(number=number, changed=_in_utc(changed), token=token)


class Revision(models.Model):
    """The version of the data: one row, counted on by the database itself with every write.

    No code writes it: ``smuggling_kb.revision`` has the triggers. As they write within the
    transaction of the change, the number is never ahead of the data nor behind them.
    """

    number = models.PositiveBigIntegerField(_("number"))
    changed = models.DateTimeField(_("changed"))
    #: Drawn anew with each number: of two changes that counted to the same number, one was undone.
    token = models.BigIntegerField(_("token"), db_default=0)

    objects: ClassVar[RevisionManager] = RevisionManager()

    class Meta:
        verbose_name = _("data version")
        verbose_name_plural = _("data version")
        constraints = (models.CheckConstraint(condition=Q(id=1), name="one_revision"),)

    def __str__(self) -> str:
        return str(self.number)

    @property
    def key(self) -> tuple[int, int]:
        """What nothing but these very data has: what was made from them is kept under it."""
        return self.number, self.token
