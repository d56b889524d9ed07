"""Places in a document as a reader cites them, from their anchors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

ANCHOR = re.compile(r"(?P<kind>p|r|fn)(?P<number>\d+)(?P<letter>[a-z]{0,2})")

#: How a numbered place is cited, by the beginning of its anchor.
FORMS = {
    "p": gettext_noop("para. %(number)s"),
    "r": gettext_noop("rec. %(number)s"),
    "fn": gettext_noop("footnote %(number)s"),
}


def place_label(anchor: str) -> str:
    """``p61a`` as ``para. 61 (a)``, in the active language; empty for the whole document."""
    return _label_in(anchor, get_language())


@lru_cache(maxsize=4096)
def _label_in(anchor: str, language: str) -> str:
    place = ANCHOR.fullmatch(anchor)
    if place is None:
        return _unnumbered_label(anchor)
    number = place["number"]
    if place["letter"]:
        number = _("%(number)s (%(letter)s)") % {"number": number, "letter": place["letter"]}
    return _(FORMS[place["kind"]]) % {"number": number}


def _unnumbered_label(anchor: str) -> str:
    """Return the kind of a place that has no printed number."""
    names = {"c": _("cover page"), "s": _("heading"), "f": _("footnote")}
    return names.get(anchor[:1], "")


def printed_number(anchor: str) -> str:
    """``p92`` as ``92.``, ``p61a`` as ``61 (a)``; empty if it names no such place."""
    place = ANCHOR.fullmatch(anchor)
    if place is None:
        return ""
    return f"{place['number']} ({place['letter']})" if place["letter"] else f"{place['number']}."


def place_number(anchor: str) -> str:
    """``p92`` as ``92``, ``p61a`` as ``61(a)``; empty if it names no such place."""
    place = ANCHOR.fullmatch(anchor)
    if place is None:
        return ""
    return place["number"] + (f"({place['letter']})" if place["letter"] else "")


@dataclass(frozen=True)
class Place:
    """A place in a document; without an anchor, the document as a whole."""

    symbol: str
    anchor: str


def parse_places(evidence: str) -> list[Place]:
    """Return the places in ``SYMBOL#anchor SYMBOL#anchor``."""
    parts = (place.partition("#") for place in evidence.split())
    return [Place(symbol, anchor) for symbol, _hash, anchor in parts]
