"""Pages of the admin, whatever models there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.urls import reverse


def admin_pages() -> Iterator[str]:
    """The front page, accounts, a queue, and each model's list and a form of it."""
    yield reverse("admin:index")
    yield reverse("admin:password_change")
    yield reverse("mfa_index")
    yield reverse("account_reauthenticate")
    yield reverse("admin:recommendations_similarityreview_queue")
    for model in _models():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        row = model._default_manager.order_by("-pk").first()
        if row is not None:
            yield reverse(f"{name}_change", args=(row.pk,))


def _models() -> Iterator[Any]:
    for app in ("wg_sessions", "recommendations", "importing", "auth", "accounts"):
        for model in apps.get_app_config(app).get_models():
            if model.__name__ != "Permission" and model._meta.default_permissions:
                yield model
