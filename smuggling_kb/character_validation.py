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
    FaultKind.CONTROL: gettext_lazy("It is a control character, which nobody sees: delete it."),
    FaultKind.INVISIBLE: gettext_lazy("Nobody sees it: delete it."),
    FaultKind.DAMAGED: gettext_lazy(
        "A program put it in place of a character that it could not read: write what is printed."
    ),
    FaultKind.PRIVATE: gettext_lazy(
        "It is for private use, and looks different with every font: write what is printed."
    ),
    FaultKind.NO_CHARACTER: gettext_lazy(
        "It is no character: delete it, or write what is printed."
    ),
    FaultKind.LOOK_ALIKE: gettext_lazy(
        "It only looks like an ideograph, and no search finds it: write what is printed."
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
    return _("It only looks like %(ideograph)s (%(code)s), and no search finds it: write that.") % {
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
