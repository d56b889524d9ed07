"""JSON: an object that says what was asked for, with the records as objects under ``results``.

``count`` is the number of records, ``filter`` what was asked for as lists of values by parameter,
``languages`` the number of texts in each language and how many of them are unofficial translations,
``url`` the address that answers with the same, ``data_version`` and ``data_date`` the version of
the data and its date, ``date`` the day on which the file was made, ``coverage`` the numbers of
meetings whose texts are held and of all known ones, ``terms`` and ``disclaimer`` what holds for
their use. Lists are lists, dates ISO 8601, absent values null.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from recommendations.exports.download import Download
from recommendations.exports.provenance import disclaimer, terms_of_use
from recommendations.index import RecommendationIndex
from recommendations.index.coverage import index_coverage
from recommendations.models import DataVersion

_encoder = DjangoJSONEncoder(ensure_ascii=False)


def dumps(value: Any) -> str:
    """Return JSON of any value that a column holds, readable as it stands."""
    return _encoder.encode(value)


def coverage_fields(index: RecommendationIndex) -> dict[str, int]:
    """Return the meetings that the data rest on, in numbers."""
    meetings = index_coverage(index)
    return {"meetings_with_texts": meetings.held, "meetings_known": meetings.known}


def version_fields(version: DataVersion) -> dict[str, Any]:
    """Return of which data a file is, the day on which it is made, and what holds for its use."""
    return {
        "data_version": version.label,
        "data_date": version.date,
        "date": timezone.localdate(),
        "terms": terms_of_use(),
        "disclaimer": disclaimer(),
    }


def write_json(download: Download) -> Iterator[str]:
    """Yield the file, a record at a time."""
    head = {
        "count": download.count,
        "filter": download.parameters,
        "languages": [asdict(each) for each in download.displayed_texts],
        "url": download.url,
        **version_fields(download.data_version),
        "coverage": coverage_fields(download.selection.index),
    }
    yield dumps(head).removesuffix("}") + ', "results": ['
    separator, names = "\n", download.column_names
    for values in download.column_rows(cells=False):
        yield separator + dumps(dict(zip(names, values, strict=True)))
        separator = ",\n"
    yield "\n]}\n"
