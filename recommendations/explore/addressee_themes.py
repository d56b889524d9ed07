"""Addressees by themes: whom the recommendations on each theme speak to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from recommendations.explore import matrix
from recommendations.explore.picture import Picture

PICTURE = Picture(
    "addressees",
    _("Addressees by theme"),
    _("Whom the adopted recommendations on each theme speak to, and whom none does."),
    lambda counting: counting.by("addressee", "theme"),
    matrix.draw,
)
