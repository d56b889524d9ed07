"""The choices for the new records of a batch: themes, subjects and relations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from recommendations.importing.batches.proposals import record_proposals
from recommendations.importing.models import BatchRecord
from recommendations.models import Recommendation, RelationType, Scheme, Theme, ThemeAssignment


@dataclass
class ChosenRelation:
    """A relation to a published record that a person accepted."""

    type: str
    code: str


@dataclass
class RecordChoices:
    """The proposals for a record that a person accepted, and what else was chosen: slugs."""

    themes: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    relations: list[ChosenRelation] = field(default_factory=list)


def record_choices(record: BatchRecord) -> RecordChoices:
    """Return what was chosen when a record was accepted."""
    stored = dict(record.choices)
    relations = [ChosenRelation(**each) for each in stored.pop("relations", ())]
    return RecordChoices(**stored, relations=relations)


def choices_so_far(record: BatchRecord) -> RecordChoices:
    """Return what was chosen for a record; before that, the theme that is proposed.

    Subjects and relations are stated one by one, by whoever read the record.
    """
    if record.choices:
        return record_choices(record)
    return RecordChoices(themes=[each.slug for each in record_proposals(record).themes])


def choices_obstacles(choices: Mapping[str, RecordChoices]) -> dict[str, list[str]]:
    """Return what is wrong with the choices for new records, in words, by their codes.

    Four queries, whatever the number of records.
    """
    known = selectable_names(choices.values())
    themed = codes_with_theme(choices)
    found = {code: list(obstacles(code, each, known)) for code, each in choices.items()}
    for code, each in choices.items():
        if not each.themes and code not in themed:
            found[code].append(
                _("Choose a theme: a recommendation needs one before it is published.")
            )
    return {code: each for code, each in found.items() if each}


@dataclass(frozen=True)
class SelectableNames:
    """The slugs and codes that may be chosen, of those that were."""

    themes: Collection[str]
    subjects: Collection[str]
    codes: Collection[str]


def selectable_names(choices: Iterable[RecordChoices]) -> SelectableNames:
    """Return which names there are of those that were chosen; three queries."""
    every = list(choices)
    themes = known_slugs(Scheme.CHAPTERS, {slug for each in every for slug in each.themes})
    subjects = known_slugs(Scheme.SUBJECTS, {slug for each in every for slug in each.subjects})
    targets = {relation.code for each in every for relation in each.relations}
    published = Recommendation.objects.published().filter(code__in=targets)
    return SelectableNames(themes, subjects, set(published.values_list("code", flat=True)))


def known_slugs(scheme: Scheme, slugs: Collection[str]) -> set[str]:
    themes = Theme.objects.filter(scheme=scheme, slug__in=slugs)
    return set(themes.values_list("slug", flat=True))


def codes_with_theme(codes: Collection[str]) -> set[str]:
    """Return those of some records that stand under a theme already."""
    assigned = ThemeAssignment.objects.chapters().filter(recommendation__code__in=codes)
    return set(assigned.values_list("recommendation__code", flat=True))


def obstacles(code: str, choices: RecordChoices, known: SelectableNames) -> Iterator[str]:
    """Yield what was chosen for a record and is not there, in words."""
    unknown = {*choices.themes} - {*known.themes} | {*choices.subjects} - {*known.subjects}
    for slug in sorted(unknown):
        yield _("There is no theme or subject “%(slug)s”.") % {"slug": slug}
    chosen = {each.code for each in choices.relations}
    wrong = sorted(chosen - ({*known.codes} - {code}))
    wrong += sorted({each.type for each in choices.relations} - set(RelationType.values))
    for each in wrong:
        yield _("A relation leads to a published recommendation; “%(code)s” is none.") % {
            "code": each
        }
