"""The version of the data, counted by the database, and the backups of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.db import connection, models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

CURRENT = "SELECT number, token, changed FROM smuggling_kb_revision"

#: The key of the version of data that nobody ever wrote.
NEVER_WRITTEN = (0, 0)


def _in_utc(moment: datetime | str) -> datetime:
    """Return a moment as UTC; SQLite gives it as text without an offset."""
    read = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return read if read.tzinfo else read.replace(tzinfo=UTC)


class RevisionManager(models.Manager["Revision"]):
    """The manager of the only row."""

    def current(self) -> Revision:
        """Return the version now, or the first one if nothing was ever written; one query."""
        if (row := self._row()) is None:
            number, token = NEVER_WRITTEN
            return Revision(number=number, token=token, changed=datetime.fromtimestamp(0, UTC))
        number, token, changed = row
        return Revision(number=number, token=token, changed=_in_utc(changed))

    def key(self) -> tuple[int, int]:
        """Return the key of the version now; every request asks for it, so no object is made."""
        row = self._row()
        return NEVER_WRITTEN if row is None else row[:2]

    def _row(self) -> Any:
        # Without the ways of a query set, which take ten times as long as the database does.
        with connection.cursor() as cursor:
            cursor.execute(CURRENT)
            return cursor.fetchone()


class Revision(models.Model):
    """The version of the data: one row, counted on by the database itself with every write.

    No code writes it: ``smuggling_kb.database.revision`` has the triggers. As they write within the
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
        """The key of exactly these data, under which results made from them are cached."""
        return self.number, self.token


class BackupRecord(models.Model):
    """A backup that was written: the operator's page shows the last one."""

    at = models.DateTimeField(_("written"), default=timezone.now)
    file = models.CharField(_("backup file"), max_length=500)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    #: SHA-256 of the file, by which one can tell that it is still the same.
    digest = models.CharField(_("SHA-256"), max_length=64)
    seconds = models.FloatField(_("seconds"))
    #: Empty if it was just being computed.
    data_version = models.CharField(_("data version"), max_length=12, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ("-pk",)
        verbose_name = _("backup")
        verbose_name_plural = _("backups")

    def __str__(self) -> str:
        return self.file
