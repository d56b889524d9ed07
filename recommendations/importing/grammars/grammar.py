"""The grammar of printed documents in one language: what the words and numbers of a page look like.

A grammar is data and patterns; how passages follow from them, ``parsers`` and ``reading`` know.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

#: The numerals of chapters in the languages of Europe, and the letters of sections.
ROMAN_NUMERALS = tuple(
    tens + ones
    for tens in ("", "X", "XX")
    for ones in ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
)[1:]
CAPITALS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Announcement:
    """The last words of a paragraph that announces recommendations, and their status."""

    words: re.Pattern[str]
    status: str


@dataclass(frozen=True)
class Grammar:
    """The words and numbers that documents print in one language."""

    language: str
    #: Words that are frequent in this language and no words of the others of its script.
    function_words: frozenset[str]
    #: The numerals of chapters and of sections, and the alphabets of lettered items, in order.
    chapters: tuple[str, ...]
    sections: tuple[str, ...]
    alphabets: tuple[str, ...]
    #: What stands between a chapter's numeral and its heading: a pattern.
    chapter_mark: str
    #: What stands between a paragraph's number and its text: a pattern.
    number_mark: str
    #: The word before the number of a recommendation.
    recommendation: str
    #: The heading of an annex, as a whole line.
    annex: re.Pattern[str]
    #: The words by which covers name genres, by their slugs; the first that is found decides.
    genres: tuple[tuple[str, re.Pattern[str]], ...]
    #: The lines of a cover below which titles stand, and the one that ends them, from their begin.
    agenda_item: re.Pattern[str]
    author: re.Pattern[str]
    #: The title of a report as a whole line.
    title_of_report: re.Pattern[str]
    #: The Working Group whose recommendations these are, and any body that reports.
    working_group: re.Pattern[str]
    body: re.Pattern[str]
    #: The beginning of the paragraph on the opening: ``ordinal`` is the number of the session.
    opening: re.Pattern[str]
    #: The Working Group, an opening, the number of a chapter as they are printed, for messages.
    example_body: str
    example: str
    example_chapter: str
    #: Patterns of ordinal words, from the first.
    ordinals: tuple[str, ...]
    #: A day or days: ``day``, ``month``, ``last_day``, ``last_month``, ``year``.
    days: re.Pattern[str]
    #: Patterns of the months' names.
    months: tuple[str, ...]
    #: The cities where meetings are held, by their names.
    cities: Mapping[str, str]
    #: The last words of a paragraph below which adopted recommendations stand.
    adoption: re.Pattern[str]
    announcements: tuple[Announcement, ...]
    #: Words by which a paragraph may announce recommendations.
    possible_announcement: re.Pattern[str]
    #: The heading of a meeting's recommendations in a compilation: ``year``, ``ordinal``.
    compiled_meeting: re.Pattern[str]
    #: The words after which the last item of a list begins.
    before_last_item: tuple[str, ...]
    #: The word of a name that says that sentences end here, and what ends them.
    sentence_end: str = r"[.!?:;…]"


def any_of(words: tuple[str, ...]) -> str:
    """Return a pattern that matches any of some patterns, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


def ordinal_pattern(words: tuple[str, ...], suffix: str) -> str:
    """Return a pattern of an ordinal in words or figures; ``suffix`` follows figures."""
    return rf"(?P<ordinal>{any_of(words)}|\d{{1,2}}(?:{suffix})?)"


def days_pattern(months: tuple[str, ...], before_month: str, until: str) -> re.Pattern[str]:
    """Return a pattern of days as European languages print them.

    ``before_month`` stands between a day and its month, ``until`` between two days.
    """
    month = any_of(months)
    day = r"\d{1,2}(?:er|º|\.º|-?го)?"
    year = r",?(?: de| del)? (?P<year>\d{4})"
    return re.compile(
        rf"(?<!\d)(?:(?P<day>{day})(?:{before_month}(?P<month>{month}))?(?:{until}))??"
        rf"(?P<last_day>{day}){before_month}(?P<last_month>{month}){year}",
        re.IGNORECASE,
    )
