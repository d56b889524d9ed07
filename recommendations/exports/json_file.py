"""JSON: an object that says what was asked for, with the records as objects under ``results``.

``count`` is the number of records, ``filter`` what was asked for as lists of values by parameter,
``url`` the address that answers with the same, ``data_version`` and ``data_date`` the version of
the data and its date. Lists are lists, dates ISO 8601, absent values null.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from recommendations.exports.columns import column_names
from recommendations.exports.download import Download


def dumps(value: Any) -> str:
    """Return JSON of any value that a column holds, readable as it stands."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def write_json(download: Download) -> Iterator[str]:
    """Yield the file, a record at a time."""
    head = {
        "count": download.count,
        "filter": download.parameters,
        "url": download.url,
        "data_version": download.data_version.digest,
        "data_date": download.data_version.date,
    }
    yield dumps(head).removesuffix("}") + ', "results": ['
    separator, names = "\n", column_names()
    for values in download.column_rows(cells=False):
        yield separator + dumps(dict(zip(names, values, strict=True)))
        separator = ",\n"
    yield "\n]}\n"
