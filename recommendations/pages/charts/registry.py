"""The charts of the site: a chart is one entry here."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from recommendations.pages.charts.bars import draw_bars
from recommendations.pages.charts.chart import Chart
from recommendations.pages.charts.chart_findings import (
    gaps_finding,
    leader_finding,
    session_strength_finding,
    theme_strength_finding,
    year_finding,
)
from recommendations.pages.charts.columns import draw_columns
from recommendations.pages.charts.gaps import count_gaps
from recommendations.pages.charts.grid import THEME_THRESHOLDS
from recommendations.pages.charts.grid_counter import GridCounter
from recommendations.pages.charts.leader_sentences import (
    ADDRESSEE_LEADERS,
    ARTICLE_LEADERS,
    THEME_LEADERS,
    YEAR_LEADERS,
)
from recommendations.pages.charts.matrix import draw_matrix
from recommendations.pages.charts.strengths import count_strengths
from recommendations.pages.charts.timeline import count_timeline

#: Every chart by the name that addresses use, in the order of the overview.
CHARTS = {
    chart.slug: chart
    for chart in (
        Chart(
            "matrix",
            _("Themes by session"),
            _(
                "How many recommendations each session adopted on each theme, and where "
                "this site has none."
            ),
            partial(
                GridCounter.cross_facets,
                rows="theme",
                columns="session",
                thresholds=THEME_THRESHOLDS,
            ),
            partial(leader_finding, sentences=THEME_LEADERS),
            draw_matrix,
            is_table=True,
        ),
        Chart(
            "articles",
            _("Treaty articles by theme"),
            _("How many adopted recommendations on each theme cite each treaty article."),
            partial(GridCounter.cross_facets, rows="article", columns="theme"),
            partial(leader_finding, sentences=ARTICLE_LEADERS),
            draw_matrix,
            is_table=True,
        ),
        Chart(
            "timeline",
            _("Recommendations over the years"),
            _(
                "How many recommendations were adopted in each year, which years have no "
                "texts here, and what else was put forward."
            ),
            count_timeline,
            partial(year_finding, sentences=YEAR_LEADERS),
            draw_columns,
        ),
        Chart(
            "strength",
            _("Strength by session"),
            _("How strongly the recommendations of each session are worded, by their modal words."),
            partial(count_strengths, columns="session"),
            session_strength_finding,
            draw_bars,
        ),
        Chart(
            "strength-themes",
            _("Strength by theme"),
            _("How strongly the recommendations on each theme are worded, by their modal words."),
            partial(count_strengths, columns="theme"),
            theme_strength_finding,
            draw_bars,
        ),
        Chart(
            "addressees",
            _("Addressees by theme"),
            _(
                "Whom the adopted recommendations on each theme are addressed to, and whom "
                "none of them is addressed to."
            ),
            partial(GridCounter.cross_facets, rows="addressee", columns="theme"),
            partial(leader_finding, sentences=ADDRESSEE_LEADERS),
            draw_matrix,
            is_table=True,
        ),
        Chart(
            "gaps",
            _("Not found in these texts"),
            _(
                "The strengths and addressees for which these texts have no adopted "
                "recommendation on a theme."
            ),
            count_gaps,
            gaps_finding,
            draw_matrix,
            is_table=True,
        ),
    )
}
