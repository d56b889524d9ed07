"""Values of filters that are called differently now: such an address leads to the present one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from recommendations.models import Provision, Theme
from recommendations.selection.invalid_query import InvalidQuery
from recommendations.selection.query_string import query_string
from sessions.models import Document, WorkingGroupSession
from smuggling_kb.addresses.models import FormerAddress

#: The rows that each parameter names.
NAMED_ROWS: dict[str, Callable[[], QuerySet[Any]]] = {
    "theme": Theme.objects.chapters,
    "topic": Theme.objects.subjects,
    "session": WorkingGroupSession.objects.published,
    "article": Provision.objects.all,
    "document": Document.objects.published,
}


def present_query(query: InvalidQuery) -> str:
    """Return the address with present values in place of former ones; empty if it has none.

    A query for each parameter with a value that is not known, which most addresses never have.
    """
    unknown: dict[str, list[str]] = defaultdict(list)
    for error in query.errors:
        if error.code == "unknown" and error.name in NAMED_ROWS:
            unknown[error.name].append(error.value)
    present = {
        name: FormerAddress.objects.present_values(NAMED_ROWS[name](), values)
        for name, values in unknown.items()
    }
    if not any(present.values()):
        return ""
    params = {
        name: list(dict.fromkeys(present.get(name, {}).get(value, value) for value in values))
        for name, values in query.filters.query_params.lists()
    }
    return query.path + query_string(params)
