"""The subjects that most of some records have."""

from __future__ import annotations

from dataclasses import dataclass

from recommendations.index import current_index
from recommendations.index.bitmaps import Bitmap

#: The most subjects that a page names.
SHOWN = 6


@dataclass(frozen=True)
class FrequentSubject:
    """A subject, and how many of the records have it."""

    slug: str
    label: str
    count: int


def frequent_subjects(among: Bitmap, language: str) -> list[FrequentSubject]:
    """Return the subjects of some published records, the most frequent first; no query."""
    index = current_index()
    having = index.columns["topic"].bitmaps
    found = [
        FrequentSubject(slug, value.label, (having.get(slug, 0) & among).bit_count())
        for slug, value in index.facet_labels(language).by_value["topic"].items()
    ]
    named = [subject for subject in found if subject.count]
    return sorted(named, key=lambda subject: -subject.count)[:SHOWN]
