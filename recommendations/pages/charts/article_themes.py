"""Articles by themes: which treaty articles the recommendations on each theme cite."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from recommendations.pages.charts import matrix
from recommendations.pages.charts.chart import Picture

PICTURE = Picture(
    "articles",
    _("Treaty articles by theme"),
    _("How many adopted recommendations on each theme cite each treaty article in words."),
    lambda counting: counting.by("article", "theme"),
    matrix.draw,
)
