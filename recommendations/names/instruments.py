"""The names of treaties and of their provisions, for a reader of one language."""

from __future__ import annotations

from dataclasses import dataclass

from recommendations.models import (
    Instrument,
    InstrumentName,
    InstrumentNameKind,
    Provision,
    ProvisionName,
)
from smuggling_kb.preference import preferred, rank


@dataclass(frozen=True)
class Naming:
    """What an instrument is called, those of the reader's language first."""

    #: What this site prints.
    short: InstrumentName | None
    full: list[InstrumentName]
    others: list[InstrumentName]


def naming(instrument: Instrument, language: str) -> Naming:
    """All its names; reads ``names``."""
    names = sorted(
        instrument.names.all(),
        key=lambda name: (rank(name.language, language), name.kind != InstrumentNameKind.SHORT),
    )
    of_kind = {kind: [name for name in names if name.kind == kind] for kind in InstrumentNameKind}
    short = next(iter(of_kind[InstrumentNameKind.SHORT]), None)
    full = of_kind[InstrumentNameKind.FULL]
    return Naming(short, full, [name for name in names if name not in (short, *full)])


def title(provision: Provision, language: str) -> ProvisionName | None:
    """What its instrument calls it, in ``language`` or else in another; reads ``names``."""
    return preferred(provision.names.all(), language)
