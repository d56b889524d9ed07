"""The order of texts is the same on every database."""

import random

import pytest
from django.db import connection

from sessions.models import Document
from smuggling_kb.database.collations import other_collations, set_collations
from tests.builders import make_document

pytestmark = pytest.mark.django_db

#: In the order of code points. English has the numbers after the marks and ``a`` before ``B``.
SYMBOLS = ["1,000/2", "A/1", "B/1", "a-b/1", "a/1", "b/1", "É/1", "‘A’/1", "《/1", "一/1"]


def test_the_database_orders_texts_by_their_code_points() -> None:
    for symbol in random.sample(SYMBOLS, len(SYMBOLS)):
        make_document(symbol)
    assert list(Document.objects.order_by("symbol").values_list("symbol", flat=True)) == SYMBOLS


def test_every_text_of_every_model_has_that_order() -> None:
    assert other_collations() == []


def test_a_column_that_a_migration_altered_gets_it_again() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                'ALTER TABLE recommendations_citation ALTER COLUMN "reference"'
                ' TYPE varchar(400) COLLATE "und-x-icu"'
            )
        assert other_collations() == ["recommendations_citation.reference"]
    set_collations()
    assert other_collations() == []
