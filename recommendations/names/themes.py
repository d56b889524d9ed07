"""The names of themes for a reader of the active language."""

from __future__ import annotations

from django.utils.translation import get_language

from recommendations.models import Theme
from smuggling_kb.preference import choose_row


def theme_name(theme: Theme) -> str:
    """Return a theme's name in the active language, else in another; reads ``names``."""
    name = choose_row(theme.names.all(), get_language())
    return name.name if name else theme.slug
