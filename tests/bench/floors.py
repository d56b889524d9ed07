"""The floors: what no site on Django, and no download from this database, can be expected to beat.

``constant`` is a Django that answers every request with the same bytes, without middleware, for
granian to serve as it serves the site. Run as a program on a database, the module writes a flat
CSV of every record, straight from the database's cursor, and prints its rows a second.
"""

from __future__ import annotations

import contextlib
import csv
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import django

from tests.bench.servers import HOST, Server, free_port, served

#: Rows that are read and written at a time.
BATCH = 2000
THREADS = 4
#: The variable that names the file with the constant page.
CONSTANT = "CONSTANT_PAGE"


def constant() -> Any:
    """The WSGI application whose every page is the content of the file that is named to it."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpRequest, HttpResponse
    from django.urls import re_path

    content = Path(os.environ[CONSTANT]).read_bytes()

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(content, headers={"Content-Length": str(len(content))})

    settings.configure(ALLOWED_HOSTS=[HOST], MIDDLEWARE=[], ROOT_URLCONF=(re_path("", view),))
    return get_wsgi_application()


@contextlib.contextmanager
def constant_server(content: bytes, folder: Path) -> Iterator[Server]:
    """A server of the constant page, one process with as many threads as the site's."""
    page = folder / "constant.html"
    page.write_bytes(content)
    port = free_port()
    command = [
        *(sys.executable, "-m", "granian", "--host", HOST, "--port", str(port)),
        *("--interface", "wsgi", "--http", "1", "--no-ws", "--log-level", "error"),
        *("--blocking-threads", str(THREADS), "--factory", "tests.bench.floors:constant"),
    ]
    environment = {**os.environ, CONSTANT: str(page)}
    with served(command, port, "/", environment, folder) as server:
        yield server


def rows() -> Iterator[list[tuple[Any, ...]]]:
    """Every record with its text and meeting in the order of codes, a batch at a time."""
    from django.db import connection

    from recommendations.models import Recommendation, RecommendationText
    from sessions.models import WorkingGroupSession

    query = (
        'SELECT r.code, r.status, s.number, s.start, s."end", r.strength, t.modal, t.language,'  # noqa: S608
        " t.text_status, t.chapeau, t.text"
        f' FROM "{Recommendation._meta.db_table}" r'
        f' JOIN "{RecommendationText._meta.db_table}" t ON t.recommendation_id = r.id'
        f' LEFT JOIN "{WorkingGroupSession._meta.db_table}" s ON s.id = r.session_id'
        " ORDER BY r.year, r.number, r.letter"
    )
    connection.ensure_connection()
    raw: Any = connection.connection
    with contextlib.closing(raw.cursor()) as cursor:
        cursor.execute(query)
        while batch := cursor.fetchmany(BATCH):
            yield batch


def main() -> None:
    """Write the CSV to nowhere and print the rows a second."""
    start, count = perf_counter(), 0
    with Path(os.devnull).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for batch in rows():
            writer.writerows(batch)
            count += len(batch)
    print(count / (perf_counter() - start))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "smuggling_kb.settings"
    django.setup()
    main()
