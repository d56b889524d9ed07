"""What the admin's pages call themes and treaties, of which its lists read all names at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language, pgettext

from recommendations.models import Instrument, InstrumentNameKind, Theme
from smuggling_kb.preference import language_rank


def enumerated(items: Iterable[object]) -> str:
    """``one, two``, in the active language."""
    return pgettext("list", ", ").join(str(item) for item in items)


def theme(theme: Theme) -> str:
    """Its name in the active language, else in another; reads ``names``."""
    names = sorted(theme.names.all(), key=lambda name: language_rank(name.language, get_language()))
    return names[0].name if names else theme.slug


def instrument(instrument: Instrument) -> str:
    """Its short name in the active language, else another; reads ``names``."""
    names = sorted(
        instrument.names.all(),
        key=lambda name: (
            name.kind != InstrumentNameKind.SHORT,
            language_rank(name.language, get_language()),
        ),
    )
    return names[0].name if names else instrument.slug
