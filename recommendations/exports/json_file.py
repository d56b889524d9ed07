"""JSON: an object that says what was asked for, with the records as objects under ``results``.

``count`` is the number of records, ``filter`` what was asked for as lists of values by parameter,
``url`` the address that answers with the same, ``data_version`` and ``data_date`` the version of
the data and its date, ``coverage`` the numbers of meetings whose texts are held and of all known
ones. Lists are lists, dates ISO 8601, absent values null.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from recommendations.exports.download import Download
from recommendations.index import RecommendationIndex
from recommendations.index.coverage import index_coverage

_encoder = DjangoJSONEncoder(ensure_ascii=False)


def dumps(value: Any) -> str:
    """Return JSON of any value that a column holds, readable as it stands."""
    return _encoder.encode(value)


def coverage_fields(index: RecommendationIndex) -> dict[str, int]:
    """Return the meetings that the data rest on, in numbers."""
    meetings = index_coverage(index)
    return {"meetings_with_texts": meetings.held, "meetings_known": meetings.known}


def write_json(download: Download) -> Iterator[str]:
    """Yield the file, a record at a time."""
    head = {
        "count": download.count,
        "filter": download.parameters,
        "url": download.url,
        "data_version": download.data_version.label,
        "data_date": download.data_version.date,
        "coverage": coverage_fields(download.selection.index),
    }
    yield dumps(head).removesuffix("}") + ', "results": ['
    separator, names = "\n", download.column_names
    for values in download.column_rows(cells=False):
        yield separator + dumps(dict(zip(names, values, strict=True)))
        separator = ",\n"
    yield "\n]}\n"
