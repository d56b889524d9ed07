"""Strength by meetings: how strongly the recommendations of each meeting speak."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from recommendations.pages.charts import bars
from recommendations.pages.charts.chart import Picture

PICTURE = Picture(
    "strength",
    _("Strength by session"),
    _("How strongly the recommendations of each session are worded, by their modal words."),
    lambda counting: counting.by("strength", "session"),
    bars.draw,
)
