"""The names of treaties for a reader of the active language."""

from __future__ import annotations

from django.utils.translation import get_language

from recommendations.models import Instrument, InstrumentNameKind
from smuggling_kb.preference import language_rank


def instrument_name(instrument: Instrument) -> str:
    """Return its short name in the active language, else another; reads ``names``."""
    name = min(
        instrument.names.all(),
        key=lambda name: (
            name.kind != InstrumentNameKind.SHORT,
            language_rank(name.language, get_language()),
        ),
        default=None,
    )
    return name.name if name else instrument.slug
