"""The admin's pages to log in and to change one's password, behind the brake."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import context
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignObjectRel, Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from smuggling_kb.accounts.brake import braked_check
from smuggling_kb.accounts.events import record_event
from smuggling_kb.accounts.models import AccountEventKind


class StaffLoginView(LoginView):
    """Name and password; whoever has a second factor is then asked for it."""

    template_name = "admin/login.html"
    authentication_form = AdminAuthenticationForm

    def form_valid(self, form: Any) -> HttpResponse:
        account = form.get_user()
        login = Login(user=account, redirect_url=self.get_success_url())
        name = {"username": account.get_username()}
        response: HttpResponse = perform_password_login(self.request, name, login)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Leave ``site`` to be the frame of the page, as in all templates of this project."""
        context = super().get_context_data(**kwargs)
        del context["site"]
        return context


class BrakedPasswordChangeForm(AdminPasswordChangeForm):
    """Asks for the old password, which a stolen session must not be used to guess."""

    def clean_old_password(self) -> str:
        with braked_check(context.request, self.user.get_username()):
            return super().clean_old_password()


class StaffPasswordChangeView(PasswordChangeView):
    """Everybody's own password."""

    form_class = BrakedPasswordChangeForm
    success_url = reverse_lazy("admin:password_change_done")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        response = super().form_valid(form)
        account = form.user
        record_event(
            AccountEventKind.PASSWORD, self.request, account.get_username(), account=account
        )
        return response


class LabelledChoices(AutocompleteJsonView):
    """Answers searches for a choice with the labels that the pages of its model give."""

    def process_request(self, request: HttpRequest) -> tuple[str, Any, Any, str]:
        """Return what is searched. Raises ``PermissionDenied`` if no form has the field.

        A relation can be named from its other side, too, where there is nothing to choose.
        """
        found: tuple[str, Any, Any, str] = super().process_request(request)
        if isinstance(found[2], ForeignObjectRel):
            raise PermissionDenied
        return found

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        """Return the key and the label of one."""
        found: dict[str, str] = super().serialize_result(obj, to_field_name)
        if label := getattr(self.model_admin, "choice_label", None):
            found["text"] = label(obj)
        return found


class CurationSite(AdminSite):
    """Django's admin site with these views in place of its own."""

    def login(self, request: HttpRequest, extra_context: Any = None) -> Any:
        if request.method == "GET" and self.has_permission(request):
            return redirect("admin:index")
        page = {"title": _("Log in"), "subtitle": None, "app_path": request.get_full_path()}
        name = {"username": request.user.get_username()}
        context = self.each_context(request) | page | name | (extra_context or {})
        request.current_app = self.name
        return StaffLoginView.as_view(extra_context=context)(request)

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return LabelledChoices.as_view(admin_site=self)(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        context = self.each_context(request) | (extra_context or {})
        request.current_app = self.name
        return StaffPasswordChangeView.as_view(extra_context=context)(request)
