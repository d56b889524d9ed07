"""Asks every public address for its first byte as nobody did before in this version of the data.

Run by ``Database.run`` as a program, ``python -m tests.bench.cold``. Prints, as JSON, for each
address its status and the milliseconds until the first byte of its body. Before each request the
version of the data is increased and nothing is left of what was computed from the index; the index
itself stays, as a large one is built beside requests. What is slow is asked for again, and the
quickest time counts: another program may have held the machine. Time is that of the
processor, so that other programs do not lengthen it: this process's, in which SQLite works too,
and that of PostgreSQL's process for this connection.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import django

if TYPE_CHECKING:
    from recommendations.index import RecommendationIndex

#: An address that takes longer, in milliseconds, is asked for again, this often at most.
LIMIT = 1000
ATTEMPTS = 3

COLUMNS = ("heading", "themes", "topics", "articles", "cites", "text")
#: Ways to ask for more of a list than its first page, for a generated document and its records.
LISTS = (
    "recommendations/?page=100000",
    *(f"recommendations/?page=400&sort={sort}" for sort in ("newest", "code", "session", "theme")),
    *(f"recommendations/?group={group}&size=200" for group in ("theme", "session", "strength")),
    "recommendations/?page=200&sort=theme&group=theme&size=200",
    "recommendations/?q=移民",
    "recommendations/?q=移民&page=300&group=theme",
    "recommendations/?q=的&sort=relevance",
    "recommendations/?q=the smuggling of migrants&view=table&size=200",
    "recommendations/?q=*移*&view=table&size=200",
    "recommendations/?view=table&size=200" + "".join(f"&columns={name}" for name in COLUMNS),
    "recommendations/?theme=protection&theme=research&session=1&status=adopted&addressee=states",
    "recommendations/?document=CTOC/COP/WG.7/2013/101",
    "alignment/?page=250",
    "alignment/?language=fr&status=missing",
    "concordance/?page=250",
    "concordance/?page=100000",
    "passages/?page=2000",
    "passages/?q=移民&page=100&kind=item",
    "documents/CTOC/COP/WG.7/2013/101/",
    "documents/CTOC/COP/WG.7/2013/101/citations/",
    "recommendations/2013/1002/",
    "brief/?q=移民",
    "brief/?document=CTOC/COP/WG.7/2013/101",
    "families/2013/1002/",
    "compare/?code=2013/1002&code=2013/1003",
    "go/?ref=2013/1002",
    "go/?ref=CTOC/COP/WG.7/2013/101 para 1002",
    "go/?ref=移民",
    "articles/untoc/",
    "articles/untoc/18/",
)
#: A workbook is whole before its first byte, and this one has every record.
WHOLE = "/en/recommendations.xlsx"
#: What is no page.
FILES = (
    *(f"recommendations.{extension}" for extension in ("csv", "xlsx", "json", "ris", "bib")),
    "recommendations.csv?q=移民",
    "recommendations.ris?theme=research&sort=theme",
    "alignment.csv",
    "concordance.csv",
    "concordance.csv?sort=report",
    "passages.csv",
    "passages.json",
    "passages.csv?q=移民",
    "documents/citing.csv",
    "documents/citing.svg",
    "brief.docx",
    "brief.docx?theme=research",
    "recommendations/suggest/?q=移",
    "recommendations/suggest/?q=smug",
    "opensearch.xml",
    "recommendations/2013/1002.json",
    "recommendations/2013/1002.ris",
    "recommendations/2013/1002.bib",
    "recommendations/2013/",
)
#: Addresses without a language.
ROOTS = ("/sitemap.xml", "/sitemap.xml?page=1", "/sitemap.xml?page=5", "/robots.txt", "/readyz")


def main(asked: list[str]) -> None:
    """Ask for the addresses, or for every one."""
    from django.core.wsgi import get_wsgi_application
    from django.db.backends.signals import connection_created

    from recommendations.index import current_index
    from smuggling_kb.database.connections import limit_statements

    application = get_wsgi_application()
    connection_created.connect(limit_statements)
    index = current_index()
    found: dict[str, tuple[int, int]] = {}
    for address in asked or addresses():
        quickest = sys.maxsize
        for _attempt in range(ATTEMPTS):
            forget(index)
            status, seconds = first_byte(application, address)
            quickest = min(quickest, round(1000 * seconds))
            found[address] = status, quickest
            if quickest <= LIMIT or address == WHOLE:
                break
    json.dump(found, sys.stdout, ensure_ascii=False)


def addresses() -> Iterator[str]:
    """Every address that is asked for; the pages are those of the URL patterns."""
    from recommendations.pages.charts.registry import CHARTS
    from tests import public_pages

    for page in (*public_pages.ALL, *LISTS, *FILES):
        yield f"/en/{page}"
    for slug in CHARTS:
        yield f"/en/explore/{slug}.svg"
        yield f"/en/explore/{slug}.png"
        yield f"/en/explore/{slug}.csv"
    yield from ROOTS


def forget(index: RecommendationIndex) -> None:
    """Increase the version of the data, and serve the index without what was computed from it."""
    from recommendations.index import provider
    from recommendations.index.cache import ResultCache
    from smuggling_kb.database.revision import count_change
    from smuggling_kb.models import Revision

    count_change()
    passages = replace(index.passages, cache=ResultCache(), count_cache=ResultCache())
    provider._provider.index = replace(
        index,
        revision=Revision.objects.current(),
        passages=passages,
        cache=ResultCache(),
        count_cache=ResultCache(),
        bulk_cache=ResultCache(index.bulk_cache.size),
        _facet_labels={},
    )


def first_byte(application: Any, address: str) -> tuple[int, float]:
    """Ask for an address: the status, and the seconds until the first byte."""
    from django.test import RequestFactory

    statuses: list[str] = []
    path, _question, query = address.partition("?")
    environment = RequestFactory(SERVER_NAME="localhost").get(path).environ
    environment["QUERY_STRING"] = quote(query, safe="=&/")
    start = processor_time()
    body = application(environment, lambda status, _headers, *_error: statuses.append(status))
    next(iter(body), b"")
    seconds = processor_time() - start
    body.close()
    return int(statuses[0].split()[0]), seconds


def processor_time() -> float:
    """Return the seconds of the processor that this process and its database had so far."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [backend] = cursor.fetchone()
    # After the name, in brackets, of the program: fields 3 and on; 14 and 15 are its time.
    fields = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    return process_time() + ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "smuggling_kb.settings"
    django.setup()
    main(sys.argv[1:])
