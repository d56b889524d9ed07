"""The digests of what is public, and the data versions that they make."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: Hexadecimal digits that are given of a SHA-256.
DIGITS = 12


def short_digest(words: bytes) -> str:
    """Return the first digits of a SHA-256."""
    return hashlib.sha256(words).hexdigest()[:DIGITS]


class PublicDigest(models.Model):
    """The digest of a recommendation, document, meeting, theme or instrument as it is public."""

    kind = models.CharField(_("kind"), max_length=30)
    key = models.CharField(_("key"), max_length=200, help_text=_("A code, a symbol, a slug."))
    digest = models.CharField(_("digest"), max_length=DIGITS)

    class Meta:
        default_permissions = ()
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="one_public_digest"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.digest}"


class DigestMark(models.Model):
    """A mark that a digest may no longer be that of the data.

    Written by triggers of the database, whoever writes and in whatever way; never the same row
    twice, so that what is marked while digests are computed is not lost.
    """

    #: A kind of digest, or the label of a model, whose row the key then is the primary key of.
    kind = models.CharField(_("kind"), max_length=100)
    key = models.CharField(_("key"), max_length=200)

    class Meta:
        default_permissions = ()
        verbose_name = _("mark of a digest")
        verbose_name_plural = _("marks of digests")

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class DataVersionManager(models.Manager["DataVersion"]):
    """The manager of all data versions."""

    def current(self) -> DataVersion:
        """Return the last one, or before there is any that of no data, not saved; one query."""
        none = DataVersion(digest=short_digest(b""), date=date(1970, 1, 1))
        return self.order_by("-pk").first() or none


class DataVersion(models.Model):
    """The public data as one change left them. Added, never changed."""

    digest = models.CharField(_("data version"), max_length=DIGITS)
    date = models.DateField(_("date of the change"))
    at = models.DateTimeField(_("recorded"), default=timezone.now)
    is_fixtures = models.BooleanField(_("of the fixtures alone"), default=False)
    #: By ``kind key`` the digest before and after; null where there was or is none. The first
    #: version has none, as all of it is new.
    changes = models.JSONField(_("digests that changed"), default=dict)

    objects: ClassVar[DataVersionManager] = DataVersionManager()

    class Meta:
        default_permissions = ()
        ordering = ("pk",)
        verbose_name = _("version of the public data")
        verbose_name_plural = _("versions of the public data")

    def __str__(self) -> str:
        return self.digest
