"""The findings of the charts: sentences computed from their grids, in the active language.

None calls something the most where others are as many.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from recommendations.index.coverage import coverage
from recommendations.index.facets import NONE, UNKNOWN
from recommendations.pages.charts.grid import AxisValue, Grid, GridRow
from recommendations.pages.charts.leader_sentences import LeaderSentences
from recommendations.pages.drawings.findings import Finding


def leader_finding(grid: Grid, sentences: LeaderSentences) -> Finding:
    """Say which row has the most adopted recommendations."""
    return _leader_finding(grid, grid.rows, sentences)


def year_finding(grid: Grid, sentences: LeaderSentences) -> Finding:
    """Say which year has the most, among those that are known."""
    return _leader_finding(
        grid, (row for row in grid.rows if row.head.parameter == "year"), sentences
    )


def _leader_finding(grid: Grid, rows: Iterable[GridRow], sentences: LeaderSentences) -> Finding:
    counts = {row.head.label: row.adopted.count for row in rows if row.head.values != (NONE,)}
    most = max((count or 0 for count in counts.values()), default=0)
    if not most:
        return nothing_finding()
    first, *others = [label for label, count in counts.items() if count == most]
    numbers = {"count": most, "all": grid.totals.adopted.count or 0}
    if not others:
        return Finding(str(sentences.one), {"name": first, **numbers})
    if len(others) == 1:
        return Finding(str(sentences.two), {"first": first, "second": others[0], **numbers})
    return Finding(str(sentences.many), {"number": 1 + len(others), **numbers})


def nothing_finding() -> Finding:
    """Say that there is nothing to count."""
    return Finding(_("No adopted recommendation is published in this knowledge base."))


def session_strength_finding(grid: Grid) -> Finding:
    """Say how often the strongest word stands in the session that has it most, and least."""
    return _strength_finding(
        grid,
        _("%(count)s of %(all)s recommendations of the %(name)s say “%(strength)s”."),
        _(
            "%(count)s of %(all)s recommendations of the %(name)s say “%(strength)s”; of the"
            " %(last)s, %(least)s of %(last_all)s do."
        ),
    )


def theme_strength_finding(grid: Grid) -> Finding:
    """Say how often the strongest word stands on the theme that has it most, and least."""
    return _strength_finding(
        grid,
        _("%(count)s of %(all)s recommendations on “%(name)s” say “%(strength)s”."),
        _(
            "%(count)s of %(all)s recommendations on “%(name)s” say “%(strength)s”; on “%(last)s”,"
            " %(least)s of %(last_all)s do."
        ),
    )


def _strength_finding(grid: Grid, one: str, several: str) -> Finding:
    """Compare the shares of the strongest word that any recommendation has."""
    row = next((row for row in grid.rows if row.adopted.count), None)
    if row is None:
        return nothing_finding()
    shares = [
        (cell.count or 0, total.count, _column_name(head))
        for head, cell, total in zip(grid.columns, row.cells, grid.totals.cells, strict=True)
        if total.count and head.values != (UNKNOWN,)
    ]
    if not shares:
        return nothing_finding()
    count, everything, name = max(shares, key=lambda share: share[0] / share[1])
    words: dict[str, int | str] = {
        "count": count,
        "all": everything,
        "name": name,
        "strength": row.head.label,
    }
    if len(shares) == 1:
        return Finding(one, words)
    least, last_all, last = min(reversed(shares), key=lambda share: share[0] / share[1])
    return Finding(several, {**words, "least": least, "last_all": last_all, "last": last})


def _column_name(head: AxisValue) -> str:
    """Return ``2nd session (2013)``, or the name of a theme."""
    sessions = head.session_range
    if sessions is None:
        return head.label
    if not sessions.years:
        return sessions.name
    return _("%(session)s (%(year)s)") % {"session": sessions.name, "year": sessions.years}


def gaps_finding(grid: Grid) -> Finding:
    """Say for how many pairs nothing is found, and in which texts."""
    if not grid.totals.adopted.count:
        return nothing_finding()
    if not grid.gap_count:
        return Finding(_("Every strength and every addressee is found on every theme."))
    words: dict[str, int | str] = {
        "gaps": grid.gap_count,
        "cells": len(grid.rows) * len(grid.columns),
        "absence": coverage().absence,
    }
    return Finding(
        _("%(gaps)s of the %(cells)s pairs shown have no adopted recommendation: %(absence)s."),
        words,
    )
