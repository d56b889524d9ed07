"""The HTML of a filter: its values to tick, each with its count."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.facets import Value
from recommendations.labels import force
from recommendations.panels import Lacking, Line, Panel
from sessions.symbol_html import symbol


def write(panel: Panel) -> SafeString:
    """A group of labelled boxes. No value has a count where that ``is_unknown``."""
    lacking = escape(_("not yet held"))
    return SafeString(
        f"<fieldset><legend>{escape(str(panel.label))}</legend>"
        f"<div>{''.join(_lines(panel, lacking))}</div></fieldset>\n"
    )


def _lines(panel: Panel, lacking: str) -> Iterator[str]:
    for line in panel.lines:
        if isinstance(line, Lacking):
            ordinals = escape(line.run.ordinals)
            yield f'<p class="lacking"><span>{ordinals}</span><span>{lacking}</span></p>'
        else:
            yield _line(panel, line, lacking)


def _line(panel: Panel, line: Line, lacking: str) -> str:
    empty = "" if line.count else ' class="none"'
    checked = " checked" if line.checked else ""
    if line.count is not None:
        count = f"<span>{line.count}</span>"
    else:
        count = "" if panel.is_unknown else f"<span>{lacking}</span>"
    return (
        f'<label{empty}><input type="checkbox" name="{panel.parameter}"'
        f' value="{escape(line.value.value)}"{checked}>'
        f"<span>{_label(panel.parameter, line.value)}</span>{count}</label>"
    )


def _label(parameter: str, value: Value) -> str:
    if parameter == "strength":
        return f'<span class="force f{force(value.value)}">{escape(value.label)}</span>'
    label = symbol(value.label) if parameter == "document" else escape(value.label)
    return f"– {label}" if value.is_below else label
