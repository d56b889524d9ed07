"""The digests of what is public, and the data versions that they make."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: Hexadecimal digits that are given of a SHA-256.
DIGITS = 12


def short_digest(*parts: bytes) -> str:
    """Return the first digits of a SHA-256."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()[:DIGITS]


class PublicDigestQuerySet(models.QuerySet["PublicDigest"]):
    """The vocabulary in which the rest of the code asks for digests."""

    def stale(self) -> PublicDigestQuerySet:
        """Digests that are to be computed."""
        return self.filter(is_stale=True)

    def current(self) -> PublicDigestQuerySet:
        """Digests of what is public, as it is now."""
        return self.filter(is_stale=False).exclude(digest="")

    def not_recorded(self) -> PublicDigestQuerySet:
        """Digests that are not those of the last data version."""
        return self.exclude(digest=F("recorded"))


PublicDigestManager = models.Manager.from_queryset(PublicDigestQuerySet)


class PublicDigest(models.Model):
    """The digest of a recommendation, document, meeting, theme or instrument as it is public."""

    kind = models.CharField(_("kind"), max_length=30)
    key = models.CharField(_("key"), max_length=200, help_text=_("A code, a symbol, a slug."))
    #: Empty of what the public does not see.
    digest = models.CharField(_("digest"), max_length=DIGITS)
    #: The digest in the last data version; empty of what was not public then.
    recorded = models.CharField(_("digest in the last version"), max_length=DIGITS, default="")
    #: The data have changed since it was computed.
    is_stale = models.BooleanField(_("to be computed"), default=False)

    objects: ClassVar[PublicDigestManager[PublicDigest]] = PublicDigestManager()

    class Meta:
        default_permissions = ()
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="one_public_digest"),)
        indexes = (
            models.Index(fields=("kind", "key"), name="stale_digest", condition=Q(is_stale=True)),
        )

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
    #: It is being dealt with; marks that are written meanwhile are not.
    is_taken = models.BooleanField(_("taken"), db_default=False)

    class Meta:
        default_permissions = ()
        verbose_name = _("mark of a digest")
        verbose_name_plural = _("marks of digests")

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class DataVersionManager(models.Manager["DataVersion"]):
    """The manager of all data versions."""

    def current(self) -> DataVersion:
        """Return the last one, or before there is any one of no data, not saved; two queries.

        Without its changes, which are long where much changed.
        """
        last = self.defer("changes").order_by("-pk").first()
        version = last or DataVersion(digest=short_digest(b""), date=date(1970, 1, 1))
        version.is_behind = PublicDigest.objects.stale().exists()
        return version


class DataVersion(models.Model):
    """The public data as one change left them. Added, never changed."""

    digest = models.CharField(_("data version"), max_length=DIGITS)
    date = models.DateField(_("date of the change"))
    at = models.DateTimeField(_("recorded"), default=timezone.now)
    is_fixtures = models.BooleanField(_("of the fixtures alone"), default=False)
    #: By ``kind key`` the digest before and after; null where there was or is none. The first
    #: version has none, as all of it is new.
    changes = models.JSONField(_("digests that changed"), default=dict)

    #: The data have changed since, so much that digests are still being computed.
    is_behind = False

    objects: ClassVar[DataVersionManager] = DataVersionManager()

    class Meta:
        default_permissions = ()
        ordering = ("pk",)
        verbose_name = _("version of the public data")
        verbose_name_plural = _("versions of the public data")

    def __str__(self) -> str:
        return self.digest

    @property
    def label(self) -> str:
        """The name of the data in files: the digest, or the digest that they are later than."""
        if not self.is_behind:
            return self.digest
        return f"after-{self.digest}" if self.pk else "being-computed"
