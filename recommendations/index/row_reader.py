"""Rows of records in the index: its columns say most of what they show, two queries the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from recommendations.index import RecommendationIndex, current_index
from recommendations.index.rows import FoundText, PrintedPlace, RecommendationRow
from recommendations.models import (
    Occurrence,
    OccurrenceRelation,
    Provenance,
    Recommendation,
    RecommendationText,
    ShownStatus,
)
from sessions.models import Section
from smuggling_kb.preference import TextPreference

#: A query for values of some records by their keys; its rows begin with the key of a record.
RecordQuery = Callable[[Sequence[int]], QuerySet[Any, Any]]

NOWHERE: Mapping[int, str] = MappingProxyType({})

#: Records that a statement asks for. Fewer are asked for with one of them repeated. Of many more,
#: PostgreSQL thinks it quicker to look at all records there are, which took seven times as long.
SIZES = (1, 25, 100, 300)


def read_rows(
    index: RecommendationIndex,
    places: Sequence[int],
    preference: TextPreference,
    found_in: Mapping[int, str] = NOWHERE,
) -> list[RecommendationRow]:
    """Return the records at these places as a reader is shown them; two queries.

    ``found_in`` names by place the language of another text that rows are to have too. A record
    that was withdrawn since the index was built is left out.
    """
    pks = [index.pks[place] for place in places]
    languages = {index.pks[place]: language for place, language in found_in.items()}
    texts, others = _read_shown_and_others(_texts, index, places, preference, languages)
    printed = _printed_places(pks)
    return [
        _row(index, place, texts[pk], printed.get(pk, ()), others.get(pk))
        for place, pk in zip(places, pks, strict=True)
        if pk in texts
    ]


def read_rows_for(
    records: Iterable[Recommendation], preference: TextPreference
) -> list[RecommendationRow]:
    """Return the rows of published records, in their order; two queries."""
    index = current_index()
    places = (index.place(each.year, each.number, each.letter) for each in records)
    return read_rows(index, [place for place in places if place is not None], preference)


def section_keys(
    index: RecommendationIndex, places: Sequence[int], preference: TextPreference
) -> list[str]:
    """Return the keys of the sections that records stand in; empty of a record in none.

    They are those of the text that a reader is shown, or if that is in no document, of the next.
    """
    found = [""] * len(places)
    for each in sorted(index.sections, key=lambda each: preference.rank(each, is_original=True)):
        column = index.sections[each]
        of_language = (column.first_values[column.numbers[place]] for place in places)
        found = [first or other for first, other in zip(found, of_language, strict=True)]
    return found


def read_headings(
    index: RecommendationIndex, places: Sequence[int], preference: TextPreference
) -> dict[str, str]:
    """Return the heading that each record stands under, by its code; one query."""
    keys = section_keys(index, places, preference)
    sections = Section.objects.in_bulk([int(key) for key in set(keys) if key])
    return {
        index.code(place): sections[int(key)].printed_heading
        for place, key in zip(places, keys, strict=True)
        if key
    }


def _row(
    index: RecommendationIndex,
    place: int,
    text: tuple[Any, ...],
    printed: Sequence[tuple[str, PrintedPlace]],
    other: tuple[Any, ...] | None,
) -> RecommendationRow:
    columns = index.columns
    language, chapeau, words, modal, origin = text
    mark = index.statuses.mark(place, language)
    is_unofficial = mark.status == ShownStatus.UNOFFICIAL
    sources = [where for relation, where in printed if relation == OccurrenceRelation.SOURCE]
    restatements = [
        where for relation, where in printed if relation == OccurrenceRelation.RESTATEMENT
    ]
    return RecommendationRow(
        code=index.code(place),
        status=columns["status"].values_at(place)[0],
        session=columns["session"].values_at(place)[0],
        strength=columns["strength"].values_at(place)[0],
        is_printed=origin == Provenance.DOCUMENT,
        addressees=columns["addressee"].values_at(place),
        themes=columns["theme"].values_at(place),
        subjects=columns["topic"].values_at(place),
        provisions=columns["article"].values_at(place),
        language=language,
        chapeau=chapeau,
        text=words,
        modal=modal,
        mark=mark,
        original=index.original_language_at(place) if is_unofficial else "",
        source=sources[0] if sources else None,
        restatements=tuple(restatements),
        found=FoundText(other[0], other[2], index.statuses.mark(place, other[0]))
        if other
        else None,
    )


def read_texts(
    query: RecordQuery,
    index: RecommendationIndex,
    places: Sequence[int],
    preference: TextPreference,
) -> dict[int, tuple[Any, ...]]:
    """Return the text of each record that a reader is shown, by the record's key.

    Rows of the query have the language of a text after the key of its record. It is asked for the
    languages that the index says are shown; where such a text was withdrawn since, for all.
    """
    return _read_shown_and_others(query, index, places, preference, {})[0]


def _read_shown_and_others(
    query: RecordQuery,
    index: RecommendationIndex,
    places: Sequence[int],
    preference: TextPreference,
    also: Mapping[int, str],
) -> tuple[dict[int, tuple[Any, ...]], dict[int, tuple[Any, ...]]]:
    """Return the texts that are shown, and those in the languages that ``also`` names by key."""
    shown = index.shown_languages(places, preference)
    language_of = dict(zip((index.pks[place] for place in places), shown, strict=True))
    texts: dict[int, tuple[Any, ...]] = {}
    others: dict[int, tuple[Any, ...]] = {}
    languages = frozenset((*shown, *also.values()))
    for pk, *text in fetch_by_key(_query_in(query, languages), list(language_of)):
        if text[0] == language_of[pk]:
            texts[pk] = tuple(text)
        elif text[0] == also.get(pk):
            others[pk] = tuple(text)
    if withdrawn := [pk for pk in language_of if pk not in texts]:
        texts |= _read_other_texts(query, withdrawn, preference)
    return texts, others


def _read_other_texts(
    query: RecordQuery, pks: Sequence[int], preference: TextPreference
) -> dict[int, tuple[Any, ...]]:
    """Return the text of each record that is nearest to what a reader is shown."""
    found = [(pk, tuple(text)) for pk, *text in fetch_by_key(query, pks)]
    # The best comes last and so stays.
    found.sort(key=lambda pair: -preference.rank(pair[1][0], is_original=True))
    return dict(found)


@cache
def _query_in(query: RecordQuery, languages: frozenset[str]) -> RecordQuery:
    """Return a query for texts, in some languages only; kept, as are the statements made of it."""
    return lambda pks: query(pks).filter(language__in=sorted(languages))


def _printed_places(pks: Sequence[int]) -> dict[int, list[tuple[str, PrintedPlace]]]:
    """Return the places that print each record, each with how it does."""
    printed = defaultdict(list)
    for pk, relation, symbol, anchor in fetch_by_key(_occurrences, pks):
        printed[pk].append((relation, PrintedPlace(symbol, anchor)))
    return printed


def _texts(pks: Sequence[int]) -> QuerySet[Any, Any]:
    texts = RecommendationText.objects.published().filter(recommendation__in=pks).order_by()
    words = ("language", "chapeau", "text", "modal")
    return texts.values_list("recommendation", *words, "recommendation__strength_origin")


def _occurrences(pks: Sequence[int]) -> QuerySet[Any, Any]:
    return (
        Occurrence.objects.published()
        .filter(recommendation__in=pks)
        .order_by("document", "pk")
        .values_list("recommendation", "relation", "document__symbol", "anchor")
    )


def fetch_by_key(query: RecordQuery, pks: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query for records: its SQL is made once, not for every page."""
    largest = SIZES[-1]
    for start in range(0, len(pks), largest):
        few = pks[start : start + largest]
        size = next(size for size in SIZES if size >= len(few))
        sql, before, after = _statement(query, size)
        with connection.cursor() as cursor:
            cursor.execute(sql, [*before, *few, *[few[-1]] * (size - len(few)), *after])
            yield from cursor.fetchall()


@cache
def _statement(query: RecordQuery, size: int) -> tuple[str, tuple[Any, ...], tuple[Any, ...]]:
    """Return a query's SQL for so many records, its parameters before their keys and after."""
    keys = tuple(range(-size, 0))
    sql, parameters = query(keys).query.sql_with_params()
    start = parameters.index(keys[0])
    return sql, parameters[:start], parameters[start + size :]
