"""The admin's pages of accounts and groups."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from smuggling_kb.admin.cells import change_link, format_lines
from smuggling_kb.enumerations import comma_list

admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(UserAdmin[User]):
    list_display = (
        "username",
        "get_full_name",
        "email",
        "group_names",
        "is_staff",
        "is_superuser",
        "is_active",
        "last_login",
    )
    list_filter = ("groups", "is_staff", "is_superuser", "is_active")
    search_help_text = _("Name of the account, name or e-mail address of its owner")
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("username", "password")}),
        (_("Whose it is"), {"fields": ("first_name", "last_name", "email")}),
        (
            _("What it may do"),
            {
                "fields": ("is_active", "is_staff", "groups", "is_superuser"),
                "description": _(
                    "Editors prepare, reviewers publish and archive: tick “staff status” and the"
                    " group. Superusers may do everything, this page included. Of who leaves, take"
                    " away the tick “active” instead of deleting the account."
                ),
            },
        ),
        (_("Since when"), {"fields": ("date_joined", "last_login")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer groups as boxes to tick."""
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
            kwargs["help_text"] = ""
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("groups"))
    def group_names(self, account: User) -> str:
        return comma_list(group.name for group in account.groups.all())


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    list_display = ("name", "account_count")
    readonly_fields = ("members",)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("name", "members")}),
        (
            _("Permissions"),
            {
                "fields": ("permissions",),
                "description": _(
                    "“Editor” and “Reviewer” have at least the permissions that this site gives"
                    " them with every migration. You can give them more; to give somebody less,"
                    " make another group."
                ),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(accounts=Count("user"))

    @admin.display(description=_("accounts"), ordering="accounts")
    def account_count(self, group: Any) -> int:
        return int(group.accounts)

    @admin.display(description=_("accounts"))
    def members(self, group: Group) -> str:
        return (
            format_lines(change_link(account) for account in group.user_set.all())
            if group.pk
            else "-"
        )
