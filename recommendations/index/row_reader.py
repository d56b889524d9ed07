"""Entries of a snapshot's records: its columns say most of them, two queries the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from recommendations.index import RecommendationIndex
from recommendations.index.rows import Entry, Place
from recommendations.models import Occurrence, OccurrenceRelation, Provenance, RecommendationText
from smuggling_kb.preference import language_rank

#: Records that a statement asks for. Fewer are asked for with one of them repeated. Of many more,
#: PostgreSQL thinks it quicker to look at all records there are, which took seven times as long.
SIZES = (1, 25, 100, 300)


def read(index: RecommendationIndex, places: Sequence[int], language: str) -> list[Entry]:
    """The records at these places, for a reader of one language; two queries.

    One that was withdrawn since the snapshot was made is left out.
    """
    pks = [index.pks[place] for place in places]
    words = worded(_texts, pks, language)
    printed = _printed(pks)
    return [
        _entry(index, place, words[pk], printed.get(pk, ()))
        for place, pk in zip(places, pks, strict=True)
        if pk in words
    ]


def _entry(
    index: RecommendationIndex,
    place: int,
    words: tuple[Any, ...],
    printed: Sequence[tuple[str, Place]],
) -> Entry:
    columns = index.columns
    language, chapeau, text, modal, origin = words
    sources = [where for relation, where in printed if relation == OccurrenceRelation.SOURCE]
    restated = (where for relation, where in printed if relation == OccurrenceRelation.RESTATEMENT)
    return Entry(
        code=index.code(place),
        status=columns["status"].values_at(place)[0],
        session=columns["session"].values_at(place)[0],
        strength=columns["strength"].values_at(place)[0],
        is_printed=origin == Provenance.DOCUMENT,
        addressees=columns["addressee"].values_at(place),
        themes=columns["theme"].values_at(place),
        provisions=columns["article"].values_at(place),
        language=language,
        chapeau=chapeau,
        text=text,
        modal=modal,
        source=sources[0] if sources else None,
        restated=tuple(restated),
    )


def worded(question: Question, pks: Sequence[int], reader: str) -> dict[int, tuple[Any, ...]]:
    """The words of each record that a reader is shown, by its key.

    Rows of the question begin with the key of a record and the language of a text.
    """
    words: dict[int, tuple[Any, ...]] = {}
    for pk, *found in asked(question, pks):
        if pk not in words or language_rank(found[0], reader) < language_rank(words[pk][0], reader):
            words[pk] = tuple(found)
    return words


def _printed(pks: Sequence[int]) -> dict[int, list[tuple[str, Place]]]:
    """The places that print each record, and how."""
    printed = defaultdict(list)
    for pk, relation, symbol, anchor in asked(_occurrences, pks):
        printed[pk].append((relation, (symbol, anchor)))
    return printed


def _texts(pks: Sequence[int]) -> QuerySet[Any, Any]:
    texts = RecommendationText.objects.published().filter(recommendation__in=pks).order_by()
    words = ("language", "chapeau", "text", "modal")
    return texts.values_list("recommendation", *words, "recommendation__strength_origin")


def _occurrences(pks: Sequence[int]) -> QuerySet[Any, Any]:
    return (
        Occurrence.objects.filter(recommendation__in=pks)
        .order_by("document", "pk")
        .values_list("recommendation", "relation", "document__symbol", "anchor")
    )


Question = Callable[[Sequence[int]], QuerySet[Any, Any]]


def asked(question: Question, pks: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """The rows of a question about records: its SQL is made once, not for every page."""
    largest = SIZES[-1]
    for start in range(0, len(pks), largest):
        few = pks[start : start + largest]
        size = next(size for size in SIZES if size >= len(few))
        sql, before, after = _statement(question, size)
        with connection.cursor() as cursor:
            cursor.execute(sql, [*before, *few, *[few[-1]] * (size - len(few)), *after])
            yield from cursor.fetchall()


@cache
def _statement(question: Question, size: int) -> tuple[str, tuple[Any, ...], tuple[Any, ...]]:
    """A question's SQL about so many records, its parameters before their keys and after them."""
    keys = tuple(range(-size, 0))
    sql, parameters = question(keys).query.sql_with_params()
    start = parameters.index(keys[0])
    return sql, parameters[:start], parameters[start + size :]
