"""Building the index: a query for each column, read row by row."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import Any

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from recommendations.index.bitmaps import Bitmap
from recommendations.index.code_keys import code_key
from recommendations.index.columns import (
    Column,
    compact_array,
    multi_valued_column,
    single_valued_column,
    sorter_by_sequence,
)
from recommendations.index.facets import FACETS, NONE, HierarchicalFacet
from recommendations.index.folded_texts import FoldedTexts
from recommendations.index.passages.builder import build_passage_index
from recommendations.index.recommendation_index import RecommendationIndex
from recommendations.index.text_statuses import read_text_statuses
from recommendations.models import (
    Citation,
    CitationKind,
    DataVersion,
    InstrumentName,
    Occurrence,
    Provision,
    PublicDigest,
    Recommendation,
    RecommendationText,
    Relation,
)
from recommendations.texts.folding import fold_text
from sessions.models import Document, WorkingGroupSession
from smuggling_kb.models import Revision
from smuggling_kb.preference import SOURCE

#: Rows that are fetched at a time.
BATCH = 2000


def build_index(revision: Revision) -> RecommendationIndex:
    """Return the index of what is published now; ``revision`` is that of the data."""
    keys, pks, digests, columns = _read_records()
    places = dict(zip(pks, range(len(pks)), strict=True))
    for name, facet in FACETS.items():
        if facet.links:
            order = sorter_by_sequence(facet.sequence()) if facet.sequence else None
            links = fetch_rows(facet.links())
            column = multi_valued_column(
                links, places, missing_value=facet.missing_value, order=order
            )
            if isinstance(facet, HierarchicalFacet):
                column = column.with_ancestors(facet.parents())
            columns[name] = column
    texts, chapeaux, sections, words = _read_texts(places)
    properties = _property_columns(places) | {
        "addressees": columns["addressee"].without_value(NONE)
    }
    return RecommendationIndex(
        revision,
        DataVersion.objects.current(),
        keys,
        pks,
        digests,
        columns,
        multi_valued_column(fetch_rows(_source_rows()), places),
        dict(fetch_rows(_symbol_rows())),
        _instrument_bitmaps(columns["article"], places),
        texts,
        chapeaux,
        sections,
        {name: column.without_bitmaps() for name, column in properties.items()},
        WorkingGroupSession.objects.published().count(),
        _instrument_names(),
        build_passage_index(texts),
        read_text_statuses(places),
        words,
    )


def fetch_rows(records: QuerySet[Any, Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query for values as the driver gives them, a batch at a time."""
    return chain.from_iterable(_batches(records))


def _batches(records: QuerySet[Any, Any]) -> Iterator[Sequence[tuple[Any, ...]]]:
    sql, parameters = records.query.sql_with_params()
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while batch := cursor.fetchmany(BATCH):
            yield batch


def _read_records() -> tuple[array[int], array[int], array[int], dict[str, Column]]:
    """Return codes, primary keys, digests, and the columns with one value a record."""
    facets = [facet for facet in FACETS.values() if not facet.links]
    records = (
        Recommendation.objects.published()
        .in_code_order()
        .annotate(digest=Subquery(_record_digest()))
        .values_list("pk", "year", "number", "letter", "digest", *(facet.key for facet in facets))
    )
    keys, pks, digests = array("Q"), array("Q"), array("Q")
    found: list[list[str]] = [[] for _facet in facets]
    for batch in _batches(records):
        some, years, numbers, letters, of_batch, *values = zip(*batch, strict=True)
        pks.extend(some)
        digests.extend(int(digest or "0", 16) for digest in of_batch)
        keys.extend(map(code_key, years, numbers, letters))
        for column, read in zip(found, values, strict=True):
            column.extend(read)
    columns = {
        facet.parameter: single_valued_column(values)
        for facet, values in zip(facets, found, strict=True)
    }
    return keys, compact_array(pks, max(pks, default=0) + 1), digests, columns


def _record_digest() -> QuerySet[Any, Any]:
    digests = PublicDigest.objects.current().filter(kind="recommendation", key=OuterRef("code"))
    return digests.values("digest")


def _symbol_rows() -> QuerySet[Any, Any]:
    return Document.objects.published().order_by().values_list("symbol", "symbol_origin")


