"""Records session by session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.index import current_index
from recommendations.index.bitmaps import Bitmap, slice_places
from recommendations.index.counts import PublishedCounts
from recommendations.index.facets import NONE, UNKNOWN
from recommendations.index.ordering import RankedResults
from recommendations.index.row_reader import read_rows
from recommendations.index.rows import RecommendationRow
from recommendations.names.labels import session_name
from recommendations.names.session_ranges import SessionRange
from sessions.dates import when_and_where
from sessions.models import WorkingGroupSession
from smuggling_kb.preference import text_preference


@dataclass(frozen=True)
class SessionGroup:
    """Records under a heading; no count for sessions without texts."""

    heading: str
    detail: str
    #: The value of the list's parameter ``session`` that selects them.
    session: str
    count: int | None
    rows: list[RecommendationRow]


@dataclass(frozen=True)
class AdoptedRows:
    """The records that a session adopted: how many, and the first ``shown`` of them."""

    total: int
    shown: int
    rows: list[RecommendationRow]

    @property
    def themes(self) -> list[tuple[str, list[RecommendationRow]]]:
        """The themes of the rows in order, each with its own."""
        slugs = (value.value for value in current_index().facet_labels("en").values["theme"])
        found = ((slug, [row for row in self.rows if slug in row.themes]) for slug in slugs)
        return [(slug, rows) for slug, rows in found if rows]


def adopted_rows(session: WorkingGroupSession, shown: int) -> AdoptedRows:
    """Return the records that a session adopted, in the order of codes; two queries."""
    index = current_index()
    adopted = index.columns["session"].bitmap(str(session.number))
    rows = read_rows(index, slice_places(adopted, 0, shown), text_preference())
    return AdoptedRows(adopted.bit_count(), shown, rows)


def first_by_session(among: Bitmap, count: int) -> list[RecommendationRow]:
    """Return the first of the records in a bitmap, session by session; two queries."""
    index = current_index()
    of_session = index.columns["session"]
    values = index.facet_labels(get_language()).values["session"]
    order = RankedResults(among & of_session.bitmap(value.value) for value in values)
    return read_rows(index, order.slice(0, count), text_preference())


def group_by_session(
    rows: Sequence[RecommendationRow],
    session_ranges: Iterable[SessionRange],
    counts: PublishedCounts,
) -> list[SessionGroup]:
    """Return every session in order, then what no named session adopted, then what none did.

    ``counts`` are of these records, or of more than are shown.
    """
    groups = [
        _with_texts(rows, run, counts) if run.has_texts else _without_texts(run)
        for run in session_ranges
    ]
    return [*groups, *_without_session(rows, counts)]


def group_by_adopting_session(
    rows: Sequence[RecommendationRow], counts: PublishedCounts
) -> list[SessionGroup]:
    """Return the sessions that adopted any, then what no named session adopted, then the rest.

    ``counts`` are of these records, or of more than are shown.
    """
    known = current_index().facet_labels(get_language()).by_value["session"]
    sessions = [known[value].session for value in dict.fromkeys(row.session for row in rows)]
    in_order = sorted((each for each in sessions if each), key=lambda each: each.number)
    groups = [_group(each, counts.session_count(each.number), rows) for each in in_order]
    return [*groups, *_without_session(rows, counts)]


def _with_texts(
    rows: Sequence[RecommendationRow], run: SessionRange, counts: PublishedCounts
) -> SessionGroup:
    return _group(run.first, counts.session_count(run.first.number), rows)


def _group(
    session: WorkingGroupSession, count: int, rows: Sequence[RecommendationRow]
) -> SessionGroup:
    value = str(session.number)
    found = _rows_with(value, rows)
    return SessionGroup(session_name(session), when_and_where(session), value, count, found)


def _without_session(
    rows: Sequence[RecommendationRow], counts: PublishedCounts
) -> Iterator[SessionGroup]:
    """Yield what no named session adopted, and what none did, if there is any."""
    if number := counts.session_unknown:
        found = _rows_with(UNKNOWN, rows)
        yield SessionGroup(_("Adopted at an unspecified session"), "", UNKNOWN, number, found)
    if number := counts.others:
        found = _rows_with(NONE, rows)
        yield SessionGroup(_("Not adopted by the Working Group"), "", NONE, number, found)


def _without_texts(run: SessionRange) -> SessionGroup:
    return SessionGroup(run.name, run.years, "", None, [])


def _rows_with(session: str, rows: Iterable[RecommendationRow]) -> list[RecommendationRow]:
    return [row for row in rows if row.session == session]
