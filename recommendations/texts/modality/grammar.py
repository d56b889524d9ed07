"""The grammar of modal phrases in languages that set spaces between words.

    phrase  = subject … modal | modal late-subject … | modal object
    subject = parties at the start of a clause, after a comma or a conjunction, or right before
              the modal word if nothing governs them (``cooperation between States parties``)
    object  = parties right after the modal word, perhaps after ``that``, ``to``, ``upon``
    parties = party | party and party | party, party and party

* Of words that stand anywhere, such as ``should``, each is read. One that opens a phrase, such as
  ``urges``, is read at the start of a clause, after the body that speaks, or before its object; a
  report of it, such as ``urged``, in the latter two places alone; one of permission, such as
  ``may``, beside its subject.
* Words that ask their subject take, without one, the party right after them; a party behind
  ``may wish to invite`` is its object.
* Words in quotation marks are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from recommendations.texts.modality.phrase import Phrase, unique_slugs
from recommendations.texts.plain_text import cover_quotations, plain_pattern, plain_text

#: The bodies that urge, invite and request.
SPEAKERS = {"conference", "working-group", "secretariat", "unodc"}
#: Abbreviations whose point ends no sentence, and single letters.
ABBREVIATIONS = "No Nos art arts para paras par pár párr párrs vol vols al cf ст пп гг"
#: The most characters of a clause in which a subject is looked for.
LONGEST_CLAUSE = 600
#: Where a clause ends. A comma ends none: much may stand between a subject and its verb.
CLAUSE_END = re.compile(
    r"(?<!\b\w)"
    + "".join(rf"(?<!\b{word})" for word in ABBREVIATIONS.split())
    + r"[.;:!?؛؟](?=\s|$)|\n"
)
#: What may stand at the start of a line: its number or letter, a dash.
LINE_START = r"^\W*(?:[\w.]{1,4}[.)]\s+)?\W*"
#: An insertion between commas.
INSERTION = r"(?:\s*[,،][^,،]{1,90}[,،])?"


class ModalPosition(Enum):
    """The places in which a modal word is read as one."""

    ANYWHERE = auto()
    OPENING = auto()
    REPORTED = auto()
    BESIDE_SUBJECT = auto()


@dataclass(frozen=True)
class ModalForm:
    """A modal word: its class, its pattern, its position, and whether it asks its object."""

    strength: str
    pattern: str
    position: ModalPosition = ModalPosition.ANYWHERE
    asks_object: bool = False


@dataclass(frozen=True)
class ModalityGrammar:
    """The modal words, the parties and what stands between them, in patterns of one language."""

    #: The patterns of the parties by slug; the first that matches is taken.
    parties: Mapping[str, str]
    words: tuple[ModalForm, ...]
    #: Articles and the like before a party, with the space after them.
    determiners: str
    #: What joins the last two of several parties.
    conjunction: str
    #: Words after which a party may be the subject of what follows.
    before_subject: str
    #: Words that govern a party, so that it is no subject.
    governors: str
    #: Adverbs that may stand before a modal word.
    adverbs: str
    #: What stands between a word that asks its subject and the party that it asks of others.
    asking: str
    #: What stands between a word that asks its object and that.
    before_object: str
    #: What stands between a modal word and a subject behind it; one that never matches if none can.
    late_subject: str = r"(?!)"
    #: Parties in a form in which they cannot be subjects.
    not_subject: str = r"(?!)"
    #: Says of States that they have not done yet what they are asked, and what joining a treaty is.
    not_done: str = r"(?!)"
    joining: str = r"(?!)"
    #: What may be written together with the word behind it.
    proclitics: str = ""
    #: Presents the recommendations behind a chapeau, and asks nothing of those whom they address.
    presentation: str = r"(?!)"

    @cached_property
    def party(self) -> re.Pattern[str]:
        """One party; its group is its slug, with underscores."""
        groups = (f"(?P<{slug.replace('-', '_')}>{each})" for slug, each in self.parties.items())
        return _compile(rf"(?<!\w){self.proclitics}(?:{'|'.join(groups)})(?![\w-])")

    @cached_property
    def _party_list(self) -> str:
        one = rf"{self.determiners}(?:{'|'.join(self.parties.values())})(?![\w-])"
        return rf"{one}(?:(?:\s*[,،]\s*{one})*\s*[,،]?\s*{self.conjunction}\s*{one})?"

    @cached_property
    def party_list(self) -> re.Pattern[str]:
        return _compile(rf"(?<![\w-]){self.proclitics}(?P<parties>{self._party_list})")

    @cached_property
    def word(self) -> re.Pattern[str]:
        """Any modal word; the group ``w3`` is that of the fourth."""
        groups = (f"(?P<w{at}>{word.pattern})" for at, word in enumerate(self.words))
        return _compile(rf"(?<![\w-]){self.proclitics}(?:{'|'.join(groups)})(?![\w-])")

    @cached_property
    def subject_start(self) -> re.Pattern[str]:
        return _compile(rf"(?:{LINE_START}|[,،(—–]\s*|\b(?:{self.before_subject})\s+)$")

    @cached_property
    def governor(self) -> re.Pattern[str]:
        return _compile(rf"(?:^|[\s(])(?:{self.governors})\s*$|¤\s*$")

    @cached_property
    def opening_position(self) -> re.Pattern[str]:
        return _compile(
            rf"(?:{LINE_START}|[,،]\s*)(?:(?:{self.adverbs}|{self.before_subject})\s+)*$"
        )

    @cached_property
    def insertion_before_modal(self) -> re.Pattern[str]:
        return _compile(rf"{INSERTION}(?:\s+(?:{self.adverbs}))*\s*")

    @cached_property
    def after_duty(self) -> re.Pattern[str]:
        """The subject and the object that may follow a word that asks its subject."""
        return _compile(
            rf"(?:(?:{self.late_subject})(?P<late_subject>{self._party_list}))?"
            rf"(?:{INSERTION}{self.asking}(?P<object>{self._party_list}))?"
        )

    @cached_property
    def after_appeal(self) -> re.Pattern[str]:
        """The object that may follow a word that asks its object."""
        return _compile(rf"(?:{INSERTION}{self.before_object}(?P<object>{self._party_list}))?")

    def operative_phrases(self, printed: str) -> list[Phrase]:
        """Return the phrases of a text that ask something."""
        return list(self._phrases(printed))

    def is_presentation(self, chapeau: str) -> bool:
        """Return whether a chapeau asks somebody to consider the recommendations behind it."""
        return self._presentation_words.search(plain_text(chapeau).text) is not None

    @cached_property
    def _presentation_words(self) -> re.Pattern[str]:
        return _compile(rf"(?<!\w)(?:{self.presentation})\s*:?\s*$")

    def _phrases(self, printed: str) -> Iterator[Phrase]:
        plain = plain_text(cover_quotations(printed))
        for match in self.word.finditer(plain.text):
            word = self.words[int((match.lastgroup or "w0")[1:])]
            span = match.span(match.lastgroup or 0)
            clause = plain.text[_clause_start(plain.text, span[0]) : match.start()]
            found = self._parties_of(word, clause, plain.text, span[1])
            if found:
                start, end = plain.printed_span(*span)
                yield Phrase(printed[start:end], start, word.strength, *found, word.asks_object)

    def _parties_of(
        self, word: ModalForm, clause: str, text: str, end: int
    ) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Return subject and object of a modal word; None where it is not operative."""
        subject, is_beside = self._subject(clause)
        speaks = is_beside and bool(SPEAKERS.intersection(subject))
        after = (self.after_appeal if word.asks_object else self.after_duty).match(text, end)
        late = after["late_subject"] if after and not word.asks_object else None
        asked = self.slugs(after["object"] if after else None)
        match word.position:
            case ModalPosition.OPENING:
                is_read = speaks or bool(asked or self.opening_position.search(clause))
            case ModalPosition.REPORTED:
                is_read = speaks or bool(asked)
            case ModalPosition.BESIDE_SUBJECT:
                is_read = is_beside or bool(late)
            case _:
                is_read = True
        if not is_read:
            return None
        named = (subject or self.slugs(late), asked)
        return self.with_joining(named, clause + text[end : end + 160], text[end:])

    def with_joining(
        self, named: tuple[tuple[str, ...], ...], words: str, following: str
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return subject and object; States that have not joined a treaty yet are no parties."""
        subject, asked = named
        if not (self._not_done_words.search(words) and self._joining_words.match(following)):
            return subject, asked
        return _as_not_party(subject), _as_not_party(asked)

    @cached_property
    def _not_done_words(self) -> re.Pattern[str]:
        return _compile(self.not_done)

    @cached_property
    def _joining_words(self) -> re.Pattern[str]:
        return _compile(rf"[^.;:]{{0,160}}?\b(?:{self.joining})")

    def _subject(self, clause: str) -> tuple[tuple[str, ...], bool]:
        """Return the last subject in a clause, and whether the modal word is right beside it."""
        for match in reversed(list(self.party_list.finditer(clause))):
            before = clause[: match.start()]
            is_beside = bool(self.insertion_before_modal.fullmatch(clause, match.end()))
            is_free = is_beside and not self.governor.search(before)
            if (is_free or self.subject_start.search(before)) and not re.match(
                self.not_subject, match["parties"], re.IGNORECASE
            ):
                return self.slugs(match["parties"]), is_beside
        return (), False

    def slugs(self, named: str | None) -> tuple[str, ...]:
        """Return the slugs of the parties that a subject or an object names."""
        found = self.party.finditer(named or "")
        return unique_slugs((match.lastgroup or "").replace("_", "-") for match in found)


def _as_not_party(slugs: tuple[str, ...]) -> tuple[str, ...]:
    return unique_slugs("states-not-party" if slug == "states" else slug for slug in slugs)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(plain_pattern(pattern), re.IGNORECASE)


def _clause_start(text: str, position: int) -> int:
    """Return where the clause begins in which a position is, or how far back it is read."""
    farthest = max(0, position - LONGEST_CLAUSE)
    ends = CLAUSE_END.finditer(text, farthest, position)
    return max((match.end() for match in ends), default=farthest)
