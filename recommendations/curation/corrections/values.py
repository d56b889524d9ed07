"""The values that a table of corrections may contain, in a cell and together in a record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from recommendations.curation.corrections.columns import CORRECTABLE, LIST_COLUMNS, REMOVE
from recommendations.models import (
    PERMANENT_STAGES,
    Addressee,
    AdoptionStatus,
    Recommendation,
    RecommendationText,
    Strength,
)
from smuggling_kb.character_validation import fault_messages
from smuggling_kb.languages import TextStatus
from smuggling_kb.spreadsheets import SEPARATOR, truncate

CHOICES: dict[str, type[TextChoices]] = {
    "status": AdoptionStatus,
    "strength": Strength,
    "addressees": Addressee,
    "text_status": TextStatus,
}
#: Characters of a text.
MAX_LENGTH = 30_000
#: Characters of the longest value for which the nearest name is looked for.
MAX_NAME_LENGTH = 100
#: The characters that a program puts in place of lost ones.
LOST = re.compile(r"\?{3}")


@dataclass(frozen=True)
class KnownValues:
    """The codes, session numbers, and themes with all their names that a table may name."""

    codes: list[str]
    sessions: frozenset[int]
    themes: Mapping[str, list[str]]
    #: By column the present values of what was called differently when a table was made.
    renamed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def present_cell(self, name: str, cell: str) -> str:
        """Return a cell with present values in place of former ones."""
        present = self.renamed.get(name)
        if not present:
            return cell
        if name not in LIST_COLUMNS:
            return present.get(cell.strip(), cell)
        values = (value.strip() for value in re.split("[;；]", cell))
        return SEPARATOR.join(present.get(value, value) for value in values)


class InvalidCell(Exception):
    """A cell has a value that its column cannot have."""

    def __init__(self, message: str, expected: str = "", nearest: str = "") -> None:
        super().__init__(message)
        self.message, self.expected, self.nearest = message, expected, nearest


def is_unchanged(name: str, cell: str, value: str) -> bool:
    """Return whether a cell leaves a value as it is."""
    if name in LIST_COLUMNS:
        return split_list(cell) == split_list(value)
    unchanged = (normalise_line_ends(each).strip() for each in (value, truncate(value)))
    return cell == value or normalise_line_ends(cell).strip() in unchanged


def normalise_line_ends(text: str) -> str:
    """Return a text with line ends as the documents have them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split_list(cell: str) -> set[str]:
    """Return the values that a cell lists."""
    return {value.strip() for value in re.split("[;；]", cell)} - {""}


def parse_cell(name: str, cell: str, known: KnownValues) -> str:
    """Return the new value that a cell gives; raises ``InvalidCell``."""
    if cell.strip() == REMOVE:
        if not CORRECTABLE[name].removable:
            raise InvalidCell(_("This cannot be removed."), _("A new value, or an empty cell."))
        return ""
    if name == "session":
        return _parse_session(cell.strip(), known)
    if name in LIST_COLUMNS:
        options = known.themes if name == "themes" else choice_labels(CHOICES[name])
        return SEPARATOR.join(parse_option(value, options) for value in parse_list(cell))
    if name in CHOICES:
        return parse_option(cell.strip(), choice_labels(CHOICES[name]))
    return parse_words(name, normalise_line_ends(cell).strip())


def parse_list(cell: str) -> Iterator[str]:
    """Yield the values that a cell lists, in their order; one named twice is ``InvalidCell``."""
    seen: set[str] = set()
    for value in re.split("[;；]", cell):
        if value.strip() in seen:
            raise InvalidCell(_("“%(value)s” is listed twice.") % {"value": value.strip()})
        if value.strip():
            seen.add(value.strip())
            yield value.strip()


def choice_labels(choices: type[TextChoices]) -> dict[str, list[str]]:
    """Return each value with its label, which somebody may have written instead."""
    return {value: [str(label)] for value, label in choices.choices}


def parse_option(value: str, options: Mapping[str, Iterable[str]]) -> str:
    if value in options:
        return value
    by_label = {name.lower(): option for option, names in options.items() for name in names}
    by_label |= {option: option for option in options}
    near = nearest_option(value.lower(), by_label)
    raise InvalidCell(
        _("“%(value)s” is not known.") % {"value": value},
        _("One of: %(values)s") % {"values": SEPARATOR.join(options)},
        by_label.get(near, ""),
    )


def nearest_option(value: str, options: Iterable[str]) -> str:
    """Return the option that was probably meant; empty if none is near."""
    if len(value) > MAX_NAME_LENGTH:
        return ""
    return next(iter(get_close_matches(value, list(options), 1, 0.5)), "")


def _parse_session(value: str, known: KnownValues) -> str:
    numbers: dict[str, list[str]] = {str(number): [] for number in sorted(known.sessions)}
    return parse_option(value, numbers)


def parse_words(name: str, text: str) -> str:
    most = RecommendationText._meta.get_field("modal").max_length if name == "modal" else MAX_LENGTH
    if len(text) > (most or MAX_LENGTH):
        raise InvalidCell(
            _("This is too long."), _("At most %(count)d characters.") % {"count": most}
        )
    if messages := fault_messages(text):
        raise InvalidCell(" ".join(messages))
    if LOST.search(text):
        raise InvalidCell(
            _("A program has replaced some of its characters with question marks."),
            _("The text itself. Save the table as “CSV UTF-8” or as an Excel workbook."),
        )
    return text


def value_conflicts(
    after: Mapping[str, str],
    changed: set[str],
    cells: Mapping[str, str],
    recommendation: Recommendation,
) -> Iterator[tuple[str, str, str]]:
    """Yield columns whose new values do not go with others, with what is wrong and what to do."""
    if after["session"] and after["status"] != AdoptionStatus.ADOPTED:
        yield (
            "session" if "session" in changed else "status",
            _("Only an adopted recommendation has a session."),
            _("The status “adopted”, or %(word)s in the column session.") % {"word": REMOVE},
        )
    if "strength" in changed and not (cells.get("strength_reason") and after["strength_reason"]):
        yield (
            "strength_reason",
            _("A strength decided by an editor needs a reason."),
            _("The reason, in the column strength_reason."),
        )
    elif _has_lost_reason(after, recommendation):
        yield "strength_reason", _("A strength decided by an editor must keep its reason."), ""
    if not after["themes"] and recommendation.publication in PERMANENT_STAGES:
        yield "themes", _("What is or was public must have at least one theme."), ""
    if changed & {"modal", "text", "chapeau"} and not _has_modal(after):
        yield (
            "modal",
            _("The modal word “%(word)s” does not occur in the text or the chapeau.")
            % {"word": after["modal"]},
            _("A word of the text, or %(word)s.") % {"word": REMOVE},
        )


def _has_lost_reason(after: Mapping[str, str], recommendation: Recommendation) -> bool:
    by_editor = recommendation.strength_origin == "editor"
    return by_editor and not after["strength_reason"]


def _has_modal(after: Mapping[str, str]) -> bool:
    return after["modal"] in after["text"] or after["modal"] in after["chapeau"]
