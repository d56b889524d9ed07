"""The rows that follow from choices: themes, subjects with their reasons, and relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recommendations.importing.batches.choices import RecordChoices, record_choices
from recommendations.importing.batches.proposals import record_proposals
from recommendations.importing.models import BatchRecord
from recommendations.models import (
    Provenance,
    Recommendation,
    Relation,
    RelationOrigin,
    SubjectSuggestion,
    SuggestionDecision,
    Theme,
    ThemeAssignment,
    ThemeAssignmentReason,
)
from smuggling_kb.preference import SOURCE

#: Records, and what was decided on them, by their codes.
Records = Mapping[str, Recommendation]
Decided = Mapping[str, BatchRecord]


def apply_choices(records: Records, decided: Decided) -> None:
    """Give records the themes, subjects and relations that were chosen for them.

    A fixed number of queries.
    """
    choices = {code: record_choices(decided[code]) for code in records}
    assign_themes(records, decided, choices)
    decide_suggestions(records, decided, choices)
    Relation.objects.bulk_create(chosen_relations(records, choices), ignore_conflicts=True)


def assign_themes(records: Records, decided: Decided, choices: Mapping[str, RecordChoices]) -> None:
    """Assign the themes and subjects that were chosen, with the words that rules found."""
    slugs = {code: [*each.themes, *each.subjects] for code, each in choices.items()}
    themes = Theme.objects.in_bulk(
        {slug for each in slugs.values() for slug in each}, field_name="slug"
    )
    held = ThemeAssignment.objects.filter(recommendation__in=records.values())
    assigned = set(held.values_list("recommendation__code", "theme__slug"))
    words = {code: words_of_rules(decided[code]) for code in records}
    new = {
        (code, slug): ThemeAssignment(
            recommendation=records[code],
            theme=themes[slug],
            origin=Provenance.RULE if slug in words[code] else Provenance.EDITOR,
        )
        for code, chosen in slugs.items()
        for slug in chosen
        if (code, slug) not in assigned
    }
    ThemeAssignment.objects.bulk_create(new.values())
    ThemeAssignmentReason.objects.bulk_create(
        ThemeAssignmentReason(assignment=each, language=SOURCE, text=words[code][slug])
        for (code, slug), each in new.items()
        if slug in words[code]
    )


def words_of_rules(decided: BatchRecord) -> dict[str, str]:
    """Return the words for which rules proposed subjects of a record, by their slugs."""
    return {each.slug: each.words for each in record_proposals(decided).subjects if each.words}


def decide_suggestions(
    records: Records, decided: Decided, choices: Mapping[str, RecordChoices]
) -> None:
    """Decide the suggestions of the subject index by what was chosen, so that nobody is asked."""
    waiting = SubjectSuggestion.objects.without_decision()
    pending = list(
        waiting.filter(recommendation__in=records.values()).select_related(
            "theme", "recommendation"
        )
    )
    for each in pending:
        code = each.recommendation.code
        is_chosen = each.theme.slug in choices[code].subjects
        each.decision = SuggestionDecision.CONFIRMED if is_chosen else SuggestionDecision.REJECTED
        each.at, each.by_name = decided[code].decided_at, decided[code].decided_by_name
    SubjectSuggestion.objects.bulk_update(pending, ["decision", "at", "by_name"])


def chosen_relations(records: Records, choices: Mapping[str, RecordChoices]) -> Iterator[Relation]:
    """Yield the relations that were chosen; a query."""
    codes = {relation.code for each in choices.values() for relation in each.relations}
    targets = Recommendation.objects.in_bulk(codes, field_name="code")
    for code, chosen in choices.items():
        for each in chosen.relations:
            yield Relation(
                recommendation=records[code],
                type=each.type,
                target=targets[each.code],
                origin=RelationOrigin.CURATOR,
            )
