"""The lines that the layout of pages puts into a text: running headers, job and page numbers.

A job number (``V.22-02384 12/16``, on the first page ``V.22-02384 (E) 070422 080422``, with a bar
code's ``*2202384*`` below) is layout wherever it stands. A symbol, a page's number (``3/7``) or the
days of a job alone on a line may also be printed words: each is layout beside another such line, or
if it comes again. A file that keeps its pages has symbols alone on a line as running headers only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

PAGE_NUMBER = re.compile(r"\d{1,3}/(?P<pages>\d{1,3})")
#: The days on which a job was begun and ended, as six figures each.
JOB_DAYS = re.compile(r"\d{6}(?:\s+\d{6})?")
JOB_NUMBER = re.compile(
    r"(?:\d{1,3}/\d{1,3}\s+)?(?:[A-Z]{1,3}\.)\d{2}-\d{5}(?:\s+\([A-Z]\))?(?:\s+[A-Z]{2,3})?"
    rf"(?:\s+{JOB_DAYS.pattern})?(?:\s+\*\d{{7}}\*)?(?:\s+\d{{1,3}}/\d{{1,3}})?"
    r"|\*\d{7}\*|Please recycle\W*"
)
SYMBOL = re.compile(r"[A-Z]+(?:/[\w.]*\w){2,}")


def running_header_lines(lines: Sequence[str], *, has_pages: bool) -> set[int]:
    """Return the places of lines that are layout; of ``lines`` without white space around them.

    ``has_pages`` if the file keeps the pages of the document.
    """
    headers: set[int] = set()
    shapes = Counter(shape for line in lines if (shape := _shape(line)))
    for run in _runs(lines):
        if len(run) > 1:
            headers.update(run)
            continue
        [place] = run
        line = lines[place]
        is_certain = JOB_NUMBER.fullmatch(line) or (has_pages and SYMBOL.fullmatch(line))
        if is_certain or shapes[_shape(line)] > 1:
            headers.add(place)
    return headers


def lone_page_numbers(lines: Sequence[str], headers: Set[int]) -> list[int]:
    """Return the places of lines that look like the number of a page but stand alone."""
    return [
        place
        for place, line in enumerate(lines)
        if place not in headers and PAGE_NUMBER.fullmatch(line)
    ]


def _shape(line: str) -> str:
    """Return what is the same on each page of what may be layout; empty if it is none."""
    if JOB_NUMBER.fullmatch(line):
        return "job number"
    if match := PAGE_NUMBER.fullmatch(line):
        return f"page of {match['pages']}"
    if JOB_DAYS.fullmatch(line):
        return "days of a job"
    return line if SYMBOL.fullmatch(line) else ""


def _runs(lines: Sequence[str]) -> Iterator[list[int]]:
    """Yield the places of lines that may be layout, those together that only blanks part."""
    run: list[int] = []
    for place, line in enumerate(lines):
        if _shape(line):
            run.append(place)
        elif line and run:
            yield run
            run = []
    if run:
        yield run


def header_reason(line: str) -> str:
    """Return what a line of a header or footer is that may be such elsewhere; empty if unknown."""
    if SYMBOL.fullmatch(line):
        return "running header"
    if JOB_NUMBER.fullmatch(line):
        return "job number"
    return "page number" if PAGE_NUMBER.fullmatch(line) or line.isdecimal() else ""
