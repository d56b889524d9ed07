"""Batches of a made-up report, from its file to its publication."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User

from recommendations.importing.batches.choices import RecordChoices
from recommendations.importing.batches.creation import create_batch
from recommendations.importing.batches.decisions import (
    accept_record,
    accept_records_without_question,
)
from recommendations.importing.batches.publication import publish_batch
from recommendations.importing.models import ImportBatch

SYMBOL = "CTOC/COP/WG.7/2026/4"
FILE_NAME = "CTOC-COP-WG.7-2026-4.zh-hans.md"
HELD_REPORT = Path(settings.BASE_DIR, "fixtures/sources/CTOC-COP-WG.7-2020-4.zh-hans.md")

#: The recommendations of the report, and the headings around the last.
CODES = [f"2026/{number}" for number in range(1, 5)]
LAST, NEXT = "### 建议 4", "### 三."

#: Words of recommendation 3 as the file has them, and as a corrected file has them.
PRINTED, CORRECTED = "及早查明偷运移民案件", "尽早查明偷运移民案件"


def next_report(count: int = len(CODES)) -> str:
    """A report that is not held: the one of 2020, short, of another meeting, otherwise worded.

    It has so many recommendations, 15 at most.
    """
    text = cut(HELD_REPORT.read_text(encoding="utf-8"), f"### 建议 {count + 1}\n")
    for old, new in (
        ("工作组 2020 年 9 月 8 日和 9 日", "工作组 2026 年 10 月 6 日和 7 日"),
        ("23 September 2020", "20 October 2026"),
        ("第七次会议于 2020 年 9 月 8 日和 9 日", "第十三次会议于 2026 年 10 月 6 日和 7 日"),
        ("鼓励缔约国为可能因", "缔约国应当为可能因"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def cut(text: str, heading: str) -> str:
    """A report without its recommendations from a heading on."""
    return text[: text.index(heading)] + text[text.index(NEXT) :]


def shorter_report() -> str:
    """The same without its last recommendation."""
    return cut(next_report(), LAST)


def corrected_report() -> str:
    """The same with other words in recommendation 3."""
    return next_report().replace(PRINTED, CORRECTED)


def bring_in(text: str, by: User | None = None, file_name: str = FILE_NAME) -> ImportBatch:
    """The batch of a text."""
    return create_batch(text.encode(), file_name=file_name, by=by)


def accept_all(batch: ImportBatch, by: User | None = None) -> None:
    """Accept every record, under the theme proposed or else under a chapter."""
    accept_records_without_question(batch, by=by)
    for record in batch.records.open_records():
        choices = RecordChoices(themes=["prevention"])
        accept_record(record, by=by, version=record.version, choices=choices)


def publish_report(text: str, by: User | None = None, file_name: str = FILE_NAME) -> ImportBatch:
    """The batch of a text, all of it accepted and published."""
    batch = bring_in(text, by, file_name)
    accept_all(batch, by)
    return publish_batch(batch, by=by)
