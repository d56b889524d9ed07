"""Addressees by themes: whom the recommendations on each theme speak to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from recommendations.pages.charts import matrix
from recommendations.pages.charts.chart import Picture

PICTURE = Picture(
    "addressees",
    _("Addressees by theme"),
    _("Whom the adopted recommendations on each theme speak to, and whom none does."),
    lambda counting: counting.by("addressee", "theme"),
    matrix.draw,
)
