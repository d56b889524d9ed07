"""Downloads of the rows of any model: their own fields, other rows by natural keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from django.db.models import Field, ForeignKey, Model, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from smuggling_kb.file_responses import FEW_ROWS, file_response, whole_file_response
from smuggling_kb.spreadsheets import CONTENT_TYPES, Sheet, Value, csv_lines, workbook_file

#: Rows that are read at a time.
BATCH = 200
#: Between the parts of a natural key.
PARTS = " | "


def sheet_response(
    request: HttpRequest,
    sheet: Sheet,
    extension: str,
    version: str = "",
    link: str = "",
    further: Sequence[Sheet] = (),
) -> HttpResponseBase:
    """Return a table as a file, named for its contents, the date and a version of the data.

    ``link`` is the header that says what describes it. A workbook has ``further`` sheets.
    """
    parts = (sheet.name, f"{timezone.localdate():%Y-%m-%d}", version)
    name = f"{'-'.join(filter(None, parts))}.{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if link:
        headers["Link"] = link
    content_type = CONTENT_TYPES[extension]
    if extension == "csv":
        return file_response(request, csv_lines(sheet), content_type, headers)
    rows = iter(sheet.rows)
    first = list(islice(rows, FEW_ROWS + 1))
    complete = replace(sheet, rows=chain(first, rows))
    return whole_file_response(
        request,
        lambda: workbook_file(complete, *further),
        content_type,
        headers,
        is_small=len(first) <= FEW_ROWS,
    )


def stored_fields(rows: QuerySet[Any]) -> Sheet:
    """Return rows as they are stored; two queries, and one more for every ``BATCH``."""
    fields = [field for field in rows.model._meta.concrete_fields if not field.primary_key]
    found = batches(
        rows, rows.model._default_manager.select_related(*natural_key_relations(fields))
    )
    return Sheet(
        str(rows.model._meta.model_name),
        [field.name for field in fields],
        ([field_value(row, field) for field in fields] for row in found),
    )


def batches(rows: QuerySet[Any], read: QuerySet[Any]) -> Iterator[Any]:
    """Yield rows in their order, each once, as the other query reads them."""
    pks = list(dict.fromkeys(rows.values_list("pk", flat=True)))
    for start in range(0, len(pks), BATCH):
        wanted = pks[start : start + BATCH]
        found = read.in_bulk(wanted)
        yield from (found[pk] for pk in wanted if pk in found)


def natural_key_relations(fields: Iterable[Field[Any, Any]]) -> list[str]:
    """Return the relations that lead to the natural keys of the rows that fields point to."""
    paths = [
        [field.name, *key.split(LOOKUP_SEP)[:-1]]
        for field in fields
        if isinstance(field, ForeignKey)
        for key in getattr(field.related_model, "natural_fields", ("pk",))
    ]
    return sorted({LOOKUP_SEP.join(path) for path in paths})


def field_value(row: Model, field: Field[Any, Any]) -> Value:
    """Return the value of a row's field; of another row its natural key."""
    if not isinstance(field, ForeignKey):
        held = field.value_from_object(row)
        return None if held is None else field.value_to_string(row)
    other = getattr(row, field.name)
    if other is None:
        return None
    key = other.natural_key() if hasattr(other, "natural_key") else (other.pk,)
    return PARTS.join(str(part) for part in key)
