"""The simplified Chinese characters that stand for traditional ones, one for one."""

from __future__ import annotations

from pathlib import Path

#: A pair a line: traditional, simplified. From the Open Chinese Convert dictionary (OpenCC),
#: by ``python -m tests.simplified``.
TABLE = Path(__file__).with_suffix(".txt")


def parse_pairs(table: str) -> dict[str, str]:
    """Return the pairs of a table, without its comments."""
    lines = (line for line in table.splitlines() if line and not line.startswith("#"))
    return {line[0]: line[1] for line in lines}


#: The simplified character by the traditional one.
SIMPLIFIED = parse_pairs(TABLE.read_text(encoding="utf-8"))
