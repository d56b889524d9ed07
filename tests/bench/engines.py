"""The search's scan of folded texts beside the full-text indexes of SQLite and PostgreSQL.

``python -m tests.bench.engines``, from the project's root and with the site's packages, draws the
records of the benchmark (``--records``, 270,000), folds their texts as the search does and puts the
same questions to three engines, each of which answers with a bitmap of records:

- the scan, by the site's own code (``search.matching``), nothing remembered;
- SQLite's FTS5: a table without content, sought by phrases of the tokens of ``bigrams``;
- PostgreSQL's ``tsvector`` with a GIN index: the same phrases, no extension, the settings that it
  comes with, in a cluster that is gone afterwards.

It prints two tables in Markdown: what the engines cost to make and to hold, and for each question
the shortest and the median of ``ROUNDS`` runs, taken in turns. Other programs disturb the shortest
run least, so that is the one to go by. Each answer is compared with a plain look into every text.
"""

from __future__ import annotations

import argparse
import os
import re
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import django

from recommendations.texts.folding import fold_text
from tests import postgresql
from tests.bench import bigrams, records, report
from tests.bench.exactness import whole
from tests.bench.records import Record
from tests.bench.table import milliseconds, row
from tests.bench.words import COMMON, Vocabulary

if TYPE_CHECKING:
    from recommendations.index import RecommendationIndex

ROUNDS = 7
MEGABYTE = 1_000_000
#: Texts that are written to PostgreSQL at a time.
BATCH = 5000
#: Words of so many Chinese characters are sought.
LENGTHS = (1, 2, 3, 5)
#: The shares of texts that other words than common ones are in, and candidates for a word.
RARE, SOME, CANDIDATES = 0.001, 0.1, 400
LATIN, WITH_DIGITS = "protocol", "第 16 条"

#: Words all of which a text must hold.
Words = Sequence[str]


@dataclass(frozen=True)
class Engine:
    """What it took to make, and what it keeps: ``held`` bytes."""

    name: str
    seconds: float
    held: int
    where: str
    answer: Callable[[Words], int]


@dataclass(frozen=True)
class Asked:
    """A question, its answer by a plain look, and of each engine the times and if it was right."""

    words: Words
    right: int
    seconds: Sequence[Sequence[float]]
    exact: Sequence[bool]


def main(count: int) -> None:
    """Measure and print."""
    every = list(records.every(count))
    begun = perf_counter()
    folded = [fold_text(each.text) for each in every]
    folding = perf_counter() - begun
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="smuggling_kb-")))
        engines = [
            scan(every, folded, folding),
            fts5(folded, folder / "fts5.db"),
            tsvector(folded, stack.enter_context(postgresql.cluster(found_programs()))),
        ]
        asked = [ask(engines, words, folded) for words in questions(every)]
    print(f"{count:,} texts, {sum(map(len, folded)):,} characters. {report.machine({})}.\n")
    print(*costs(engines, folding), sep="\n", end="\n\n")
    print(*times(engines, asked, count), sep="\n")


def found_programs() -> Path:
    """PostgreSQL's programs; without them there is nothing to compare."""
    return postgresql.programs() or sys.exit("PostgreSQL's programs are not on this machine.")


def scan(every: Sequence[Record], folded: Sequence[str], folding: float) -> Engine:
    """The site's own: the texts by language and place, as a snapshot holds them."""
    from recommendations.index.cache import ResultCache
    from recommendations.index.folded_texts import FoldedTexts
    from recommendations.search.matching import Matching
    from recommendations.search.query import parse

    languages = sorted({each.language for each in every})
    texts = {
        language: FoldedTexts(
            [
                text if each.language == language else ""
                for each, text in zip(every, folded, strict=True)
            ]
        )
        for language in languages
    }
    index = SimpleNamespace(texts=texts, size=len(folded), cache=ResultCache(size=0))
    matching = Matching(cast("RecommendationIndex", index))
    held = sum(map(sys.getsizeof, texts.values()))

    def answer(words: Words) -> int:
        return matching.query(parse(" ".join(f'"{word}"' for word in words)))

    return Engine("scan", folding, held, "memory, each process", answer)


