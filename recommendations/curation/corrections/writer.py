"""The writer of tables: all that one corrects and adds, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from recommendations.curation.citation_places import move_citations
from recommendations.curation.corrections.addition import write_additions
from recommendations.curation.corrections.plan import (
    TEXT_COLUMNS,
    Correction,
    TablePlan,
)
from recommendations.curation.passage_correction import correct_passages
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

#: Columns that are fields of the record.
RECORD_COLUMNS = ("status", "strength", "strength_reason")
#: Rows that one statement writes.
BATCH = 200


class PlanOutdated(Exception):
    """The table would do something else by now than was planned."""


def apply_plan(
    *,
    plan_again: Callable[[], TablePlan],
    digest: str,
    versions: Mapping[str, int],
    by: User | None,
    reason: str,
    evidence: str = "",
) -> TablePlan:
    """Write what was planned on these versions and has this digest, and return the plan.

    With ``evidence``, the source passages of texts that would differ are corrected too.

    ``plan_again`` plans anew while nobody else writes. Raises ``ConcurrentChange`` if somebody
    changed one of the records since, ``PlanOutdated`` if the table would do anything else by now.
    Costs what ``record_changes`` does, and eight queries for every ``BATCH`` rows.
    """
    with record_changes(versions, by=by, kind=ChangeKind.TABLE, reason=reason, seen=versions):
        plan = plan_again()
        if plan.problems or plan.digest() != digest:
            raise PlanOutdated
        differing = plan.unlike_passages
        write_corrections(plan.corrections)
        write_additions(plan.additions)
        if evidence and by is not None:
            for correction in differing:
                if correction.text_after:
                    correct_passages(correction.text_after, by=by, evidence=evidence)
    return plan


def write_corrections(corrections: list[Correction]) -> None:
    """Write corrections to their rows; within a transaction."""
    _write_records(corrections)
    _write_texts(corrections)
    _write_themes(corrections)
    _write_addressees(corrections)


def _write_records(corrections: list[Correction]) -> None:
    sessions = {str(session.number): session for session in WorkingGroupSession.objects.all()}
    changed = []
    for correction in corrections:
        record, after = correction.recommendation, correction.new_values()
        for name in RECORD_COLUMNS:
            if name in after:
                setattr(record, name, after[name])
        if "strength" in after:
            record.strength_origin = Provenance.EDITOR
        if "session" in after:
            record.session = sessions.get(after["session"])
        if after.keys() & {*RECORD_COLUMNS, "session"}:
            changed.append(record)
    fields = (*RECORD_COLUMNS, "strength_origin", "session")
    Recommendation.objects.bulk_update(changed, fields, batch_size=BATCH)


def _write_texts(corrections: list[Correction]) -> None:
    changed: list[RecommendationText] = []
    moved: list[Citation] = []
    for correction in corrections:
        new_values = correction.new_values()
        after = {name: new_values[name] for name in TEXT_COLUMNS if name in new_values}
        if not after:
            continue
        [text] = (
            text
            for text in correction.recommendation.texts.all()
            if text.language == correction.language
        )
        if "text" in after:
            moved += move_citations(list(text.citations.all()), after["text"])
        for name, value in after.items():
            setattr(text, name, value)
        changed.append(text)
    RecommendationText.objects.bulk_update(changed, TEXT_COLUMNS, batch_size=BATCH)
    for citation in moved:
        citation.save(update_fields=["start"])


def _write_themes(corrections: list[Correction]) -> None:
    themes = {theme.slug: theme for theme in Theme.objects.chapters()}
    removed: list[int] = []
    added: list[ThemeAssignment] = []
    for correction, wanted in _new_lists(corrections, "themes"):
        present = {
            assignment.theme.slug: assignment.pk
            for assignment in correction.recommendation.chapters
        }
        removed += [pk for slug, pk in present.items() if slug not in wanted]
        added += [
            ThemeAssignment(
                recommendation=correction.recommendation,
                theme=themes[slug],
                origin=Provenance.EDITOR,
            )
            for slug in themes
            if slug in wanted and slug not in present
        ]
    ThemeAssignment.objects.filter(pk__in=removed).delete()
    ThemeAssignment.objects.bulk_create(added, batch_size=BATCH)


def _write_addressees(corrections: list[Correction]) -> None:
    removed: list[int] = []
    added: list[RecommendationAddressee] = []
    for correction, wanted in _new_lists(corrections, "addressees"):
        present = {
            addressee.addressee: addressee.pk
            for addressee in correction.recommendation.addressees.all()
        }
        removed += [pk for name, pk in present.items() if name not in wanted]
        added += [
            RecommendationAddressee(
                recommendation=correction.recommendation, addressee=name, origin=Provenance.EDITOR
            )
            for name in wanted
            if name not in present
        ]
    RecommendationAddressee.objects.filter(pk__in=removed).delete()
    RecommendationAddressee.objects.bulk_create(added, batch_size=BATCH)


def _new_lists(corrections: list[Correction], column: str) -> list[tuple[Correction, list[str]]]:
    """Return the rows that change a column with several values, with its new ones."""
    return [
        (correction, [value for value in after[column].split(SEPARATOR) if value])
        for correction in corrections
        if column in (after := correction.new_values())
    ]
