"""The stages of documents and of meetings: seen by the staff alone, or public."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Publication(models.TextChoices):
    """The stages of a document or of a meeting."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


def publication_field() -> models.CharField[str, str]:
    """Return the field with the stage; what nobody calls a draft is public."""
    return models.CharField(
        _("publication"),
        max_length=20,
        choices=Publication,
        default=Publication.PUBLISHED,
        db_default=Publication.PUBLISHED,
    )


def publication_constraint(name: str) -> models.CheckConstraint:
    """Return the constraint that there is no other stage."""
    return models.CheckConstraint(condition=Q(publication__in=Publication.values), name=name)
