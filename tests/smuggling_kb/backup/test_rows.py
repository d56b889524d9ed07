"""Rows as lines: exact for every kind of value, on every database."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, models
from django.db.models import Value
from django.test.utils import isolate_apps

from smuggling_kb.backup.rows import ordered_json, row_lines, write_lines

Model = type[models.Model]


@pytest.fixture
def model(transactional_db: None) -> Iterator[Model]:
    """A table with every kind of field that a model may have."""
    with isolate_apps("smuggling_kb"):

        class Everything(models.Model):  # noqa: DJ008
            text = models.TextField(null=True)  # noqa: DJ001
            number = models.BigIntegerField(null=True)
            share = models.FloatField(null=True)
            amount = models.DecimalField(max_digits=20, decimal_places=5, null=True)
            is_so = models.BooleanField(null=True)
            day = models.DateField(null=True)
            moment = models.DateTimeField(null=True)
            hour = models.TimeField(null=True)
            span = models.DurationField(null=True)
            name = models.UUIDField(null=True)
            address = models.GenericIPAddressField(null=True)
            content = models.BinaryField(null=True)
            data = models.JSONField(null=True)

            class Meta:
                app_label = "smuggling_kb"

        with connection.schema_editor() as editor:
            editor.create_model(Everything)
        yield Everything
        with connection.schema_editor() as editor:
            editor.delete_model(Everything)


ROWS: list[dict[str, Any]] = [
    {},
    {"text": "", "number": 0, "data": {}, "content": b"", "is_so": False},
    {"text": "  建议 “一”\r\n\t\\n 'x' \"y\" %s {0} \U0001f600 \x7f ", "number": -(2**63)},
    {"number": 2**63 - 1, "share": 0.1 + 0.2, "amount": Decimal("-123456789012345.00001")},
    {"share": -0.0, "amount": Decimal("0.10000"), "is_so": True},
    {"share": 1e308, "day": date(1, 1, 1), "moment": datetime(1970, 1, 1, tzinfo=UTC)},
    {"day": date(9999, 12, 31), "moment": datetime(2026, 12, 1, 23, 59, 59, 999999, UTC)},
    {"hour": time(23, 59, 59, 1), "span": timedelta(days=-3, microseconds=1)},
    {"name": UUID(int=1), "address": "2001:db8::1", "content": bytes(range(256))},
    {"address": "192.0.2.1", "data": {"b": [1, 1.5, None, "建"], "a": {"": ""}, "é": True}},
    {"data": Value(None, models.JSONField())},
    {"data": ["1", 2**70, 1e-7, "\u2028"]},
]


@pytest.mark.parametrize("round_", ["first", "second"])
def test_every_value_comes_back_as_it_was(model: Model, round_: str) -> None:
    """PostgreSQL gives 1e22 as an integer, SQLite as it was written: the lines are the same."""
    rows = model._base_manager
    for values in ROWS:
        rows.create(**values)
    before, lines = list(rows.order_by("pk").values()), b"".join(row_lines(model))
    rows.all().delete()
    write_lines(model, lines.splitlines(keepends=True))
    assert list(rows.order_by("pk").values()) == before
    assert b"".join(row_lines(model)) == lines
    nulls = rows.filter(data__isnull=True).count()
    assert nulls == sum("data" not in values for values in ROWS)


def test_json_is_the_same_from_every_database() -> None:
    assert ordered_json('{"b": 1e22, "a": [1.0, 1.50, -0.5, 3]}') == (
        '{"a":[1.0,1.5,-0.5,3],"b":10000000000000000000000}'
    )
    assert json.loads(ordered_json('"建"')) == "建"
