"""What a page costs grows no faster than the records: no query's plan is quadratic."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import count, islice

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from recommendations.index.builder import build_index
from recommendations.index.provider import _provider
from smuggling_kb.models import Revision
from tests import public_pages
from tests.bench import cold, records
from tests.bench.loading import Loader, load_documents

pytestmark = [
    pytest.mark.usefixtures("knowledge_base"),
    pytest.mark.early,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite counts its steps"),
]

#: Records beside the real ones, then as many again.
RECORDS = 600
#: SQLite's steps are counted in so many.
STEPS = 1000
#: Twice the records may cost so many times the steps; four times would be quadratic.
GROWTH = 2.7
#: Below so many thousand steps, some milliseconds, nothing is said of growth.
SLACK = 100


def test_twice_the_records_cost_no_page_more_than_twice_the_steps() -> None:
    new = (record for record in records.every(10 * RECORDS) if not record.real)
    load_documents()
    loader = Loader()
    loader.write(list(islice(new, RECORDS)))
    forget_statistics()
    few = count_steps()
    loader.write(list(islice(new, RECORDS)))
    many = count_steps()
    grown = {
        address: (few[address], steps)
        for address, steps in many.items()
        if steps > SLACK + GROWTH * few[address]
    }
    assert grown == {}


def count_steps() -> dict[str, int]:
    """Return the steps of each address, in thousands."""
    return dict(_count_each())


def _count_each() -> Iterator[tuple[str, int]]:
    application = WSGIHandler()
    pages = [f"/en/{page}" for page, *_states in public_pages.PAGES.values()]
    index = build_index(Revision.objects.current())
    for address in (*pages, *more_addresses()):
        cold.forget(index)
        steps = count()
        connection.connection.set_progress_handler(partial(_count_one, steps), STEPS)
        cold.first_byte(application, address)
        yield address, next(steps)
    connection.connection.set_progress_handler(None, STEPS)
    _provider.index = None


def _count_one(steps: Iterator[int]) -> bool:
    return next(steps) < 0


def more_addresses() -> Iterator[str]:
    """Yield other ways to ask; files that are made as a whole, of the same rows, take long."""
    for address in (*cold.LISTS, *cold.FILES):
        if "xlsx" not in address and "docx" not in address:
            yield f"/en/{address}"
    yield from cold.ROOTS


def forget_statistics() -> None:
    """Let SQLite plan as if nothing had ever been analysed: that must do, too."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_schema")
