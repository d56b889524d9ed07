"""Addresses of the second factor; their names are django-allauth's."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

View = Callable[..., HttpResponseBase]


def in_admin(view: type[Any], template: str) -> View:
    """Return a view of django-allauth that shows its page in the frame of the admin."""
    answer = view.as_view(template_name=template)

    @never_cache
    @wraps(answer)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = answer(request, *args, **kwargs)
        if isinstance(response, TemplateResponse):
            context = admin.site.each_context(request) | (response.context_data or {})
            context.pop("site", None)  # In templates of this project it is the frame of the page.
            response.context_data = context
        return response

    return page


urlpatterns = [
    path("login/", RedirectView.as_view(pattern_name="admin:login"), name="account_login"),
    path(
        "",
        in_admin(factor.IndexView, "admin/second_factor/index.html"),
        name="mfa_index",
    ),
    path(
        "code/",
        in_admin(factor.AuthenticateView, "admin/second_factor/code.html"),
        name="mfa_authenticate",
    ),
    path(
        "confirm/",
        in_admin(ReauthenticateView, "admin/second_factor/confirm_by_password.html"),
        name="account_reauthenticate",
    ),
    path(
        "confirm/code/",
        in_admin(factor.ReauthenticateView, "admin/second_factor/confirm_by_code.html"),
        name="mfa_reauthenticate",
    ),
    path(
        "app/",
        in_admin(app.ActivateTOTPView, "admin/second_factor/app.html"),
        name="mfa_activate_totp",
    ),
    path(
        "app/remove/",
        in_admin(app.DeactivateTOTPView, "admin/second_factor/removal.html"),
        name="mfa_deactivate_totp",
    ),
    path(
        "codes/",
        in_admin(codes.ViewRecoveryCodesView, "admin/second_factor/recovery_codes.html"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "codes/new/",
        in_admin(codes.GenerateRecoveryCodesView, "admin/second_factor/new_recovery_codes.html"),
        name="mfa_generate_recovery_codes",
    ),
]
