"""Conflicts: what others changed in a recommendation while somebody was changing it too."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from recommendations.history.differences import fact_differences
from recommendations.history.facts import Fact, FactFormatter, themes_by_slug
from recommendations.history.models import Version
from recommendations.history.states import State, current_states


@dataclass(frozen=True)
class ConflictingFact:
    """One fact as it was, as others made it, and as it would be if one's own were saved."""

    code: str
    label: str
    before: Fact | None
    theirs: Fact | None
    yours: Fact | None


@dataclass(frozen=True)
class EditConflict:
    """The reasons against saving."""

    #: The versions that others saved meanwhile; empty if what was to be changed is deleted.
    versions: list[Version]
    facts: list[ConflictingFact]
    #: False if one's own states could not be computed: the form has mistakes and says them.
    has_yours: bool = True

    @property
    def is_deletion(self) -> bool:
        return not self.facts and not self.versions


def edit_conflict(
    seen: Mapping[str, int], mine: Mapping[str, State] | None, codes: Collection[str]
) -> EditConflict:
    """Compare what others did to records since their versions ``seen`` with one's own states.

    ``mine`` has the records as they would be; it is None if they cannot be saved.
    """
    versions = Version.objects.filter(code__in=codes).order_by("at", "code", "number")
    later = [each for each in versions if each.number > seen.get(each.code, 0)]
    base = {each.code: each.state for each in versions if each.number == seen.get(each.code)}
    facts = list(conflicting_facts(base, current_states(codes), mine))
    return EditConflict(later, facts, has_yours=mine is not None)


def conflicting_facts(
    base: Mapping[str, State], theirs: Mapping[str, State], mine: Mapping[str, State] | None
) -> Iterator[ConflictingFact]:
    """Yield what others changed since ``base``; of a record not in there, all that is not mine."""
    themes = themes_by_slug()
    for code, state in theirs.items():
        formatter = FactFormatter(code, themes)
        own = mine.get(code) if mine is not None else None
        yours = formatter.facts_by_key(own)
        for each in fact_differences(base.get(code, own), state, formatter):
            yield ConflictingFact(code, each.label, each.before, each.after, yours.get(each.key))
