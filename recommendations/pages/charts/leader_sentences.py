"""Sentences on what has the most: one for each chart that has a leader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class LeaderSentences:
    """Sentences on the one row that has the most, of two that have, and of more than two."""

    one: StrPromise | str
    two: StrPromise | str
    many: StrPromise | str


THEME_LEADERS = LeaderSentences(
    _(
        "“%(name)s” has %(count)s of the %(all)s adopted recommendations, more than"
        " any other theme."
    ),
    _(
        "“%(first)s” and “%(second)s” have the most adopted recommendations,"
        " %(count)s each of %(all)s."
    ),
    _("%(number)s themes have the most adopted recommendations, %(count)s each of %(all)s."),
)
ARTICLE_LEADERS = LeaderSentences(
    _(
        "%(name)s is cited by %(count)s of the %(all)s adopted recommendations,"
        " more than any other article or chapter."
    ),
    _(
        "%(first)s and %(second)s are cited most, by %(count)s each of the %(all)s"
        " adopted recommendations."
    ),
    _(
        "%(number)s articles or chapters are cited most, by %(count)s each of the"
        " %(all)s adopted recommendations."
    ),
)
YEAR_LEADERS = LeaderSentences(
    _(
        "%(count)s of the %(all)s adopted recommendations are from %(name)s, more"
        " than from any other year."
    ),
    _("%(first)s and %(second)s have the most adopted recommendations, %(count)s each of %(all)s."),
    _("%(number)s years have the most adopted recommendations, %(count)s each of %(all)s."),
)
ADDRESSEE_LEADERS = LeaderSentences(
    _(
        "%(count)s of the %(all)s adopted recommendations are addressed to"
        " %(name)s, more than to any other addressee."
    ),
    _(
        "%(first)s and %(second)s are addressed most, each in %(count)s of the"
        " %(all)s adopted recommendations."
    ),
    _(
        "%(number)s addressees are addressed most, each in %(count)s of the"
        " %(all)s adopted recommendations."
    ),
)
