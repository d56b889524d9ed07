"""What others changed in a recommendation while somebody was changing it too."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from recommendations.history.differences import differences
from recommendations.history.facts import Fact, Teller, theme_names
from recommendations.history.models import Version
from recommendations.history.states import State, present


@dataclass(frozen=True)
class Rivalry:
    """One fact as it was, as others made it, and as it would be if one's own were saved."""

    code: str
    label: str
    was: Fact | None
    theirs: Fact | None
    yours: Fact | None


@dataclass(frozen=True)
class Conflict:
    """What stands against saving."""

    #: What others saved meanwhile; nothing if what was to be changed is gone.
    versions: list[Version]
    rivalries: list[Rivalry]
    #: Whether it could be told what one's own would be; if not, the form says its mistakes.
    told: bool = True

    @property
    def gone(self) -> bool:
        return not self.rivalries and not self.versions


def conflict(
    seen: Mapping[str, int], mine: Mapping[str, State] | None, codes: Collection[str]
) -> Conflict:
    """What others did to records since their versions ``seen``, beside what is one's own.

    ``mine`` has the records as they would be; it is None if they cannot be saved.
    """
    versions = Version.objects.filter(code__in=codes).order_by("at", "code", "number")
    later = [each for each in versions if each.number > seen.get(each.code, 0)]
    base = {each.code: each.state for each in versions if each.number == seen.get(each.code)}
    theirs = present(codes)
    return Conflict(later, list(rivalries(base, theirs, mine)), told=mine is not None)


def rivalries(
    base: Mapping[str, State], theirs: Mapping[str, State], mine: Mapping[str, State] | None
) -> Iterator[Rivalry]:
    """What others changed since ``base``; of a record not in there, all that is not one's own."""
    themes = theme_names()
    for code, now in theirs.items():
        teller = Teller(code, themes)
        own = mine.get(code) if mine is not None else None
        facts = teller.facts(own)
        for each in differences(base.get(code, own), now, teller):
            yield Rivalry(code, each.label, each.was, each.now, facts.get(each.key))
