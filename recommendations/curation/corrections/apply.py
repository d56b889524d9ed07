"""Corrections of a table are written: all of them, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from recommendations.curation.corrections.plan import Correction, Plan
from recommendations.history.versions import ChangeKind, record_changes
from recommendations.models import (
    Citation,
    Provenance,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    Theme,
    ThemeAssignment,
)
from sessions.models import WorkingGroupSession
from smuggling_kb.spreadsheets import SEPARATOR

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: Columns that are fields of the record, and of its text in one language.
OF_RECORD = ("status", "strength", "strength_reason")
OF_TEXT = ("text_status", "chapeau", "text", "modal")
#: Rows that one statement writes.
BATCH = 200


class Outdated(Exception):
    """The plan is no longer what the table would do; what it would do now."""

    def __init__(self, now: Plan) -> None:
        super().__init__()
        self.now = now


def apply(
    *,
    again: Callable[[], Plan],
    digest: str,
    versions: Mapping[str, int],
    by: User | None,
    reason: str,
) -> Plan:
    """Write what was planned on these versions and has this digest; what was written.

    ``again`` plans anew while nobody else writes. Raises ``ConcurrentChange`` if somebody changed
    one of the records since, ``Outdated`` if the table would do anything else by now. Costs what
    ``record_changes`` does, and eight queries for every ``BATCH`` rows.
    """
    with record_changes(versions, by=by, kind=ChangeKind.TABLE, reason=reason, seen=versions):
        now = again()
        if now.faults or now.digest() != digest:
            raise Outdated(now)
        write(now.corrections)
    return now


def write(corrections: list[Correction]) -> None:
    """Write corrections to where they belong; within a transaction."""
    _write_records(corrections)
    _write_texts(corrections)
    _write_themes(corrections)
    _write_addressees(corrections)


def _write_records(corrections: list[Correction]) -> None:
    sessions = {str(session.number): session for session in WorkingGroupSession.objects.all()}
    changed = []
    for correction in corrections:
        record, after = correction.recommendation, correction.after()
        for name in OF_RECORD:
            if name in after:
                setattr(record, name, after[name])
        if "strength" in after:
            record.strength_origin = Provenance.EDITOR
        if "session" in after:
            record.session = sessions.get(after["session"])
        if after.keys() & {*OF_RECORD, "session"}:
            changed.append(record)
    fields = (*OF_RECORD, "strength_origin", "session")
    Recommendation.objects.bulk_update(changed, fields, batch_size=BATCH)


def _write_texts(corrections: list[Correction]) -> None:
    changed: list[RecommendationText] = []
    moved: list[Citation] = []
    for correction in corrections:
        after = {name: value for name, value in correction.after().items() if name in OF_TEXT}
        if not after:
            continue
        [text] = (
            text
            for text in correction.recommendation.texts.all()
            if text.language == correction.language
        )
        if "text" in after:
            moved += _moved(list(text.citations.all()), after["text"])
        for name, value in after.items():
            setattr(text, name, value)
        changed.append(text)
    RecommendationText.objects.bulk_update(changed, OF_TEXT, batch_size=BATCH)
    for citation in moved:
        citation.save(update_fields=["start"])


def _moved(citations: list[Citation], text: str) -> list[Citation]:
    """The citations of a text that stand elsewhere in its new words.

    Those whose words are gone stay as they are: only a curator knows what they have become.
    """
    taken = {citation.start for citation in citations}
    moved = []
    for citation in sorted(citations, key=lambda citation: citation.start):
        words = citation.as_written
        places = [
            place
            for place in range(len(text))
            if text.startswith(words, place) and (place == citation.start or place not in taken)
        ]
        place = min(places, key=lambda place: abs(place - citation.start), default=citation.start)
        if place != citation.start:
            taken = (taken - {citation.start}) | {place}
            citation.start = place
            moved.append(citation)
    return moved


def _write_themes(corrections: list[Correction]) -> None:
    themes = {theme.slug: theme for theme in Theme.objects.chapters()}
    gone: list[int] = []
    new: list[ThemeAssignment] = []
    for correction, wanted in _lists(corrections, "themes"):
        held = {
            assignment.theme.slug: assignment.pk
            for assignment in correction.recommendation.chapters
        }
        gone += [pk for slug, pk in held.items() if slug not in wanted]
        new += [
            ThemeAssignment(
                recommendation=correction.recommendation,
                theme=themes[slug],
                origin=Provenance.EDITOR,
            )
            for slug in themes
            if slug in wanted and slug not in held
        ]
    ThemeAssignment.objects.filter(pk__in=gone).delete()
    ThemeAssignment.objects.bulk_create(new, batch_size=BATCH)


def _write_addressees(corrections: list[Correction]) -> None:
    gone: list[int] = []
    new: list[RecommendationAddressee] = []
    for correction, wanted in _lists(corrections, "addressees"):
        held = {
            addressee.addressee: addressee.pk
            for addressee in correction.recommendation.addressees.all()
        }
        gone += [pk for name, pk in held.items() if name not in wanted]
        new += [
            RecommendationAddressee(
                recommendation=correction.recommendation, addressee=name, origin=Provenance.EDITOR
            )
            for name in wanted
            if name not in held
        ]
    RecommendationAddressee.objects.filter(pk__in=gone).delete()
    RecommendationAddressee.objects.bulk_create(new, batch_size=BATCH)


def _lists(corrections: list[Correction], column: str) -> list[tuple[Correction, list[str]]]:
    """The rows that change a column with several values, with its new ones."""
    return [
        (correction, [value for value in after[column].split(SEPARATOR) if value])
        for correction in corrections
        if column in (after := correction.after())
    ]
