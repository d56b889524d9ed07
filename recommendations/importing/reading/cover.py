"""Covers of documents: the day of issue and, of a report, its title."""

from __future__ import annotations

import re
from datetime import datetime

from recommendations.importing.reading.parsed_document import ParsedDocument, PassageKind

#: The day as covers print it in every language but Chinese and Arabic: ``23 September 2020``.
ENGLISH_DATE = re.compile(r"(?<!\d)(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]+) (?P<year>\d{4})(?!\d)")
CHINESE_DATE = re.compile(r"(?P<year>\d{4}) ?年 ?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日")
TITLE_OF_REPORT = re.compile(r".*会议(?:的)?报告")


def day_of_issue(document: ParsedDocument) -> str | None:
    """Return the day that stands alone on a line of the cover, in ISO form; None if none does."""
    for line in cover_lines(document):
        for pattern, form in ((ENGLISH_DATE, "%d %B %Y"), (CHINESE_DATE, "%d %m %Y")):
            if match := pattern.fullmatch(line):
                day = " ".join(match[part] for part in ("day", "month", "year"))
                try:
                    return datetime.strptime(day, form).date().isoformat()  # noqa: DTZ007
                except ValueError:
                    continue
    return None


def title_of_report(document: ParsedDocument) -> str:
    """Return the title that the cover of a report prints; empty if it prints none."""
    lines = cover_lines(document)
    return next((line for line in lines if TITLE_OF_REPORT.fullmatch(line)), "")


def cover_lines(document: ParsedDocument) -> list[str]:
    """Return the texts of the passages of the cover."""
    return [each.text for each in document.passages if each.kind == PassageKind.COVER]
