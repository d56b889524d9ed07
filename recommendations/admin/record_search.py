"""The search of recommendations in the admin: what the site finds, and drafts by the same words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from recommendations.citations.lookup.parser import parse_typed_citation
from recommendations.citations.lookup.resolver import look_up
from recommendations.index import bitmaps, current_index
from recommendations.models import Recommendation
from recommendations.search.engine import find_records
from recommendations.selection.row_search import search_rows
from recommendations.texts.codes import CODE_BEGINNING


def search_records(
    records: QuerySet[Recommendation], columns: Sequence[str], typed: str
) -> QuerySet[Recommendation]:
    """Return the recommendations that match what somebody typed, at whatever stage.

    Those in the index by the site's own search; the others, which are few, by their columns.
    """
    index = current_index()
    found = [index.pks[place] for place in bitmaps.places(find_records(typed, index).matches)]
    unpublished = records.exclude(pk__in=Recommendation.objects.published().values("pk"))
    found += search_rows(unpublished, columns, typed).values_list("pk", flat=True)
    return records.filter(Q(pk__in=key_rows(found)) | _cited_condition(typed))


def _cited_condition(typed: str) -> Q:
    """Return the condition on what a citation leads to, or a code begins with; none of words."""
    words = typed.strip()
    condition = Q(code__startswith=words) if CODE_BEGINNING.fullmatch(words) else Q(pk=None)
    citation = parse_typed_citation(words)
    if not citation.is_strict:
        return condition
    for candidate in look_up(citation).candidates:
        if candidate.kind == "record":
            condition |= Q(code=candidate.name)
        elif candidate.kind in ("document", "passage"):
            printed = {"occurrences__document__symbol": candidate.name}
            condition |= Q(**printed, **_anchor_condition(candidate.place))
    return condition


def _anchor_condition(anchor: str) -> dict[str, Any]:
    return {"occurrences__anchor": anchor} if anchor else {}


def key_rows(keys: Iterable[int]) -> RawSQL:
    """Return the primary keys as one parameter: a database takes only so many."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(keys))])
