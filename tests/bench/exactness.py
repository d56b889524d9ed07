"""Whether a quoted search finds exactly the records whose text contains the words.

Every text is folded here once more, by rules written a second time, and simply looked into; what
the site's own search does is not used.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from time import monotonic
from urllib.parse import quote

from tests.bench.fetching import fetch

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
RUN = re.compile(rf"[{HAN}0-9]{{2,}}")
ACCENTS = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
LATIN_WORDS = re.compile(r"\b[a-z]{3,}(?: [a-z]{3,})?\b")
#: Traditional characters that stand in the documents among simplified ones.
TRADITIONAL = str.maketrans({"險": "险"})

#: Random substrings of each of these lengths.
LENGTHS = (1, 2, 3, 4, 5, 8)
#: Words thought of without a look at the texts.
HELD_OUT = (
    *(
        "难民",
        "儿童",
        "妇女",
        "边境",
        "海上",
        "护照",
        "签证",
        "洗钱",
        "腐败",
        "人权",
        "培训",
        "卫星",
    ),
    *("司法协助", "受害者", "民间社会", "互联网", "无人机", "证人保护", "社交媒体", "火山"),
    *("children", "smuggling of migrants", "protocol", "border", "witness", "volcano"),
)
#: Above so many records a count is compared, not every code.
COUNTED = 5000
STATUS = re.compile(r'role="status">.*?<b>([^<]*)</b>', re.DOTALL)


def fold(text: str) -> str:
    """Width, case, accents of Latin letters and traditional characters folded.

    Space beside Chinese and digits is dropped.
    """
    letters = unicodedata.normalize("NFKD", text).casefold().translate(TRADITIONAL)
    plain = unicodedata.normalize("NFC", ACCENTS.sub("", letters))
    spaced = re.sub(r"\s+", " ", plain)
    closed = re.sub(rf"(?<=[{HAN}]) (?=[{HAN}0-9])|(?<=[0-9]) (?=[{HAN}])", "", spaced)
    return closed.strip()


@dataclass
class Findings:
    """What came of it; ``left`` queries were not asked, for want of time."""

    asked: int = 0
    left: int = 0
    by_code: int = 0
    wrong: list[str] = field(default_factory=list)


class FoldedTexts:
    """Texts, folded, each with the name of what it is a text of: the code of a record."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self.folded = [(name, fold(text)) for name, text in texts]

    def having(self, words: Sequence[str]) -> set[str]:
        """The names of the texts that contain all of them."""
        patterns = [pattern for pattern in map(whole, words) if pattern]
        return {
            name
            for name, text in self.folded
            if all(word in text for word in words)
            and all(pattern.search(text) for pattern in patterns)
        }

    def queries(self, each: int) -> Iterator[tuple[str, ...]]:
        """Words to look for: substrings of random texts, pairs of them, and those held out."""
        draw = Random(7)  # noqa: S311 - nothing here is secret
        texts = [text for _name, text in self.folded]
        for _number in range(each):
            for length in LENGTHS:
                yield (substring(texts, length, draw),)
            yield substring(texts, 2, draw), substring(texts, 3, draw)
        yield from ((word,) for word in HELD_OUT)
        english = [text for text in texts if LATIN_WORDS.search(text)]
        for text in draw.sample(english, min(each, len(english))):
            yield (draw.choice(LATIN_WORDS.findall(text)),)


def whole(word: str) -> re.Pattern[str] | None:
    """For a word that begins or ends in another script than Chinese: finds it as whole words."""
    other = rf"[^\W{HAN}]"
    before = f"(?<!{other})" if re.match(other, word) else ""
    after = f"(?!{other})" if re.match(other, word[-1]) else ""
    return re.compile(before + re.escape(word) + after) if before or after else None


def substring(texts: Sequence[str], length: int, draw: Random) -> str:
    """A random part of a random text, of Chinese characters and digits without punctuation."""
    while True:
        runs = [run for run in RUN.findall(draw.choice(texts)) if len(run) >= length]
        if runs:
            run: str = draw.choice(runs)
            start = draw.randrange(len(run) - length + 1)
            return run[start : start + length]


def compare(port: int, texts: FoldedTexts, each: int, seconds: float) -> Findings:
    """Ask the site for each query, as long as there is time."""
    findings = Findings()
    deadline = monotonic() + seconds
    for words in texts.queries(each):
        if monotonic() > deadline:
            findings.left += 1
            continue
        expected = texts.having(words)
        query = " ".join(f'"{word}"' for word in words)
        findings.asked += 1
        findings.by_code += len(expected) <= COUNTED
        if fault := differs(port, query, expected):
            findings.wrong.append(f"{query}: {fault}")
    return findings


def differs(port: int, query: str, expected: set[str]) -> str:
    """What the site's answer has too much or too little; nothing if it is right."""
    status, page = fetch(port, f"/en/recommendations/?q={quote(query)}")
    said = STATUS.search(page.decode())
    count = re.sub(r"\D", "", said[1]) if said else ""
    if status != 200 or count != str(len(expected)):
        return f"{count or status} records for {len(expected)}"
    if len(expected) > COUNTED:
        return ""
    _status, content = fetch(port, f"/en/recommendations.csv?q={quote(query)}")
    found = {row["code"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))}
    return "" if found == expected else f"other records: {sorted(found ^ expected)[:5]}"
