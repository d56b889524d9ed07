"""How large a file is, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _


def in_words(number: int) -> str:
    """A number of bytes to two figures: ``62 kB``, ``1.2 MB``, in the active language."""
    kilobytes = max(1, round(number / 1000))
    if kilobytes < 1000:
        return _("%(size)s kB") % {"size": _to_two_figures(kilobytes)}
    return _("%(size)s MB") % {"size": f"{kilobytes / 1000:.2g}"}


def _to_two_figures(number: int) -> int:
    """``123`` as ``120``."""
    return round(number, min(0, 2 - len(str(number))))
