"""The records of one theme, meeting by meeting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recommendations.counts import Counts
from recommendations.labels import session_name
from recommendations.meetings import Run
from recommendations.models import Recommendation, Status
from sessions.dates import when_and_where


@dataclass(frozen=True)
class Group:
    """Records under a heading; no count for meetings whose texts are not held."""

    heading: str
    detail: str
    #: The value of the list's parameter ``session`` that selects them.
    session: str
    count: int | None
    recommendations: list[Recommendation]


def by_meeting(
    theme: str, recommendations: Iterable[Recommendation], runs: Iterable[Run], counts: Counts
) -> list[Group]:
    """Every meeting in order, then what no named meeting adopted, then what none did."""
    records = list(recommendations)
    groups = [_lacking(run) if not run.held else _held(theme, records, run, counts) for run in runs]
    if unknown := counts.on_theme_in_session(theme, None):
        found = [record for record in records if _adopted_at(record, None)]
        groups.append(Group(_("Adopted at a session not named"), "", "unknown", unknown, found))
    if others := counts.others_on_theme(theme):
        found = [record for record in records if record.status != Status.ADOPTED]
        groups.append(Group(_("Not adopted by the Working Group"), "", "none", others, found))
    return groups


def _held(theme: str, records: list[Recommendation], run: Run, counts: Counts) -> Group:
    session = run.first
    return Group(
        session_name(session),
        when_and_where(session),
        str(session.number),
        counts.on_theme_in_session(theme, session.number),
        [record for record in records if _adopted_at(record, session.pk)],
    )


def _lacking(run: Run) -> Group:
    return Group(run.name, run.years, "", None, [])


def _adopted_at(record: Recommendation, session: int | None) -> bool:
    return record.status == Status.ADOPTED and record.session_id == session
