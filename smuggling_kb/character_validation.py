"""Refuses characters that no printed text has, in words that say where they are and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smuggling_kb.characters import CharacterFault, FaultKind, character_faults, code_point

#: Faults that are named; of more, their number is.
NAMED = 5

#: What to do about a character of each kind.
ADVICE = {
    FaultKind.CONTROL: gettext_lazy("It is an invisible control character. Delete it."),
    FaultKind.INVISIBLE: gettext_lazy("It is invisible. Delete it."),
    FaultKind.DAMAGED: gettext_lazy(
        "A program put it in place of a character that it could not read. Enter the"
        " printed character."
    ),
    FaultKind.PRIVATE: gettext_lazy(
        "It is for private use and looks different in every font. Enter the printed character."
    ),
    FaultKind.NO_CHARACTER: gettext_lazy(
        "It is not a character. Delete it, or enter the printed character."
    ),
    FaultKind.LOOK_ALIKE: gettext_lazy(
        "It only looks like an ideograph, and searches cannot find it. Enter the printed character."
    ),
}


def fault_message(fault: CharacterFault) -> str:
    """Return where a character is, what it is and what to do, in the active language."""
    form = _("Line %(line)d, character %(column)d: %(code)s %(name)s. %(advice)s")
    if not fault.name:
        form = _("Line %(line)d, character %(column)d: %(code)s. %(advice)s")
    return form % {
        "line": fault.line,
        "column": fault.column,
        "code": fault.code,
        "name": fault.name,
        "advice": _advice(fault),
    }


def _advice(fault: CharacterFault) -> str:
    if not fault.ideograph:
        return str(ADVICE[fault.kind])
    return _(
        "It only looks like %(ideograph)s (%(code)s), and searches cannot find it. "
        "Enter that character instead."
    ) % {
        "ideograph": fault.ideograph,
        "code": code_point(fault.ideograph),
    }


def fault_messages(text: str) -> list[str]:
    """Return a message for each of the first faulty characters of a text, and how many follow."""
    faults = character_faults(text)
    messages = [fault_message(fault) for fault in islice(faults, NAMED)]
    more = sum(1 for _fault in faults)
    if more:
        messages.append(_("%(count)d more such characters follow.") % {"count": more})
    return messages


def validate_characters(value: object) -> None:
    """Raise ``ValidationError`` if a text has a character that no printed text has."""
    if isinstance(value, str) and (messages := fault_messages(value)):
        raise ValidationError(messages, code="characters")


def field_messages(values: dict[str, object]) -> Iterator[str]:
    """Yield the messages of the texts among the values of a row, each with its field."""
    for name, value in values.items():
        if isinstance(value, str):
            yield from (f"{name}: {message}" for message in fault_messages(value))
