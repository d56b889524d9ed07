"""What a cell of a table of corrections may say, and what the values of a record have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from recommendations.curation.corrections.columns import CORRECTED, LISTS, REMOVE
from recommendations.models import (
    PERMANENT_STAGES,
    Addressee,
    AdoptionStatus,
    Recommendation,
    RecommendationText,
    Strength,
)
from smuggling_kb.languages import TextStatus
from smuggling_kb.spreadsheets import SEPARATOR, fitted

CHOICES: dict[str, type[TextChoices]] = {
    "status": AdoptionStatus,
    "strength": Strength,
    "addressees": Addressee,
    "text_status": TextStatus,
}
#: Characters of a text.
LONGEST = 30_000
#: Characters of the longest value that the nearest name is looked for.
LONGEST_NAME = 100
#: Characters that no text has, and what stands where a program lost some.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
LOST = re.compile(r"\?{3}|\ufffd")


@dataclass(frozen=True)
class Known:
    """What a table may name: codes, sessions by number, themes by slug with all their names."""

    codes: list[str]
    sessions: frozenset[int]
    themes: Mapping[str, list[str]]


class Wrong(Exception):
    """A cell says what it cannot."""

    def __init__(self, problem: str, expected: str = "", nearest: str = "") -> None:
        super().__init__(problem)
        self.problem, self.expected, self.nearest = problem, expected, nearest


def same(name: str, cell: str, value: str) -> bool:
    """Whether a cell leaves a value as it is."""
    if name in LISTS:
        return listed(cell) == listed(value)
    return cell == value or (
        lines(cell).strip() in (lines(value).strip(), lines(fitted(value)).strip())
    )


def lines(text: str) -> str:
    """A text with line ends as the documents have them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def listed(cell: str) -> set[str]:
    """The values that a cell lists."""
    return {value.strip() for value in re.split("[;；]", cell)} - {""}


def read(name: str, cell: str, known: Known) -> str:
    """The new value that a cell gives; raises ``Wrong``."""
    if cell.strip() == REMOVE:
        if not CORRECTED[name].removable:
            raise Wrong(_("This cannot be removed."), _("A new value, or an empty cell."))
        return ""
    if name == "session":
        return _session(cell.strip(), known)
    if name in LISTS:
        options = _themes(known) if name == "themes" else _options(CHOICES[name])
        return SEPARATOR.join(_one_of(value, options) for value in _each(cell))
    if name in CHOICES:
        return _one_of(cell.strip(), _options(CHOICES[name]))
    return _words(name, lines(cell).strip())


def _each(cell: str) -> Iterator[str]:
    """The values that a cell lists, in their order; one named twice is ``Wrong``."""
    seen: set[str] = set()
    for value in re.split("[;；]", cell):
        if value.strip() in seen:
            raise Wrong(_("“%(value)s” is named twice.") % {"value": value.strip()})
        if value.strip():
            seen.add(value.strip())
            yield value.strip()


def _themes(known: Known) -> dict[str, list[str]]:
    return {slug: list(names) for slug, names in known.themes.items()}


def _options(choices: type[TextChoices]) -> dict[str, list[str]]:
    """Values with what they are called, which may have been meant."""
    return {value: [str(label)] for value, label in choices.choices}


def _one_of(value: str, options: Mapping[str, Iterable[str]]) -> str:
    if value in options:
        return value
    called = {name.lower(): option for option, names in options.items() for name in names}
    called |= {option: option for option in options}
    near = nearest(value.lower(), called)
    raise Wrong(
        _("“%(value)s” is not known.") % {"value": value},
        _("One of: %(values)s") % {"values": SEPARATOR.join(options)},
        called.get(near, ""),
    )


def nearest(value: str, options: Iterable[str]) -> str:
    """Which of the options was probably meant; empty if none is near."""
    if len(value) > LONGEST_NAME:
        return ""
    return next(iter(get_close_matches(value, list(options), 1, 0.5)), "")


def _session(value: str, known: Known) -> str:
    numbers: dict[str, list[str]] = {str(number): [] for number in sorted(known.sessions)}
    return _one_of(value, numbers)


def _words(name: str, text: str) -> str:
    """Free words."""
    most = RecommendationText._meta.get_field("modal").max_length if name == "modal" else LONGEST
    if len(text) > (most or LONGEST):
        raise Wrong(_("This is too long."), _("At most %(count)d characters.") % {"count": most})
    if CONTROL.search(text):
        raise Wrong(_("There is a control character in it, which nobody sees."))
    if LOST.search(text):
        raise Wrong(
            _("A program has lost characters of it, and put question marks in their place."),
            _("The text itself: save the table as “CSV UTF-8” or as an Excel workbook."),
        )
    return text


def conflicts(
    after: Mapping[str, str],
    changed: set[str],
    cells: Mapping[str, str],
    recommendation: Recommendation,
) -> Iterator[tuple[str, str, str]]:
    """Columns whose new values do not go with others, with what is wrong and what to do."""
    if after["session"] and after["status"] != AdoptionStatus.ADOPTED:
        yield (
            "session" if "session" in changed else "status",
            _("Only an adopted recommendation has a session."),
            _("The status “adopted”, or %(word)s in the column session.") % {"word": REMOVE},
        )
    if "strength" in changed and not (cells.get("strength_reason") and after["strength_reason"]):
        yield (
            "strength_reason",
            _("A strength that an editor gives needs its reason."),
            _("The reason, in the column strength_reason."),
        )
    elif _reason_lost(after, recommendation):
        yield "strength_reason", _("A strength that an editor gave needs its reason."), ""
    if not after["themes"] and recommendation.publication in PERMANENT_STAGES:
        yield "themes", _("What is or was public has at least one theme."), ""
    if changed & {"modal", "text", "chapeau"} and not _stands_in(after):
        yield (
            "modal",
            _("The modal word “%(word)s” stands neither in the text nor in the chapeau.")
            % {"word": after["modal"]},
            _("A word of the text, or %(word)s.") % {"word": REMOVE},
        )


def _reason_lost(after: Mapping[str, str], recommendation: Recommendation) -> bool:
    by_editor = recommendation.strength_origin == "editor"
    return by_editor and not after["strength_reason"]


def _stands_in(after: Mapping[str, str]) -> bool:
    return after["modal"] in after["text"] or after["modal"] in after["chapeau"]
