"""The admin's page of what happened to accounts, which superusers see."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from smuggling_kb.accounts.models import AccountEvent
from smuggling_kb.admin.bases import ReadOnlyAdmin, SiteModelAdmin


@admin.register(AccountEvent)
class AccountEventAdmin(ReadOnlyAdmin, SiteModelAdmin[AccountEvent]):
    list_display = ("at", "kind", "username", "address", "by_name")
    list_filter = ("kind", "at")
    search_fields = ("username",)
    search_help_text = _("Name of the account")
    fields: ClassVar = ("at", "kind", "username", "account", "address", "by_name")
    date_hierarchy = "at"
