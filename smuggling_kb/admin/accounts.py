"""The admin's pages of accounts and groups."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import admin as email_addresses
from allauth.core import context
from allauth.mfa import admin as authenticators
from allauth.mfa.models import Authenticator
from axes.utils import reset
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group, User
from django.db.models import Count, Exists, Model, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from smuggling_kb.accounts.closure import close_accounts, has_acted
from smuggling_kb.accounts.events import record_event
from smuggling_kb.accounts.models import AccountEventKind
from smuggling_kb.accounts.second_factor.changes import reset_second_factor
from smuggling_kb.admin.audited import AttributingAdmin
from smuggling_kb.admin.cells import change_link, format_lines
from smuggling_kb.admin.reasons import ReasonForm
from smuggling_kb.enumerations import comma_list

admin.site.unregister(User)
admin.site.unregister(Group)
# Neither is for hands: nobody signs up here, and a second factor is reset as a whole.
admin.site.unregister([email_addresses.EmailAddress, authenticators.Authenticator])


class RecordedPasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]
    """Somebody's password, changed by somebody else."""

    def save(self, commit: bool = True) -> Any:
        account = super().save(commit)
        name, by = account.get_username(), context.request.user
        record_event(AccountEventKind.PASSWORD, context.request, name, account=account, by=by)
        return account


class ReasonedAccountAdmin(AttributingAdmin):
    """Pages of what says who may do what; who changes it can say why."""

    change_form_template = "admin/reasoned_form.html"

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Return the form with the field of the reason, but for a new account."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is None or kwargs.get("fields", ()) is None:
            return form
        return type(form.__name__, (ReasonForm, form), {})


@admin.register(User)
class AccountAdmin(ReasonedAccountAdmin, UserAdmin[User]):
    list_display = (
        "username",
        "get_full_name",
        "email",
        "group_names",
        "is_staff",
        "is_superuser",
        "is_active",
        "has_second_factor",
        "last_login",
    )
    actions = ("close_selected", "reset_factors", "unlock_selected")
    list_filter = ("groups", "is_staff", "is_superuser", "is_active")
    change_password_form = RecordedPasswordForm
    search_help_text = _("Name of the account, name or e-mail address of its owner")
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("username", "password")}),
        (_("Owner"), {"fields": ("first_name", "last_name", "email")}),
        (
            _("Permissions"),
            {
                "fields": ("is_active", "is_staff", "groups", "is_superuser"),
                "description": _(
                    "Editors prepare, reviewers publish and archive: tick “staff status” and the"
                    " group. Superusers may do everything, this page included. An account that did"
                    " something is closed, not deleted, so that histories keep its name: take away"
                    " the tick “active”."
                ),
            },
        ),
        (_("Since when"), {"fields": ("date_joined", "last_login")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        apps = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        accounts: QuerySet[User] = super().get_queryset(request).prefetch_related("groups")
        return accounts.annotate(second_factor=Exists(apps))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Leave what acted: only an account made by mistake can be deleted."""
        return super().has_delete_permission(request, obj) and not (obj and has_acted(obj))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: Any) -> None:
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data and not obj.is_active:
            name, by = obj.get_username(), request.user
            record_event(AccountEventKind.CLOSED, request, name, account=obj, by=by)

    @admin.action(description=_("Close the selected accounts"), permissions=["change"])
    def close_selected(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        """Close accounts but one's own."""
        others = accounts.exclude(username=request.user.get_username())
        closed = close_accounts(request, others, request.user)
        for account in others:
            self.log_change(request, account, "Closed.")
        words = ngettext("%(n)d account is closed.", "%(n)d accounts are closed.", closed)
        self.message_user(request, words % {"n": closed})

    @admin.action(description=_("Reset the second factor"), permissions=["change"])
    def reset_factors(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        """Take the second factors of people who lost their telephones and recovery codes."""
        found = [each for each in accounts if reset_second_factor(each, request, request.user)]
        for account in found:
            self.log_change(request, account, "Second factor reset.")
        words = ngettext(
            "The second factor of %(n)d account is reset: it sets up another at its next login.",
            "The second factors of %(n)d accounts are reset: they set up others at their next"
            " login.",
            len(found),
        )
        self.message_user(request, words % {"n": len(found)})

    @admin.action(description=_("Let try again after too many attempts"), permissions=["change"])
    def unlock_selected(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        """Forget the failures under the names of accounts."""
        for account in accounts:
            reset(username=account.get_username())
        self.message_user(request, _("They can try again."), messages.SUCCESS)

    @admin.display(description=_("second factor"), boolean=True)
    def has_second_factor(self, account: Any) -> bool:
        return bool(account.second_factor)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer groups as boxes to tick."""
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
            kwargs["help_text"] = ""
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def part_fields(self) -> list[tuple[type[Model], str]]:
        """Its history has its groups and permissions too."""
        return [(User.groups.through, "user"), (User.user_permissions.through, "user")]

    @admin.display(description=_("groups"))
    def group_names(self, account: User) -> str:
        return comma_list(group.name for group in account.groups.all())


@admin.register(Group)
class RoleAdmin(ReasonedAccountAdmin, GroupAdmin):
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
        groups: Any = super().get_queryset(request)
        counted: QuerySet[Any] = groups.annotate(accounts=Count("user"))
        return counted

    def part_fields(self) -> list[tuple[type[Model], str]]:
        """Its history has its permissions too."""
        return [(Group.permissions.through, "group")]

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
