"""Ways to narrow a list: random ones, all different, that the site and its peer both understand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, reduce
from operator import or_
from random import Random
from urllib.parse import urlencode

from tests.bench import records

#: Filters with the values that each asks for.
Narrowing = tuple[tuple[str, tuple[str, ...]], ...]

LANGUAGES = ("en", "zh-hans")
LIST = "/{}/recommendations/"

#: Filters with one value a record, of which up to two are asked for; with several, where one is.
SINGLE = ("session", "status", "strength", "year", "document")
SEVERAL = ("theme", "addressee", "article")

#: Draws without a new one after which there are taken to be none.
PATIENCE = 10_000


def known() -> dict[str, list[str]]:
    """The values of every filter that generated records have."""
    real = records.real()
    themes = records.rows("recommendations.theme")
    return {
        "theme": [each["slug"] for each in themes if each["scheme"] == "chapters"],
        "session": [str(row["number"]) for row in records.rows("wg_sessions.workinggroupsession")],
        "status": sorted({each.status for each in real}),
        "addressee": sorted({slug for each in real for slug in each.addressees}),
        "strength": sorted({each.strength for each in real}),
        "article": records.CITED,
        "year": [str(year) for year in records.YEARS],
        "document": [
            f"CTOC/COP/WG.7/{year}/{records.FIRST_DOCUMENT + place}"
            for year in records.YEARS
            for place in range(records.DOCUMENTS_A_YEAR)
        ],
    }


def random(
    seed: int, names: Sequence[str] = SINGLE + SEVERAL, most: int = 3
) -> Iterator[Narrowing]:
    """Narrowings by up to so many filters, none twice, as long as there are others."""
    draw = Random(seed)  # noqa: S311 - nothing here is secret
    values = known()
    seen: set[Narrowing] = set()
    misses = 0
    while misses < PATIENCE:
        chosen = sorted(draw.sample(names, draw.randint(1, min(most, len(names)))))
        narrowing = tuple(
            (
                name,
                tuple(
                    sorted(draw.sample(values[name], 1 + (name in SINGLE and draw.random() < 0.3)))
                ),
            )
            for name in chosen
        )
        misses += 1
        if narrowing not in seen:
            misses = 0
            seen.add(narrowing)
            yield narrowing


def page(narrowing: Narrowing, language: str, **others: str) -> str:
    """The address of the site's list, so narrowed, with other parameters."""
    asked = [(name, value) for name, values in narrowing for value in values]
    query = urlencode([*others.items(), *asked], safe="/")
    return LIST.format(language) + (f"?{query}" if query else "")


def selected(narrowing: Narrowing) -> int:
    """The real records that are in the list so narrowed, a bit for each."""
    found = ~0
    for name, values in narrowing:
        found &= reduce(or_, (having(name, value) for value in values))
    return found


@cache
def having(name: str, value: str) -> int:
    """The real records that have a value, a bit for each."""
    return sum(
        value in has(record, name) and 1 << place for place, record in enumerate(records.real())
    )


def has(record: records.Record, name: str) -> tuple[str, ...]:
    """The values of a record that a filter looks at."""
    several = {
        "theme": record.themes,
        "addressee": record.addressees,
        "article": tuple(cited.provision for cited in record.cited),
    }
    return several[name] if name in several else (str(getattr(record, name)),)
