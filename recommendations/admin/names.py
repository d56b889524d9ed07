"""Names in the admin's pages, whose lists read the names of all rows at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language, pgettext

from recommendations.models import Instrument, InstrumentNameKind
from smuggling_kb.preference import language_rank


def format_list(items: Iterable[object]) -> str:
    """Return ``one, two`` in the active language."""
    return pgettext("list", ", ").join(str(item) for item in items)


def instrument_name(instrument: Instrument) -> str:
    """Return its short name in the active language, else another; reads ``names``."""
    names = sorted(
        instrument.names.all(),
        key=lambda name: (
            name.kind != InstrumentNameKind.SHORT,
            language_rank(name.language, get_language()),
        ),
    )
    return names[0].name if names else instrument.slug
