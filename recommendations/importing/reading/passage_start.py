"""The start of a passage, and the state of a reading as far as it decides what can start next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from recommendations.importing.grammars.grammar import Grammar
from recommendations.importing.layout.findings import JoinedLine
from recommendations.importing.layout.source_text import SourceLine
from recommendations.importing.reading.parsed_document import CHAPTER, SECTION, PassageKind


@dataclass(frozen=True)
class PassageStart:
    """The beginning of a passage; ``printed`` is what stands before the text on its line.

    ``label`` is the number or letter in the form of anchors, ``value`` its place in its sequence.
    ``level`` is that of a heading; of an item, 2 if it stands within another.
    """

    kind: PassageKind
    label: str
    printed: str
    text: str
    level: int = 0
    is_spaced: bool = True
    value: int = 0

    def without_space(self) -> PassageStart:
        """Return the start as one that no space parts from its text."""
        return replace(self, is_spaced=False)


@dataclass
class SegmentationState:
    """The state of the reading, as far as it decides what the next line can be."""

    grammar: Grammar
    has_chapters: bool = True
    #: Whether spaces before a line mean something in this file.
    has_indents: bool = True
    chapter: int = 0
    section: int = 0
    paragraph: int = 0
    recommendation: int = 0
    agenda_item: int = 0
    letter: int = 0
    roman: int = 0
    heading_level: int = 0
    in_titles: bool = False
    in_text: bool = False
    #: Whether it is a report, which may say that recommendations were adopted.
    can_adopt: bool = False
    #: Whether numbers that begin anew number recommendations here.
    is_adopting: bool = False
    has_begun_anew: bool = False
    #: Whether what was read last ends a sentence, or is no sentence.
    ends_sentence: bool = True
    #: Whether what was read last ends with a colon, as before a list.
    ends_with_colon: bool = False
    #: Lines that were joined to a full one which ends a sentence.
    joined: list[JoinedLine] = field(default_factory=list)

    @property
    def is_listing(self) -> bool:
        """Return whether a number may be that of an item of a list, as of an agenda."""
        return self.ends_with_colon or self.agenda_item > 0

    def follow(self, start: PassageStart) -> None:
        """Update the state when a passage begins."""
        match start.kind:
            case PassageKind.SECTION:
                self._follow_heading(start)
            case PassageKind.PARAGRAPH:
                self.in_text = True
                self.paragraph, self.agenda_item = start.value, 0
            case PassageKind.RECOMMENDATION:
                self.recommendation, self.agenda_item = start.value, 0
                self.has_begun_anew = start.printed[:1].isdigit()
            case PassageKind.ITEM if start.label.isdigit():
                self.agenda_item = start.value
            case PassageKind.ITEM:
                self.roman = start.value if start.level > 1 else 0
                self.letter = self.letter if start.level > 1 else start.value
                return
            case _:
                return
        self.letter = self.roman = 0

    def _follow_heading(self, start: PassageStart) -> None:
        self.in_text = True
        self.agenda_item = 0
        if start.label or start.level == CHAPTER:
            self.heading_level = start.level
        if start.level == CHAPTER:
            self.chapter, self.section, self.is_adopting = start.value, 0, False
        elif start.level == SECTION and start.label:
            self.section = start.value


PassageGrammar = Callable[[SourceLine, SegmentationState], PassageStart | None]
