"""Codes that a spreadsheet has made dates of: ``2012/5`` becomes May 2012, and is saved so.

Excel takes ``2012/5`` for the first of May 2012. In English it shows and saves ``May-12``, in other
languages and settings ``mai-12``, ``2012/5/1``, ``01/05/2012``, or the number of the day, 41030.
What is opened and saved again changes once more: ``May-12`` is then the twelfth of May of the
present year, ``12-May`` or ``5月12日``. So a date can stand for several codes; which of them exist
is for others to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import permutations
from typing import NamedTuple

#: The names of the months in English, French, Spanish, German, Portuguese and Russian.
MONTHS = (
    "january janvier enero januar janeiro январь января",
    "february février fevrier febrero februar fevereiro февраль февраля",
    "march mars marzo märz mrz março marco март марта",
    "april avril abril апрель апреля",
    "may mai mayo maio май мая",
    "june juin junio juni junho июнь июня",
    "july juillet julio juli julho июль июля",
    "august août aout agosto август августа",
    "september septembre septiembre setembro сентябрь сентября",
    "october octobre octubre oktober outubro октябрь октября",
    "november novembre noviembre novembro ноябрь ноября",
    "december décembre decembre diciembre dezember dezembro декабрь декабря",
)
#: The shortest beginning of a name that programs write.
SHORTEST_NAME = 3
#: The longest cell that can be a date.
LONGEST = 40
TIME = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
OF = re.compile(r"\b(?:of|de)\b")
SERIAL = re.compile(r"([0-9]{5})(?:\.0+)?")
PART = re.compile(r"(?P<number>[0-9]+)(?P<unit>[年月日号]?)|(?P<name>[^\W\d_]+)\.?")
#: What may stand between the parts of a date.
BETWEEN = re.compile(r"[\s/.,\-–]*")
#: The days by which workbooks count days: those of Windows, and of old Macintoshs.
FIRST_DAYS = (date(1899, 12, 30), date(1904, 1, 1))
CENTURY = 2000
#: The last two digits of the first year of which there are codes.
FIRST_YEAR = 10


class Month(NamedTuple):
    """A month that a date may stand for; ``is_read_again`` if it was a date before that."""

    year: int
    number: int
    is_read_again: bool = False


def codes_of_date(cell: str) -> list[str]:
    """Return the codes of which a spreadsheet may have made a date, the likeliest first.

    None if the cell holds no date.
    """
    cell = OF.sub(" ", TIME.sub("", cell.strip()[: LONGEST + 1]))
    if len(cell) > LONGEST:
        return []
    serial = SERIAL.fullmatch(cell)
    months = sorted(
        _months_of_day(int(serial[1])) if serial else _months_of_words(cell),
        key=lambda month: month.is_read_again,
    )
    return list(dict.fromkeys(f"{month.year}/{month.number}" for month in months))


def _months_of_day(number: int) -> Iterator[Month]:
    """Yield the month whose first day a number stands for: no code becomes another day."""
    for first in FIRST_DAYS:
        day = first + timedelta(number)
        if day.day == 1:
            yield Month(day.year, day.month)


def _months_of_words(cell: str) -> Iterator[Month]:
    """Yield the months that a date in words or figures may stand for."""
    if BETWEEN.fullmatch(PART.sub("", cell)) is None:
        return
    parts = list(PART.finditer(cell))
    named = [_named_month(part) for part in parts]
    numbers = [
        part["number"]
        for part, month in zip(parts, named, strict=True)
        if part["number"] and not month
    ]
    months = [month for month in named if month]
    if len(months) + len(numbers) != len(parts) or len(months) > 1 or len(parts) > 3:
        return
    if months:
        for order in permutations(numbers):
            yield from _months_of_date(months[0], *order)
        return
    for month, *others in _unnamed_months(numbers):
        yield from _months_of_date(int(month), *others)


def _named_month(part: re.Match[str]) -> int:
    """Return the month that a part names; 0 if it names none, or one of several."""
    if part["unit"] == "月":
        return int(part["number"]) if len(part["number"]) <= 2 else 0
    name = (part["name"] or "").lower()
    if len(name) < SHORTEST_NAME:
        return 0
    found = [
        number
        for number, names in enumerate(MONTHS, start=1)
        if any(each.startswith(name) for each in names.split())
    ]
    return found[0] if len(found) == 1 else 0


def _unnamed_months(numbers: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield month, year, and the day if there is one; no year stands in the middle."""
    if len(numbers) == 2:
        yield from permutations(numbers)
    elif len(numbers) == 3:
        one, middle, other = numbers
        yield from ((middle, one, other), (other, one, middle), (middle, other, one))
        yield one, other, middle


def _months_of_date(month: int, year: str = "", day: str = "1") -> Iterator[Month]:
    """Yield the months that a date stands for.

    A code becomes the first day of a month. Read again, its year becomes the day of the present
    year.
    """
    if not 1 <= month <= 12:
        return
    if int(day) == 1:
        yield from _of_year(year, month)
    elif FIRST_YEAR <= int(day) <= 31 and len(year) == 4:
        yield from (Month(CENTURY + int(day), month, True), Month(int(year), month, True))


def _of_year(year: str, month: int) -> Iterator[Month]:
    if len(year) == 4:
        yield Month(int(year), month)
    elif 1 <= len(year) <= 2:
        yield Month(CENTURY + int(year), month)
