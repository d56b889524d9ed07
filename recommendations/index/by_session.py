"""Records meeting by meeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.index import current_index
from recommendations.index.bitmaps import Bitmap
from recommendations.index.counts import Counts
from recommendations.index.ordering import RankedResults
from recommendations.models import AdoptionStatus, Recommendation
from recommendations.names.labels import session_name
from recommendations.names.session_ranges import SessionRange
from sessions.dates import when_and_where
from sessions.models import WorkingGroupSession


@dataclass(frozen=True)
class Group:
    """Records under a heading; no count for meetings whose texts are not held."""

    heading: str
    detail: str
    #: The value of the list's parameter ``session`` that selects them.
    session: str
    count: int | None
    recommendations: list[Recommendation]


def in_order_of_meetings(among: Bitmap, count: int) -> list[Recommendation]:
    """The first of the records in a bitmap, meeting by meeting, with all that a list shows."""
    index = current_index()
    of_session = index.columns["session"]
    named = (value for value in index.facet_labels(get_language()).values["session"])
    order = RankedResults(among & of_session.bitmap(value.value) for value in named)
    pks = [index.pks[place] for place in order.slice(0, count)]
    found = Recommendation.objects.published().for_list().in_bulk(pks)
    return [found[pk] for pk in pks if pk in found]


def by_meeting(
    recommendations: Iterable[Recommendation],
    session_ranges: Iterable[SessionRange],
    counts: Counts,
) -> list[Group]:
    """Every meeting in order, then what no named meeting adopted, then what none did.

    ``counts`` are of these recommendations, or of more than are shown.
    """
    records = list(recommendations)
    groups = [
        _held(records, run, counts) if run.has_texts else _lacking(run) for run in session_ranges
    ]
    return [*groups, *_without_meeting(records, counts.session_unknown, counts.others)]


def meetings_of(recommendations: Iterable[Recommendation], counts: Counts) -> list[Group]:
    """The meetings that adopted any of them, then what no named meeting adopted, then the rest.

    Reads ``session``; ``counts`` are of these recommendations, or of more than are shown.
    """
    records = list(recommendations)
    sessions = {record.session.number: record.session for record in records if record.session}
    return [
        *(
            _group(sessions[number], counts.in_session(number), records)
            for number in sorted(sessions)
        ),
        *_without_meeting(records, counts.session_unknown, counts.others),
    ]


def _held(records: list[Recommendation], run: SessionRange, counts: Counts) -> Group:
    return _group(run.first, counts.in_session(run.first.number), records)


def _group(session: WorkingGroupSession, count: int, records: list[Recommendation]) -> Group:
    return Group(
        session_name(session),
        when_and_where(session),
        str(session.number),
        count,
        [record for record in records if _adopted_at(record, session.pk)],
    )


def _without_meeting(records: list[Recommendation], unknown: int, others: int) -> Iterator[Group]:
    """What no named meeting adopted, and what none did, if there is any."""
    if unknown:
        found = [record for record in records if _adopted_at(record, None)]
        yield Group(_("Adopted at a session not named"), "", "unknown", unknown, found)
    if others:
        found = [record for record in records if record.status != AdoptionStatus.ADOPTED]
        yield Group(_("Not adopted by the Working Group"), "", "none", others, found)


def _lacking(run: SessionRange) -> Group:
    return Group(run.name, run.years, "", None, [])


def _adopted_at(record: Recommendation, session: int | None) -> bool:
    return record.status == AdoptionStatus.ADOPTED and record.session_id == session
