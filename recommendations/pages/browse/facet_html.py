"""The HTML of a filter: its values to tick, each with its count."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.names.labels import strength_level
from recommendations.pages.browse.facet_panels import FacetOption, FacetPanel, MissingSessions
from sessions.symbol_html import symbol


def write(panel: FacetPanel) -> SafeString:
    """A group of labelled boxes. No value has a count where that ``is_unknown``."""
    return SafeString(
        f"<fieldset><legend>{escape(str(panel.label))}</legend>"
        f"<div>{''.join(_lines(panel))}</div></fieldset>\n"
    )


def _lines(panel: FacetPanel) -> Iterator[str]:
    for line in panel.lines:
        if isinstance(line, MissingSessions):
            yield f'<p class="lacking"><span>{escape(line.run.ordinals)}</span>{_lacking()}</p>'
        else:
            yield _line(panel, line)


def _line(panel: FacetPanel, line: FacetOption) -> str:
    value = line.value
    box, words = _box(panel.parameter, value.value, value.label, value.is_below)
    empty = "" if line.count else ' class="none"'
    checked = " checked" if line.checked else ""
    if line.count is not None:
        count = f"<span>{line.count}</span>"
    else:
        count = "" if panel.is_unknown else _lacking()
    return f"<label{empty}><input {box}{checked}><span>{words}</span>{count}</label>"


def _lacking() -> str:
    return f"<span>{escape(_('not yet held'))}</span>"


@lru_cache(maxsize=2048)
def _box(parameter: str, value: str, label: str, is_below: bool) -> tuple[str, str]:
    """The attributes of the box to tick and the words beside it, the same on every page."""
    box = f'type="checkbox" name="{parameter}" value="{escape(value)}"'
    if parameter == "strength":
        return box, f'<span class="force f{strength_level(value)}">{escape(label)}</span>'
    words = symbol(label) if parameter == "document" else escape(label)
    return box, f"– {words}" if is_below else words
