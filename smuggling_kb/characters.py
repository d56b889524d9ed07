"""Characters that no printed text has: invisible, damaged, or another one's look-alike. Pure.

Radicals and strokes of CJK, and compatibility ideographs, look like the ideographs that they are
not: programs that extract text from pages write them, and no search for the ideograph finds them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("equivalent_ideographs.txt")


def _read_table() -> dict[str, str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    pairs = (line.split() for line in lines if not line.startswith("#"))
    return {chr(int(code, 16)): chr(int(ideograph, 16)) for code, ideograph in pairs}


#: The ideograph that each radical and stroke stands for.
EQUIVALENT_IDEOGRAPHS: Mapping[str, str] = _read_table()


class FaultKind(StrEnum):
    """The ways in which a character is none that print has."""

    CONTROL = "control"
    INVISIBLE = "invisible"
    DAMAGED = "damaged"
    PRIVATE = "private"
    NO_CHARACTER = "no-character"
    LOOK_ALIKE = "look-alike"


#: The characters of each kind, to stand between the brackets of a regular expression. Line ends and
#: tabs are white space. What is invisible is what Unicode lets programs ignore where they do not
#: know it (Default_Ignorable_Code_Point), separators of lines, and marks of annotations.
CHARACTERS: Mapping[FaultKind, str] = {
    FaultKind.CONTROL: "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f",
    FaultKind.INVISIBLE: (
        "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
        "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
        "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    ),
    FaultKind.DAMAGED: "\ufffc\ufffd",
    FaultKind.PRIVATE: "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd",
    FaultKind.NO_CHARACTER: "\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(end - 1)}{chr(end)}" for end in range(0xFFFF, 0x110000, 0x10000)),
    # The twelve of this block that are unified ideographs have no decomposition.
    FaultKind.LOOK_ALIKE: "".join(EQUIVALENT_IDEOGRAPHS)
    + "\u2e80-\u2fd5"
    + "".join(
        character
        for code in (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20))
        if unicodedata.decomposition(character := chr(code))
    ),
}
FAULTY = re.compile("|".join(f"(?P<{kind.name}>[{some}])" for kind, some in CHARACTERS.items()))


@dataclass(frozen=True)
class CharacterFault:
    """A character that does not belong into a text; lines and characters are counted from 1."""

    kind: FaultKind
    character: str
    line: int
    column: int

    @property
    def code(self) -> str:
        """Its code point: ``U+200B``."""
        return code_point(self.character)

    @property
    def name(self) -> str:
        """The name that Unicode gives it; controls have none."""
        return unicodedata.name(self.character, "")

    @property
    def ideograph(self) -> str:
        """The one that it is to be read as; empty if there is none."""
        return equivalent_ideograph(self.character)


def code_point(character: str) -> str:
    """Return ``U+200B``."""
    return f"U+{ord(character):04X}"


@cache
def equivalent_ideograph(character: str) -> str:
    """Return the ideograph that a radical, stroke or compatibility ideograph is; else nothing."""
    if found := EQUIVALENT_IDEOGRAPHS.get(character):
        return found
    unified = unicodedata.normalize("NFC", character)
    is_ideograph = unicodedata.name(character, "").startswith("CJK COMPATIBILITY IDEOGRAPH")
    return unified if is_ideograph and unified != character else ""


def character_faults(text: str) -> Iterator[CharacterFault]:
    """Yield the faulty characters of a text, in their order."""
    for match in FAULTY.finditer(text):
        start = match.start()
        kind = FaultKind[str(match.lastgroup)]
        line_start = text.rfind("\n", 0, start) + 1
        yield CharacterFault(kind, match[0], text.count("\n", 0, start) + 1, start - line_start + 1)


def replace_look_alikes(text: str) -> tuple[str, list[CharacterFault]]:
    """Return a text with ideographs in place of what stands for just one, and what was replaced."""
    replaced = [fault for fault in character_faults(text) if fault.ideograph]
    table = {ord(fault.character): fault.ideograph for fault in replaced}
    return text.translate(table), replaced
