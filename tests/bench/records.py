"""The records of the benchmark: the real ones, and as many like them as are asked for.

Everything follows from ``SEED`` and the fixtures. Four generated texts in five are Chinese, drawn
from the clauses of the real documents, as long as the real records' are; one in five is English,
which no document here is, drawn from what editors wrote in English.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from string import ascii_lowercase
from typing import Any

from tests.bench import texts

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"

#: To be changed with anything that changes the records.
GENERATOR = 2
SEED = 20120530

YEARS = range(2010, 2024)
#: Generated numbers begin here, above every real one.
FIRST_NUMBER = 1000
FIRST_DOCUMENT = 101
DOCUMENTS_A_YEAR = 4

CHINESE, ENGLISH = "zh-hans", "en"
ENGLISH_SHARE = 0.2
#: English needs about so many characters for one of Chinese.
ENGLISH_LENGTH = 3

#: How many themes, addressees and articles records have, and how often.
THEMES = {1: 0.45, 2: 0.40, 3: 0.15}
ADDRESSEES = {0: 0.05, 1: 0.88, 2: 0.07}
ARTICLES = {0: 0.48, 1: 0.08, 2: 0.15, 3: 0.14, 4: 0.09, 5: 0.06}
#: The articles that generated texts cite, commonest first.
CITED = [f"som-protocol-{number}" for number in (16, 10, 8, 18, 11, 5, 14, 15, 6, 9, 12, 13, 19, 7)]
CITED += [f"untoc-{number}" for number in (18, 20, 27, 19, 13, 16, 6, 8, 24, 26, 29, 12, 31, 30)]
TREATIES = {
    CHINESE: {"som-protocol": "《偷运移民议定书》", "untoc": "《有组织犯罪公约》"},
    ENGLISH: {"som-protocol": "the Protocol, ", "untoc": "the Convention, "},
}
ARTICLE = {CHINESE: "第 {} 条", ENGLISH: "article {}"}

#: One group of items in so many single records; one relation in so many records.
GROUPED, RELATED = 12, 50
UNKNOWN_SESSION = 0.03


@dataclass(frozen=True, slots=True)
class Cited:
    """Words of a text that cite an article."""

    provision: str
    as_written: str
    start: int


@dataclass(frozen=True, slots=True)
class Record:
    """A record with all that belongs to it, other rows by their natural keys."""

    year: int
    number: int
    letter: str
    status: str
    session: int | None
    strength: str
    modal: str
    language: str
    text: str
    document: str
    themes: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    cited: tuple[Cited, ...] = ()
    #: The code of an earlier record that this one extends.
    extends: str = ""
    #: Its unofficial texts in other languages.
    translations: tuple[str, ...] = ()
    real: bool = field(default=False, compare=False)

    @property
    def texts(self) -> tuple[str, ...]:
        """Its text and the translations of it."""
        return (self.text, *self.translations)

    @property
    def code(self) -> str:
        """As ``Recommendation.code``."""
        return f"{self.year}/{self.number}{self.letter}"


def every(count: int) -> Iterator[Record]:
    """So many records: the real ones, then generated ones."""
    yield from real()[:count]
    yield from islice(generated(), max(0, count - len(real())))


@cache
def rows(model: str) -> list[dict[str, Any]]:
    """The fields of every row of a model in the fixtures."""
    return [
        row["fields"]
        for path in sorted(FIXTURES.glob("*.json"))
        for row in json.loads(path.read_text(encoding="utf-8"))
        if row["model"] == model
    ]


def linked(model: str, name: str) -> dict[str, list[Any]]:
    """A field of the rows that belong to each record, by its code."""
    found: dict[str, list[Any]] = {}
    for row in rows(f"recommendations.{model}"):
        found.setdefault(row["recommendation"][0], []).append(row[name])
    return found


@cache
def real() -> tuple[Record, ...]:
    """The records of the fixtures, each with its official text and its translations."""
    written: dict[str, dict[str, Any]] = {}
    translations: dict[str, list[str]] = {}
    for row in rows("recommendations.recommendationtext"):
        if row["text_status"] == "official":
            written[row["recommendation"][0]] = row
        else:
            translations.setdefault(row["recommendation"][0], []).append(row["text"])
    themes, addressees = (
        linked("themeassignment", "theme"),
        linked("recommendationaddressee", "addressee"),
    )
    sources = linked("occurrence", "document")
    cited: dict[tuple[str, str], list[Cited]] = {}
    for row in rows("recommendations.citation"):
        if row["text"] and row["provision"]:
            words = Cited(row["reference"], row["as_written"], row["start"])
            code, language = row["text"]
            cited.setdefault((code, language), []).append(words)
    return tuple(
        Record(
            year=row["year"],
            number=row["number"],
            letter=row["letter"],
            status=row["status"],
            session=row["session"] and row["session"][0],
            strength=row["strength"],
            modal=written[row["code"]]["modal"],
            language=written[row["code"]]["language"],
            text=written[row["code"]]["text"],
            document=sources[row["code"]][0][0],
            themes=tuple(slug for (slug,) in themes[row["code"]]),
            addressees=tuple(addressees.get(row["code"], ())),
            cited=tuple(cited.get((row["code"], written[row["code"]]["language"]), ())),
            translations=tuple(translations.get(row["code"], ())),
            real=True,
        )
        for row in rows("recommendations.recommendation")
    )


def generated() -> Iterator[Record]:
    """Records like the real ones, without end."""
    author = Author(Random(SEED))  # noqa: S311 - nothing here is secret
    group = 0
    while True:
        yield from author.group(group)
        group += 1


class Author:
    """Writes records from what the real ones have."""

    def __init__(self, random: Random) -> None:
        self.random = random
        passages = [row["text"] for row in rows("wg_sessions.paragraph")]
        notes = [
            row["text"]
            for row in rows("wg_sessions.editorialnotetext")
            if row["language"] == ENGLISH
        ]
        self.chinese = texts.Writer(
            texts.clauses([*passages, *(each.text for each in real())]), random
        )
        self.english = texts.sentences(notes)
        self.openings = [(each, texts.CLAUSE.match(each.text)) for each in real()]
        self.themes = [slug for each in real() for slug in each.themes]
        self.addressees = [slug for each in real() for slug in each.addressees]
        self.sessions: list[int] = [
            row["number"] for row in rows("wg_sessions.workinggroupsession")
        ]
        self.last = ""

    def group(self, place: int) -> Iterator[Record]:
        """The record of one paragraph, or those of its items."""
        year = YEARS[place % len(YEARS)]
        number = FIRST_NUMBER + place // len(YEARS)
        document = f"CTOC/COP/WG.7/{year}/{FIRST_DOCUMENT + number % DOCUMENTS_A_YEAR}"
        items = self.random.randint(2, 4) if not self.random.randrange(GROUPED) else 0
        for letter in ascii_lowercase[:items] or ("",):
            yield self.record(year, number, letter, document)

    def record(self, year: int, number: int, letter: str, document: str) -> Record:
        """A record with the status, strength and opening of a real one."""
        template, match = self.random.choice(self.openings)
        opening = match[0] if match else template.text
        language = ENGLISH if self.random.random() < ENGLISH_SHARE else CHINESE
        text, cited = self.text(language, opening, len(template.text))
        record = Record(
            year,
            number,
            letter,
            template.status,
            self.session(template.status),
            template.strength,
            modal=template.modal if template.modal in text else "",
            language=language,
            text=text,
            document=document,
            themes=self.some(self.themes, THEMES),
            addressees=self.some(self.addressees, ADDRESSEES),
            cited=cited,
            extends="" if self.random.randrange(RELATED) else self.last,
        )
        self.last = record.code
        return record

    def session(self, status: str) -> int | None:
        """A meeting, of adopted records alone; of a few it is not known."""
        if status != "adopted" or self.random.random() < UNKNOWN_SESSION:
            return None
        return self.random.choice(self.sessions)

    def some(self, values: Sequence[str], numbers: dict[int, float]) -> tuple[str, ...]:
        """A few different values, common ones more often."""
        number = self.how_many(numbers)
        found: dict[str, None] = {}
        while len(found) < number:
            found[self.random.choice(values)] = None
        return tuple(found)

    def how_many(self, numbers: dict[int, float]) -> int:
        return self.random.choices(list(numbers), list(numbers.values()))[0]

    def text(self, language: str, opening: str, length: int) -> tuple[str, tuple[Cited, ...]]:
        """A text with the articles that it cites at its end, within its length."""
        provisions = sorted(self.provisions(), key=CITED.index)
        room = length - len(opening) if language == CHINESE else length * ENGLISH_LENGTH
        ending, cited = citing(language, provisions)
        while len(ending) > room:
            provisions.pop()
            ending, cited = citing(language, provisions)
        if language == CHINESE:
            body = self.chinese.text(opening, length - len(ending))
        else:
            body = self.sentences(ENGLISH_LENGTH * length - len(ending))
        return body + ending, tuple(
            Cited(each.provision, each.as_written, len(body) + each.start) for each in cited
        )

    def sentences(self, length: int) -> str:
        """English of about that many characters."""
        parts = [self.random.choice(self.english)]
        while sum(map(len, parts)) < length:
            parts.append(self.random.choice(self.english))
        return " ".join(parts)

    def provisions(self) -> set[str]:
        """The articles that a text cites: the earlier in ``CITED``, the more often."""
        number = self.how_many(ARTICLES)
        found: set[str] = set()
        while len(found) < number:
            found.add(CITED[int(len(CITED) * self.random.random() ** 2)])
        return found


def citing(language: str, provisions: Sequence[str]) -> tuple[str, list[Cited]]:
    """The words at the end of a text that cite these articles, and where each begins."""
    words, cited, treaty = "", [], ""
    for provision in provisions:
        instrument, _dash, number = provision.rpartition("-")
        written = ARTICLE[language].format(number)
        if instrument != treaty:
            treaty = instrument
            written = TREATIES[language][instrument] + written
        words += {CHINESE: "、", ENGLISH: " and "}[language] if words else ""
        cited.append(Cited(provision, written, len(words)))
        words += written
    if not words:
        return "", []
    before, after = {CHINESE: ("见", "。"), ENGLISH: (" See ", ".")}[language]
    return before + words + after, [
        Cited(each.provision, each.as_written, len(before) + each.start) for each in cited
    ]
