"""Permissions on batches: editors prepare them, reviewers publish and undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from recommendations.curation.roles import ARCHIVE, PUBLISH
from recommendations.curation.workflow import APP

if TYPE_CHECKING:
    from django.contrib.auth.models import User

UPLOAD_PERMISSION = "importing.add_importbatch"
DECIDE_PERMISSION = "importing.change_importbatch"
PUBLISH_PERMISSION = f"{APP}.{PUBLISH}"
UNDO_PERMISSION = f"{APP}.{ARCHIVE}"


def check_permission(by: User | None, permission: str) -> None:
    """Raise ``PermissionDenied`` if somebody lacks a permission; the command, nobody, has all."""
    if by is not None and not by.has_perm(permission):
        raise PermissionDenied


def name_of_user(by: User | None) -> str:
    """Return the name that a batch keeps of somebody; empty of the command."""
    return by.get_username() if by else ""
