"""Themes by meetings: what was adopted on each at each, and where nothing was."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from recommendations.pages.charts import matrix
from recommendations.pages.charts.chart import Picture

PICTURE = Picture(
    "matrix",
    _("Themes by session"),
    _("How many recommendations each session adopted on each theme, and where it adopted none."),
    lambda counting: counting.by("theme", "session"),
    matrix.draw,
)
