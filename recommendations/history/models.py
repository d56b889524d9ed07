"""Versions of recommendations, and the marks of those that may have changed since the last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from smuggling_kb.audit.models import AttributedChange, ChangeKind

#: The kinds of changes that nobody made here, so that nobody can say why.
WITHOUT_REASON = (ChangeKind.BASELINE, ChangeKind.OUTSIDE)


class VersionQuerySet(QuerySet["Version"]):
    def latest_by_code(self, codes: Iterable[str]) -> VersionQuerySet:
        """The newest version of each record with one of these codes."""
        newer = Version.objects.filter(code=OuterRef("code")).order_by("-number")
        return self.filter(code__in=codes, number=Subquery(newer.values("number")[:1]))


class Version(AttributedChange):
    """A recommendation with all its parts as one change left it. Added, never changed.

    It is no part of the recommendation and stays when that goes, so it names it by its code.
    """

    code = models.CharField(_("code"), max_length=20)
    number = models.PositiveIntegerField(_("number"), help_text=_("From 1, for each code."))
    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    #: The rows of ``recommendations.history.states``; null once the recommendation is deleted.
    state = models.JSONField(_("state"), encoder=DjangoJSONEncoder, null=True)

    objects: ClassVar = VersionQuerySet.as_manager()

    class Meta:
        ordering = ("code", "-number")
        default_permissions = ()
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        indexes = (models.Index(fields=("act",), name="version_of_act"),)
        constraints = (
            models.UniqueConstraint(fields=("code", "number"), name="version_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_number_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.code} ({self.number})"


class Touched(models.Model):
    """A mark that something may have changed in a recommendation since its last version.

    Written by triggers of the database, whoever writes and in whatever way.
    """

    code = models.CharField(_("code"), max_length=20, unique=True)

    class Meta:
        ordering = ("code",)
        default_permissions = ()
        verbose_name = _("touched recommendation")
        verbose_name_plural = _("touched recommendations")

    def __str__(self) -> str:
        return self.code
