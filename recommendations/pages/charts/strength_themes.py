"""Strength by themes: how strongly the recommendations on each theme speak."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from recommendations.pages.charts import bars
from recommendations.pages.charts.chart import Picture

PICTURE = Picture(
    "strength-themes",
    _("Strength by theme"),
    _("How strongly the recommendations on each theme are worded, by their modal words."),
    lambda counting: counting.by("strength", "theme"),
    bars.draw,
)
