"""Wordings beside each other: in which language each is shown, and what is different in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from recommendations.models import Recommendation
from recommendations.rendering.diff import marked
from sessions.models import Paragraph
from smuggling_kb.preference import language_rank


@dataclass(frozen=True)
class Words:
    """What is said in one language; its own items stand on lines of their own."""

    language: str
    text: str
    #: The words before the list that it is an item of.
    chapeau: str = ""


@dataclass(frozen=True)
class Shown:
    """Words as a page shows them: with what is different, or as they are."""

    words: Words
    text: SafeString
    #: Whether they were held against others.
    is_compared: bool


def of_record(recommendation: Recommendation) -> list[Words]:
    """Its words in each language; reads ``texts``."""
    return [Words(each.language, each.text, each.chapeau) for each in recommendation.texts.all()]


def of_passage(paragraphs: Iterable[Paragraph]) -> list[Words]:
    """The words of a passage in each language; reads ``version`` and ``parent``."""
    return [
        Words(each.version.language, each.text, each.parent.text if each.parent else "")
        for each in paragraphs
    ]


def common_language(wordings: Iterable[Sequence[Words]], reader: str) -> str:
    """The language that most of them are held in; of several, the one for the reader."""
    held = Counter(words.language for each in wordings for words in each)
    if not held:
        return reader
    return min(held, key=lambda language: (-held[language], language_rank(language, reader)))


def chosen(wording: Sequence[Words], language: str, reader: str) -> Words | None:
    """The words in one language, or else those for the reader; None if there are none."""
    same = (words for words in wording if words.language == language)
    nearest = min(wording, key=lambda words: language_rank(words.language, reader), default=None)
    return next(same, nearest)


def shown(words: Words, base: Words | None) -> Shown:
    """Words with what is different from others, if they are in the same language."""
    if base is None or base.language != words.language:
        return Shown(words, format_html("{}", words.text), is_compared=False)
    return Shown(words, marked(base.text, words.text), is_compared=True)


def each_with_the_one_before(
    wordings: Sequence[Sequence[Words]], reader: str
) -> list[Shown | None]:
    """Each with what is different from the one before it in its language; None where is none."""
    language = common_language(wordings, reader)
    last: dict[str, Words] = {}
    found: list[Shown | None] = []
    for wording in wordings:
        words = chosen(wording, language, reader)
        found.append(shown(words, last.get(words.language)) if words else None)
        if words:
            last[words.language] = words
    return found


def each_with_the_first(wordings: Sequence[Sequence[Words]], reader: str) -> list[Shown | None]:
    """Each with what is different from the first; None where there is none."""
    language = common_language(wordings, reader)
    first, *others = [chosen(wording, language, reader) for wording in wordings]
    pairs = [(first, None), *((words, first) for words in others)]
    return [shown(words, base) if words else None for words, base in pairs]
