"""The record of who logged in, who was refused, and what changed of how somebody logs in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AccountEventKind(models.TextChoices):
    """Kinds of events of an account."""

    LOGIN = "login", _("Logged in")
    REFUSAL = "refusal", _("Refused")
    LOGOUT = "logout", _("Logged out")
    PASSWORD = "password", _("Password changed")
    FACTOR_ADDED = "factor-added", _("Second factor set up")
    FACTOR_REMOVED = "factor-removed", _("Second factor removed")
    RECOVERY_CODES = "recovery-codes", _("Recovery codes made")
    RECOVERY_CODE_USED = "recovery-code", _("Recovery code used")
    FACTOR_RESET = "factor-reset", _("Second factor reset by somebody else")
    CLOSED = "closed", _("Account closed by somebody else")


class AccountEvent(models.Model):
    """Something that happened to an account, or was tried under its name. Never changed."""

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    kind = models.CharField(_("event"), max_length=20, choices=AccountEventKind)
    #: As it was typed: there may be no such account.
    username = models.CharField(_("account name"), max_length=150, db_index=True)
    #: Null where nobody was logged in.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("account"),
        related_name="events",
        null=True,
        blank=True,
    )
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)
    by_name = models.CharField(_("done by"), max_length=150, blank=True)

    class Meta:
        ordering = ("-at", "-id")
        default_permissions = ("view",)
        verbose_name = _("event of an account")
        verbose_name_plural = _("events of accounts")

    def __str__(self) -> str:
        return f"{self.username}: {self.get_kind_display()}"