def fts5(folded: Sequence[str], path: Path | str) -> Engine:
    """SQLite's index, put into one piece after it is filled."""
    from recommendations.index import bitmaps

    begun = perf_counter()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(
            "CREATE VIRTUAL TABLE folded USING fts5"
            "(tokens, content='', columnsize=0, tokenize='unicode61 remove_diacritics 0')"
        )
        connection.executemany(
            "INSERT INTO folded (rowid, tokens) VALUES (?, ?)",
            ((place, " ".join(bigrams.tokens(text))) for place, text in enumerate(folded)),
        )
        connection.execute("INSERT INTO folded (folded) VALUES ('optimize')")
    connection.execute("VACUUM")
    seconds = perf_counter() - begun
    ((held,),) = connection.execute(
        "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    )

    def answer(words: Words) -> int:
        sought = " AND ".join(phrase.fts5 for phrase in phrases(words))
        found = connection.execute("SELECT rowid FROM folded WHERE folded MATCH ?", [sought])
        return bitmaps.from_places((place for (place,) in found), len(folded))

    return Engine("FTS5", seconds, held, "disk", answer)


def tsvector(folded: Sequence[str], url: str) -> Engine:
    """PostgreSQL's vectors in a narrow table of their own, indexed when they are all there."""
    import psycopg2

    from recommendations.index import bitmaps

    user, _at, place = url.removeprefix("postgres://").partition("@")
    host, _slash, name = place.rpartition("/")
    begun = perf_counter()
    connection = psycopg2.connect(host=host, user=user, dbname=name)
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute("CREATE TABLE folded (place integer PRIMARY KEY, tokens tsvector NOT NULL)")
    for lines in copied(folded):
        cursor.copy_expert("COPY folded FROM STDIN", StringIO(lines))
    cursor.execute("CREATE INDEX ON folded USING gin (tokens)")
    cursor.execute("VACUUM ANALYZE folded")
    seconds = perf_counter() - begun
    cursor.execute("SELECT pg_total_relation_size('folded')")
    (held,) = cursor.fetchone() or (0,)

    def answer(words: Words) -> int:
        sought = " & ".join(f"({phrase.tsquery})" for phrase in phrases(words))
        cursor.execute("SELECT place FROM folded WHERE tokens @@ %s::tsquery", [sought])
        return bitmaps.from_places((place for (place,) in cursor), len(folded))

    return Engine("tsvector, GIN", seconds, held, "disk", answer)


def copied(folded: Sequence[str]) -> Iterator[str]:
    """The rows as COPY reads them, some at a time."""
    for start in range(0, len(folded), BATCH):
        batch = enumerate(folded[start : start + BATCH], start)
        yield "".join(f"{place}\t{bigrams.tsvector(text)}\n" for place, text in batch)


def phrases(words: Words) -> list[bigrams.Phrase]:
    """What the indexes are asked for."""
    return [bigrams.phrase(fold_text(word)) for word in words]


def questions(every: Sequence[Record]) -> Iterator[Words]:
    """Common and rare words of every length, one of another script, two at once, and digits."""
    vocabulary = Vocabulary(every)
    for length in LENGTHS:
        yield (nearest(vocabulary, length, COMMON),)
        yield (nearest(vocabulary, length, RARE),)
    yield (LATIN,)
    yield nearest(vocabulary, 2, COMMON), nearest(vocabulary, 3, SOME)
    yield (WITH_DIGITS,)


def nearest(vocabulary: Vocabulary, length: int, share: float) -> str:
    """The Chinese word of that length in most nearly so large a share of the texts."""
    drawn = {vocabulary.some(length) for _each in range(CANDIDATES)}
    words = sorted(filter(str.isalpha, drawn))
    return min(words, key=lambda word: abs(vocabulary.share(word) - share))


def ask(engines: Sequence[Engine], words: Words, folded: Sequence[str]) -> Asked:
    """The engines one after the other, again and again."""
    right = plainly([fold_text(word) for word in words], folded)
    seconds: list[list[float]] = [[] for _engine in engines]
    exact = [True] * len(engines)
    for _round in range(ROUNDS):
        for place, engine in enumerate(engines):
            begun = perf_counter()
            found = engine.answer(words)
            seconds[place].append(perf_counter() - begun)
            exact[place] &= found == right
    return Asked(words, right, seconds, exact)


def plainly(words: Words, folded: Iterable[str]) -> int:
    """The texts that contain all words, those of other scripts as whole words, one by one."""
    from recommendations.index import bitmaps

    patterns = [whole(word) or re.compile(re.escape(word)) for word in words]
    return bitmaps.from_flags(all(each.search(text) for each in patterns) for text in folded)


def costs(engines: Sequence[Engine], folding: float) -> Iterator[str]:
    """The table of what the engines cost before the first question."""
    yield row(("engine", "made in", "held", "where"))
    yield row(("---",) * 4)
    for each in engines:
        beside = "" if each.seconds == folding else f" and the folding, {folding:.1f} s"
        made = f"{each.seconds:.1f} s{beside}"
        yield row((each.name, made, f"{each.held / MEGABYTE:,.0f} MB", each.where))


def times(engines: Sequence[Engine], asked: Iterable[Asked], count: int) -> Iterator[str]:
    """The table of questions: the shortest and the median time of each engine."""
    yield row(("words", "in", *(each.name for each in engines), "exact"))
    yield row(("---",) * (len(engines) + 3))
    for each in asked:
        cells = [f"{milliseconds(1000 * min(s))} ({1000 * median(s):.1f})" for s in each.seconds]
        wrong = [
            engine.name for engine, exact in zip(engines, each.exact, strict=True) if not exact
        ]
        exact = f"**not {', '.join(wrong)}**" if wrong else "all"
        share = f"{each.right.bit_count() / count:.1%}"
        yield row((" and ".join(each.words), share, *cells, exact))


def parsed(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.engines")
    parser.add_argument("--records", type=int, default=270_000, help="how many (270000)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "smuggling_kb.settings"
    django.setup()
    main(parsed().records)
