"""Wordings beside each other: the language of each, and its differences from another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from recommendations.models import OFFICIAL_MARK, Recommendation, ShownStatus, StatusMark
from recommendations.rendering.diff import mark_changes
from sessions.models import Paragraph
from smuggling_kb.preference import ORIGINAL, text_preference


@dataclass(frozen=True)
class LanguageWording:
    """A wording in one language; its own items stand on lines of their own."""

    language: str
    text: str
    #: The words before the list that it is an item of.
    chapeau: str = ""
    #: Of a record; a passage needs none.
    mark: StatusMark = OFFICIAL_MARK

    @property
    def is_unofficial(self) -> bool:
        return self.mark.status == ShownStatus.UNOFFICIAL

    @property
    def is_original(self) -> bool:
        return not self.is_unofficial


@dataclass(frozen=True)
class ComparedWording:
    """A wording as a page shows it: with its differences marked, or as it is."""

    words: LanguageWording
    text: SafeString
    #: Whether it was compared with another.
    is_compared: bool


def record_wordings(recommendation: Recommendation) -> list[LanguageWording]:
    """Return its wording in each language; reads ``texts`` with their passages."""
    return [
        LanguageWording(each.language, each.text, each.chapeau, each.status_mark)
        for each in recommendation.shown_texts
    ]


def passage_wordings(paragraphs: Iterable[Paragraph]) -> list[LanguageWording]:
    """Return the wording of a passage in each language; reads ``version`` and ``parent``."""
    return [
        LanguageWording(each.version.language, each.text, each.parent.text if each.parent else "")
        for each in paragraphs
    ]


def common_language(wordings: Iterable[Sequence[LanguageWording]], reader: str) -> str:
    """Return the language that most of them are held in; among equals, the reader's.

    Where the reader asks for originals, translations do not count.
    """
    preference = text_preference(reader)
    counted = [
        words
        for each in wordings
        for words in each
        if words.is_original or preference.asked != ORIGINAL
    ]
    held = Counter(words.language for words in counted)
    best = min(
        counted,
        key=lambda words: (
            -held[words.language],
            preference.rank(words.language, is_original=words.is_original),
        ),
        default=None,
    )
    return best.language if best else reader


def choose_wording(
    wording: Sequence[LanguageWording], language: str, reader: str
) -> LanguageWording | None:
    """Return the wording in one language, or else the one for the reader, if there is any."""
    same = (words for words in wording if words.language == language)
    return next(same, text_preference(reader).choose(wording))


def compare_wording(words: LanguageWording, base: LanguageWording | None) -> ComparedWording:
    """Mark the differences of a wording from another, if both are in the same language."""
    if base is None or base.language != words.language:
        return ComparedWording(words, format_html("{}", words.text), is_compared=False)
    return ComparedWording(words, mark_changes(base.text, words.text), is_compared=True)


def diff_consecutive(
    wordings: Sequence[Sequence[LanguageWording]], reader: str
) -> list[ComparedWording | None]:
    """Compare each with the one before it in its language; None where there is no wording."""
    language = common_language(wordings, reader)
    last: dict[str, LanguageWording] = {}
    found: list[ComparedWording | None] = []
    for wording in wordings:
        words = choose_wording(wording, language, reader)
        found.append(compare_wording(words, last.get(words.language)) if words else None)
        if words:
            last[words.language] = words
    return found


def diff_with_first(
    wordings: Sequence[Sequence[LanguageWording]], reader: str
) -> list[ComparedWording | None]:
    """Compare each with the first; None where there is no wording."""
    language = common_language(wordings, reader)
    first, *others = [choose_wording(wording, language, reader) for wording in wordings]
    pairs = [(first, None), *((words, first) for words in others)]
    return [compare_wording(words, base) if words else None for words, base in pairs]
