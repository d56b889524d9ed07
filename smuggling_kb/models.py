"""How often the data were changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

CURRENT = "SELECT number, token, changed FROM smuggling_kb_revision"

#: The key of the version of data that nobody ever wrote.
NOTHING = (0, 0)


def _in_utc(moment: datetime | str) -> datetime:
    """A moment as the databases give it: SQLite as text, and without an offset, meaning UTC."""
    read = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return read if read.tzinfo else read.replace(tzinfo=UTC)


class RevisionManager(models.Manager["Revision"]):
    """Knows the one row that there is."""

    def current(self) -> Revision:
        """What the database counts now; the beginning if nothing was ever written. One query."""
        if (row := self._row()) is None:
            number, token = NOTHING
            return Revision(number=number, token=token, changed=datetime.fromtimestamp(0, UTC))
        number, token, changed = row
        return Revision(number=number, token=token, changed=_in_utc(changed))

    def key(self) -> tuple[int, int]:
        """The key of that alone. Every request asks this first, so no object is made of it."""
        row = self._row()
        return NOTHING if row is None else row[:2]

    def _row(self) -> Any:
        # Without the ways of a query set, which take ten times as long as the database does.
        with connection.cursor() as cursor:
            cursor.execute(CURRENT)
            return cursor.fetchone()


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
