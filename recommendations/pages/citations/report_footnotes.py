"""Footnotes that cite reports by paragraph, with what the documents held prove of the reports.

Editors list them in ``fixtures/editorial/concordance.toml``. The digest of its file identifies a
document there, so that the footnotes stay when its symbol is corrected.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from recommendations.citations.numerals import cited_anchors
from recommendations.index.counts import PublishedCounts
from recommendations.models import Citation, CitationKind
from sessions.models import Document, Footnote, WorkingGroupSession
from sessions.symbols import parse_symbol

LISTED = Path("fixtures/editorial/concordance.toml")


@dataclass(frozen=True)
class CitedReport:
    """A document that a footnote cites, and what the documents held prove of it."""

    citation: Citation
    #: The number of its paragraphs and items that are cited; 0 for the document as a whole.
    passages: int
    #: The only session of the year in its symbol; none if that is not certain.
    session: WorkingGroupSession | None
    #: The number of recommendations of that session that are held.
    recommendations: int


@dataclass(frozen=True)
class ReportFootnote:
    """A footnote that cites reports."""

    footnote: Footnote
    reports: list[CitedReport]


@cache
def listed_footnotes() -> dict[str, tuple[str, ...]]:
    """Return the anchors that editors list, by the SHA-256 of the file of their document."""
    text = (Path(settings.BASE_DIR) / LISTED).read_text(encoding="utf-8")
    return {each["sha256"]: tuple(each["footnotes"]) for each in tomllib.loads(text)["document"]}


def footnotes_on_reports() -> list[ReportFootnote]:
    """Return the listed footnotes with the reports that they cite; five queries."""
    listed = Q(pk=None)
    for digest, anchors in listed_footnotes().items():
        listed |= Q(version__sha256=digest, anchor__in=anchors)
    footnotes = (
        Footnote.objects.filter(listed, version__document__in=Document.objects.published())
        .select_related("version__document", "paragraph")
        .prefetch_related("citations")
        .order_by("version", "position")
    )
    sessions = _sessions_by_year()
    counts = PublishedCounts()
    return [
        ReportFootnote(
            footnote,
            [
                _cited_report(each, sessions, counts)
                for each in sorted(footnote.citations.all(), key=lambda each: each.start)
                if each.kind == CitationKind.DOCUMENT
            ],
        )
        for footnote in footnotes
    ]


def _sessions_by_year() -> Mapping[int, list[WorkingGroupSession]]:
    by_year: defaultdict[int, list[WorkingGroupSession]] = defaultdict(list)
    for session in WorkingGroupSession.objects.published():
        if session.start:
            by_year[session.start.year].append(session)
    return by_year


def _cited_report(
    citation: Citation, sessions: Mapping[int, list[WorkingGroupSession]], counts: PublishedCounts
) -> CitedReport:
    try:
        year = parse_symbol(citation.reference).year or 0
    except ValueError:
        year = 0
    of_year = sessions.get(year, [])
    session = of_year[0] if len(of_year) == 1 else None
    recommendations = counts.session_count(session.number) if session else 0
    return CitedReport(citation, passage_count(citation.pinpoint), session, recommendations)


def passage_count(pinpoint: str) -> int:
    """Count the passages cited: 3 in ``7, 9-10``, 11 in ``8(a)-(k)``; 0 without any."""
    return len(cited_anchors(pinpoint))