def _source_rows() -> QuerySet[Any, Any]:
    sources = Occurrence.objects.published().sources().order_by()
    return sources.values_list("recommendation", "document__symbol")


def _instrument_bitmaps(articles: Column, places: Mapping[int, int]) -> dict[str, Bitmap]:
    """Return the records whose texts cite an instrument, as a whole or one of its provisions."""
    whole = Citation.objects.in_records().filter(instrument__isnull=False).order_by()
    cited = multi_valued_column(
        fetch_rows(whole.values_list("text__recommendation", "instrument__slug")), places
    )
    citing = dict(cited.bitmaps)
    for instrument, provision in Provision.objects.values_list("instrument__slug", "slug"):
        if found := articles.bitmap(provision):
            citing[instrument] = citing.get(instrument, 0) | found
    return citing


def _property_columns(places: Mapping[int, int]) -> dict[str, Column]:
    cited = Citation.objects.in_records().filter(
        kind__in=(CitationKind.DOCUMENT, CitationKind.RESOLUTION)
    )
    citing = cited.order_by("text", "start").values_list("text__recommendation", "reference")
    ends = [
        (pk, code, other, other_code)
        for pk, code, other, other_code in fetch_rows(_restating_rows())
        if pk in places and other in places
    ]
    passages = (
        (pk, f"{symbol}#{anchor}") for pk, symbol, anchor in fetch_rows(_restatement_rows())
    )
    return {
        "cites": multi_valued_column(fetch_rows(citing), places),
        "restates": multi_valued_column(((pk, code) for pk, _code, _other, code in ends), places),
        "restated_by": multi_valued_column(
            chain(((pk, code) for _pk, code, pk, _code in ends), passages), places
        ),
    }


def _restating_rows() -> QuerySet[Any, Any]:
    """Select keys and codes of both ends, in the order of the records."""
    return Relation.objects.restatements().values_list(
        "recommendation", "recommendation__code", "target", "target__code"
    )


def _restatement_rows() -> QuerySet[Any, Any]:
    """Select the places that restate a record."""
    restating = Occurrence.objects.published().restatements()
    return restating.order_by("document", "pk").values_list(
        "recommendation", "document__symbol", "anchor"
    )


def _instrument_names() -> dict[str, list[tuple[str, str]]]:
    aliases: dict[str, list[tuple[str, str]]] = {}
    names = InstrumentName.objects.values_list("instrument__slug", "language", "name")
    for slug, language, name in fetch_rows(names):
        aliases.setdefault(slug, []).append((language, name))
    return aliases


def _read_texts(
    places: Mapping[int, int],
) -> tuple[dict[str, FoldedTexts], Column, dict[str, Column], dict[str, frozenset[str]]]:
    """Return the folded texts by language, the chapeaux, and sections and words by language."""
    texts: dict[str, list[str]] = {}
    words: defaultdict[str, set[str]] = defaultdict(set)
    chapeaux: list[tuple[int, str]] = []
    sections: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    stored = (
        RecommendationText.objects.published()
        .order_by()
        .values_list(
            "recommendation",
            "language",
            "text",
            "chapeau",
            "source__section",
            "source__parent__section",
        )
    )
    for pk, language, text, chapeau, section, parent_section in fetch_rows(stored):
        place = places.get(pk)
        if place is None:
            continue
        if language not in texts:
            texts[language] = list(repeat("", len(places)))
        texts[language][place] = fold_text(text)
        if language != SOURCE:
            words[language].update(text.split())
        if chapeau:
            chapeaux.append((pk, fold_text(chapeau)))
        if above := section or parent_section:
            sections[language].append((pk, str(above)))
    return (
        {name: FoldedTexts(_copy_in_order(texts.pop(name))) for name in list(texts)},
        multi_valued_column(chapeaux, places),
        {
            name: multi_valued_column(found, places).without_bitmaps()
            for name, found in sections.items()
        },
        {language: frozenset(found) for language, found in words.items()},
    )


def _copy_in_order(texts: list[str]) -> list[str]:
    """Return the texts copied one after another: as they were read they lie all over the memory.

    A search looks into all of them, and takes four times as long if each is fetched from afar.
    """
    together = "\0".join(texts)
    texts.clear()
    return together.split("\0")
