"""Records session by session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.index import current_index
from recommendations.index.bitmaps import Bitmap
from recommendations.index.counts import PublishedCounts
from recommendations.index.ordering import RankedResults
from recommendations.models import AdoptionStatus, Recommendation
from recommendations.names.labels import session_name
from recommendations.names.session_ranges import SessionRange
from sessions.dates import when_and_where
from sessions.models import WorkingGroupSession


@dataclass(frozen=True)
class SessionGroup:
    """Records under a heading; no count for sessions without texts."""

    heading: str
    detail: str
    #: The value of the list's parameter ``session`` that selects them.
    session: str
    count: int | None
    recommendations: list[Recommendation]


def first_by_session(among: Bitmap, count: int) -> list[Recommendation]:
    """Return the first records of a bitmap, session by session, with all that a list shows."""
    index = current_index()
    of_session = index.columns["session"]
    values = index.facet_labels(get_language()).values["session"]
    order = RankedResults(among & of_session.bitmap(value.value) for value in values)
    pks = [index.pks[place] for place in order.slice(0, count)]
    found = Recommendation.objects.published().for_list().in_bulk(pks)
    return [found[pk] for pk in pks if pk in found]


def group_by_session(
    recommendations: Iterable[Recommendation],
    session_ranges: Iterable[SessionRange],
    counts: PublishedCounts,
) -> list[SessionGroup]:
    """Return every session in order, then what no named session adopted, then what none did.

    ``counts`` are of these recommendations, or of more than are shown.
    """
    records = list(recommendations)
    groups = [
        _with_texts(records, run, counts) if run.has_texts else _without_texts(run)
        for run in session_ranges
    ]
    return [*groups, *_without_session(records, counts.session_unknown, counts.others)]


def group_by_adopting_session(
    recommendations: Iterable[Recommendation], counts: PublishedCounts
) -> list[SessionGroup]:
    """Return the sessions that adopted any, then what no named session adopted, then the rest.

    Reads ``session``; ``counts`` are of these recommendations, or of more than are shown.
    """
    records = list(recommendations)
    sessions = {record.session.number: record.session for record in records if record.session}
    return [
        *(
            _group(sessions[number], counts.session_count(number), records)
            for number in sorted(sessions)
        ),
        *_without_session(records, counts.session_unknown, counts.others),
    ]


def _with_texts(
    records: list[Recommendation], run: SessionRange, counts: PublishedCounts
) -> SessionGroup:
    return _group(run.first, counts.session_count(run.first.number), records)


def _group(session: WorkingGroupSession, count: int, records: list[Recommendation]) -> SessionGroup:
    return SessionGroup(
        session_name(session),
        when_and_where(session),
        str(session.number),
        count,
        [record for record in records if _is_adopted_at(record, session.pk)],
    )


def _without_session(
    records: list[Recommendation], unknown: int, others: int
) -> Iterator[SessionGroup]:
    """Yield what no named session adopted, and what none did, if there is any."""
    if unknown:
        found = [record for record in records if _is_adopted_at(record, None)]
        yield SessionGroup(_("Adopted at a session not named"), "", "unknown", unknown, found)
    if others:
        found = [record for record in records if record.status != AdoptionStatus.ADOPTED]
        yield SessionGroup(_("Not adopted by the Working Group"), "", "none", others, found)


def _without_texts(run: SessionRange) -> SessionGroup:
    return SessionGroup(run.name, run.years, "", None, [])


def _is_adopted_at(record: Recommendation, session: int | None) -> bool:
    return record.status == AdoptionStatus.ADOPTED and record.session_id == session
