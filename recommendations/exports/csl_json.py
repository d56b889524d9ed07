"""CSL-JSON: the items that citation processors and reference managers take, as an array.

A recommendation is a ``chapter`` of its document. ``issued`` is the document's date,
``original-date`` the day of adoption. No style prints ``note``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from recommendations.exports.columns import ExportedRecord
from recommendations.exports.download import Download
from recommendations.exports.reference import Reference, format_record
from recommendations.exports.reference_list import ReferenceStyle, format_list

HEAD, SEPARATOR, FOOT = "[\n", ",\n", "\n]\n"


def write_csl_json(download: Download) -> Iterator[str]:
    """Yield the file of a list, many items at a time."""
    return format_list(download, ReferenceStyle(csl_item, escape_json, HEAD, SEPARATOR, FOOT))


def write_csl_json_record(record: ExportedRecord) -> str:
    """Return the file of one record: an array with one item."""
    return HEAD + format_record(record, csl_item) + FOOT


def csl_item(reference: Reference) -> str:
    """Return one record; particulars that are not known are left out."""
    fields: dict[str, Any] = {
        "id": reference.key,
        "type": "chapter" if reference.container else "document",
        "title": reference.title,
        "title-short": reference.name,
        "author": [{"literal": reference.author}],
        "container-title": reference.container,
        "publisher": _("United Nations"),
        "issued": _date_parts(reference.issued) or {"date-parts": [[reference.year]]},
        "original-date": _date_parts(reference.adopted),
        "language": reference.language,
        "abstract": reference.words,
        "note": " ".join(filter(None, (reference.note, reference.translation, reference.database))),
        "URL": reference.url,
    }
    known = {name: value for name, value in fields.items() if value}
    return json.dumps(known, ensure_ascii=False)


def _date_parts(day: date | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None


def escape_json(value: str) -> str:
    """Return words that stand in a string of JSON."""
    return json.dumps(value, ensure_ascii=False)[1:-1]
