"""Days as texts of each language print them: ``11–13 September 2013``, ``2013 年 9 月 11 日``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from recommendations.texts.folding import Span
from recommendations.texts.plain_text import plain_pattern, plain_text

#: The patterns of the months' names, by language; in Arabic of both names, or of either.
MONTHS = {
    "ar": (
        r"(?:كانون\s+الثاني/?)?يناير|كانون\s+الثاني",
        r"(?:شباط/?)?فبراير|شباط",
        r"(?:آذار/?)?مارس|آذار",
        r"(?:نيسان/?)?أبريل|نيسان",
        r"(?:أيار/?)?مايو|أيار",
        r"(?:حزيران/?)?يونيه|(?:حزيران/?)?يونيو|حزيران",
        r"(?:تموز/?)?يوليه|(?:تموز/?)?يوليو|تموز",
        r"(?:آب/?)?أغسطس|آب",
        r"(?:أيلول/?)?سبتمبر|أيلول",
        r"(?:تشرين\s+الأول/?)?أكتوبر|تشرين\s+الأول",
        r"(?:تشرين\s+الثاني/?)?نوفمبر|تشرين\s+الثاني",
        r"(?:كانون\s+الأول/?)?ديسمبر|كانون\s+الأول",
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
        *("septembre", "octobre", "novembre", "décembre"),
    ),
    "ru": (
        *("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа"),
        *("сентября", "октября", "ноября", "декабря"),
    ),
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto"),
        *("sep?tiembre", "octubre", "noviembre", "diciembre"),
    ),
}
#: What stands between two days of a range.
UNTIL = r"\s*(?:[-–—]|to|and|au|et|al?|y|по|и|إلى|و)\s*"
CHINESE_DAYS = re.compile(
    r"(?P<year>\d{4})\s*年\s*(?P<first_month>\d{1,2})\s*月\s*(?P<first>\d{1,2})\s*日?"
    r"(?:\s*(?:至|和|、|-|–|—)\s*(?:(?P<month>\d{1,2})\s*月\s*)?(?P<day>\d{1,2})\s*日)?"
)


def printed_days(printed: str, language: str) -> list[tuple[Span, str]]:
    """Return the days that a text names, in ISO form, with their places; of a range both ends."""
    plain = plain_text(printed)
    return [
        (plain.printed_span(*match.span()), day)
        for match in _days_pattern(language).finditer(plain.text)
        for day in _days_of(match, language)
    ]


@cache
def _days_pattern(language: str) -> re.Pattern[str]:
    if language == "zh-hans":
        return CHINESE_DAYS
    month = "|".join(f"(?:{each})" for each in MONTHS[language])
    day, of = r"(?:\s*er)?", r"\s*(?:de\s+)?"
    return re.compile(
        plain_pattern(
            rf"(?<![\w/.])(?:(?P<first>\d{{1,2}}){day}(?:{of}(?P<first_month>{month}))?{UNTIL})?"
            rf"(?P<day>\d{{1,2}}){day}{of}(?P<month>{month})(?:\s*de)?\s+(?P<year>\d{{4}})(?!\d)"
        ),
        re.IGNORECASE,
    )


def _days_of(match: re.Match[str], language: str) -> Iterator[str]:
    """Yield the first day and the last."""
    last_month = match["month"] or match["first_month"]
    if match["first"]:
        yield _iso(match["year"], match["first_month"] or last_month, match["first"], language)
    if match["day"]:
        yield _iso(match["year"], last_month, match["day"], language)


def _iso(year: str, month: str, day: str, language: str) -> str:
    return f"{year}-{_month_number(month, language):02}-{int(day):02}"


def _month_number(month: str, language: str) -> int:
    if month.isdigit():
        return int(month)
    names = enumerate(MONTHS[language], start=1)
    return next(
        number for number, name in names if re.fullmatch(plain_pattern(name), month, re.IGNORECASE)
    )
