"""The measures, one function a bar: what it asks of the site and of the peer, and what that says.

No page of the site is asked for twice in a run, but where that is what is measured (P6).
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException
from itertools import cycle, islice, product
from random import Random
from statistics import median
from time import perf_counter, sleep

from tests.bench import exactness, floors, importing, narrowing, peer, records, servers
from tests.bench.comparison import Bench, rates, slowest
from tests.bench.fetching import asked, download
from tests.bench.narrowing import LANGUAGES, LIST, Narrowing
from tests.bench.servers import Server
from tests.bench.table import Line, at_least, milliseconds, per_second
from tests.bench.words import FREQUENT

Measure = Callable[[Bench], Iterator[Line]]

#: Downloads and starts take long: so many rounds of them are enough.
FEW = 3
#: Seconds that an import may take before it is given up, and that exactness is looked into.
IMPORT_LIMIT, EXACTNESS_LIMIT = 120, 180
#: Queries of each kind for exactness.
QUERIES = 15
#: The same of passages, in the process that looks into them.
PASSAGE_QUERIES = 5
#: Wrong ones that are shown.
SHOWN = 20
#: New words that are searched for in a round.
COLD = 60
#: Narrowings of which those that fill a page at the fixtures' size are taken.
DRAWN = 10_000
#: Times that each of the long pages is asked for.
LONG_ROUNDS = 40


def filtered(bench: Bench) -> Iterator[Line]:
    """P1: lists narrowed by one to three filters."""
    ours, theirs = bench.in_turns(
        map(narrowing.page, narrowing.random(1), cycle(LANGUAGES)),
        map(peer.page, narrowing.random(1)),
    )
    bench.rates["P1"] = ours.rate
    yield rates("P1", "filtered list, 4 clients", 12, ours, theirs)
    yield slowest("P1", "filtered list, 4 clients, 95 of 100", 20, ours, theirs)


def unfiltered(bench: Bench) -> Iterator[Line]:
    """P2: the pages of the whole list, in random order."""
    pages = len(bench.every) // peer.PAGE
    order = Random(2).sample(range(1, pages + 1), pages)  # noqa: S311 - nothing here is secret
    addresses = (
        LIST.format(language) + f"?page={page}" for language in LANGUAGES for page in order
    )
    ours, theirs = bench.in_turns(
        addresses,
        cycle([peer.page((), after=(page - 1) * peer.PAGE) for page in order]),
        supply=len(LANGUAGES) * pages // bench.rounds,
    )
    bench.rates["P2"] = ours.rate
    yield rates("P2", "unfiltered list, 4 clients", 12, ours, theirs)


def searched(bench: Bench) -> Iterator[Line]:
    """P3: words searched for again with other filters, and words searched for the first time."""
    words = bench.vocabulary
    for word in words.warm:
        asked(bench.ours.port, narrowing.page((), "en", q=word))
    ours, theirs = bench.in_turns(
        (
            narrowing.page(by, language, q=word)
            for by, language, word in zip(narrowing.random(3), cycle(LANGUAGES), cycle(words.warm))
        ),
        (peer.page(by, word) for by, word in zip(narrowing.random(3), cycle(words.warm))),
    )
    bench.rates["P3"] = ours.rate
    yield rates("P3", "search, warm, 4 clients", 12, ours, theirs)
    yield from searched_first(bench)


def searched_first(bench: Bench) -> Iterator[Line]:
    """P3, cold: any words, and then those that about half of all records contain."""
    words = bench.vocabulary
    cold = words.cold()
    some = list(islice(cold, COLD * bench.rounds))
    ours, theirs = bench.in_turns(
        (narrowing.page((), "en", q=word) for word in some),
        (peer.page((), word) for word in some),
        clients=1,
        supply=COLD,
    )
    yield slowest("P3", "search for a new word, 1 client, 95 of 100", 60, ours, theirs)
    frequent = [word for word in words.frequent if word not in some]
    ours, theirs = bench.in_turns(
        (narrowing.page((), "en", q=word) for word in frequent),
        (peer.page((), word) for word in frequent),
        clients=1,
        supply=max(1, len(frequent) // bench.rounds),
    )
    least, most = FREQUENT
    measured = f"search for a new word in {least:.0%} to {most:.0%} of the records, 95 of 100"
    yield slowest("P3", measured, 60, ours, theirs)


def one_record(bench: Bench) -> Iterator[Line]:
    """P4: random records, one client."""
    total = len(bench.every)
    order = Random(4).sample(range(total), total)  # noqa: S311 - nothing here is secret
    codes = ((language, bench.every[place].code) for language in LANGUAGES for place in order)
    ours, theirs = bench.in_turns(
        (f"/{language}/recommendations/{code}/" for language, code in codes),
        cycle([peer.row(place + 1) for place in order]),
        clients=1,
        supply=len(LANGUAGES) * total // bench.rounds,
    )
    bench.rates["P4"] = ours.rate
    yield rates("P4", "one record, 1 client", 1, ours, theirs)


def downloaded(bench: Bench) -> Iterator[Line]:
    """P5: every record as CSV, beside the peer's and beside the cursor's own speed."""
    mine, others, raw, grown = [], [], [], []
    for place in range(min(FEW, bench.rounds)):
        with growth(bench.ours) as largest:
            language = LANGUAGES[place % len(LANGUAGES)]
            mine.append(download(bench.ours.port, f"/{language}/recommendations.csv"))
        grown.append(largest())
        others.append(download(bench.theirs.port, peer.CSV))
        raw.append(float(bench.database.run("floors")))
    ours = median(each.rate for each in mine)
    theirs, floor = median(each.rate for each in others), median(raw)
    lacking = "" if all(each.rows == len(bench.every) for each in mine) else ", but not all rows"
    said = per_second(ours) + lacking
    ratio, met = at_least(3, ours, theirs)
    yield Line("P5", "CSV of all, rows", "≥ 3 ×", said, per_second(theirs), ratio, met)
    ratio, met = at_least(0.65, ours, floor)
    measured = "CSV of all, rows, beside a flat cursor with csv.writer"
    yield Line("P5", measured, "≥ 0.65 ×", said, per_second(floor), ratio, met)
    most = max(grown)
    yield Line("P5", "memory that it takes", "< 60 MB", f"{most:.0f} MB", met=most < 60)


@contextmanager
def growth(server: Server) -> Iterator[Callable[[], float]]:
    """How many MB the server's memory grows by, at most, while something is done."""
    over = threading.Event()
    before = servers.memory(server.worker).get("Rss", 0.0)
    seen = [before]

    def watch() -> None:
        while not over.is_set():
            seen.append(servers.memory(server.worker).get("Rss", 0.0))
            sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield lambda: max(seen) - before
    finally:
        over.set()
        watcher.join()


def repeated(bench: Bench) -> Iterator[Line]:
    """P6: one page again and again, beside a Django whose every page is the same bytes."""
    path = LIST.format("en")
    answer = asked(bench.ours.port, path)
    with floors.constant_server(answer.body, bench.database.folder) as constant:
        ours, theirs = bench.in_turns(cycle([path]), cycle(["/"]), supply=200_000, against=constant)
    yield rates("P6", "the same page, 4 clients, beside a constant Django page", 1, ours, theirs)
    tag = {name.lower(): value for name, value in answer.headers.items()}.get("etag", "")
    status = asked(bench.ours.port, path, {"If-None-Match": tag}).status if tag else 0
    said = str(status) if tag else "no ETag"
    yield Line("P6", "the same page, asked for if it changed", "304", said, met=status == 304)


def grown(bench: Bench) -> Iterator[Line]:
    """P7: full pages of lists at all these records, beside the same addresses at the fixtures'."""
    with bench.small() as small:
        pages = full_pages()
        ours, fixtures = bench.in_turns(
            iter(pages), iter(pages), clients=1, supply=len(pages) // bench.rounds, against=small
        )
    ratio = ours.p50 / fixtures.p50 if fixtures.p50 else 0.0
    held, few = len(bench.every), len(records.real())
    yield Line(
        "P7",
        f"list at {held:,} records beside {few:,}, 1 client, half of the pages",
        "≤ 2 ×",
        milliseconds(ours.p50),
        milliseconds(fixtures.p50),
        f"{ratio:.2f} ×",
        ratio <= 2,
    )
    yield from long_pages(bench)


#: Pages that show much at once, and how many times as long as a list they may take.
LONG_PAGES = {
    "the longest document": ("documents/CTOC/COP/WG.7/2022/2/", 4),
    "the home page": ("", 2),
    "all treaty articles": ("articles/", 2),
    "the subject index": ("index/", 2),
}
#: A visitor with a session is answered anew each time, not from the page cache.
SESSION = {"Cookie": "sessionid=of-nobody"}


def long_pages(bench: Bench) -> Iterator[Line]:
    """P7: other pages beside a list, all at the fixtures' size and none from the page cache."""
    with bench.small() as small:
        list_time = median_time(small, full_pages()[:LONG_ROUNDS])
        for name, (path, most) in LONG_PAGES.items():
            addresses = [f"/{language}/{path}" for language in LANGUAGES]
            time = median_time(small, list(islice(cycle(addresses), LONG_ROUNDS)))
            ratio = time / list_time
            yield Line(
                "P7",
                f"{name} beside a list, 1 client, half of the pages",
                f"≤ {most} ×",
                milliseconds(time),
                milliseconds(list_time),
                f"{ratio:.2f} ×",
                ratio <= most,
            )


def median_time(server: Server, addresses: list[str]) -> float:
    """Milliseconds within which half of these addresses are answered; each language is warm."""
    times = []
    for address in [*addresses[: len(LANGUAGES)], *addresses]:
        start = perf_counter()
        asked(server.port, address, SESSION)
        times.append(1000 * (perf_counter() - start))
    return median(times[len(LANGUAGES) :])


def full_pages() -> list[str]:
    """Addresses of lists that even the fixtures fill a page of, in random order."""
    orders = ("code", "session", "theme")
    groups = ("theme", "session", "strength")
    found = [
        narrowing.page(by, language, sort=order, group=group)
        for order, group, language, by in product(orders, groups, LANGUAGES, full())
    ]
    Random(7).shuffle(found)  # noqa: S311 - nothing here is secret
    return found


def full() -> list[Narrowing]:
    """The ways to narrow a list that leave a full page of the fixtures."""
    drawn = islice(narrowing.random(7), DRAWN)
    return [by for by in drawn if narrowing.selected(by).bit_count() >= peer.PAGE]


def exact(bench: Bench) -> Iterator[Line]:
    """P8: quoted searches beside a look into every text."""
    texts = exactness.FoldedTexts((each.code, text) for each in bench.every for text in each.texts)
    found = exactness.compare(bench.ours.port, texts, QUERIES, EXACTNESS_LIMIT)
    for fault in found.wrong[:SHOWN]:
        print(f"P8: {fault}", file=sys.stderr)
    right = found.asked - len(found.wrong)
    measured = f"quoted search exact ({found.by_code} of them code by code, others by their count)"
    said = f"{right} of {found.asked} right" + f", {found.left} not asked in time" * bool(
        found.left
    )
    yield Line("P8", measured, "all", said, met=not found.left and not found.wrong)


def loaded(bench: Bench) -> Iterator[Line]:
    """P9: what loading the database cost when it was made; a long report imported beside it."""
    cost = bench.loaded
    if cost["seconds"]:
        rate = cost["records"] / cost["seconds"]
        rows = per_second(cost["rows"] / cost["seconds"])
        measured = f"loading records with all that belongs to them ({rows} rows)"
        yield Line("P9", measured, "≥ 5,000/s", per_second(rate), met=rate >= 5000)
    seconds = imports(bench)
    said = f"{seconds:.1f} s" if seconds else f"> {IMPORT_LIMIT} s, given up"
    measured = f"import of a report of {importing.PARAGRAPHS} paragraphs"
    yield Line("P9", measured, "≤ 2 s", said, met=0 < seconds <= 2)


def imports(bench: Bench) -> float:
    """The median seconds of an import; 0 if one took too long."""
    seconds = []
    for _round in range(min(FEW, bench.rounds)):
        try:
            seconds.append(float(bench.database.run("importing", limit=IMPORT_LIMIT)))
        except subprocess.TimeoutExpired:
            return 0.0
    return median(seconds)


def running(bench: Bench) -> Iterator[Line]:
    """P10: the memory of the process that served everything above; how soon a server is ready."""
    used = servers.memory(bench.ours.worker)
    if used:
        said = f"{used['Rss']:.0f} MB, its own share {used['Pss']:.0f} MB"
        yield Line("P10", "memory of the worker", "≤ 260 MB", said, met=used["Rss"] <= 260)
    found = json.loads(bench.database.run("passages", str(PASSAGE_QUERIES)))
    each = found["each"]
    measured = f"memory of {found['passages']:,} passages beside the records, each"
    yield Line("P10", measured, "≤ 1 kB", f"{each:.0f} B", met=each <= 1024)
    said = f"{found['right']} of {found['asked']} right"
    measured = "quoted search of passages exact"
    yield Line("P8", measured, "all", said, met=found["right"] == found["asked"])
    starts = []
    for _round in range(min(FEW, bench.rounds)):
        with servers.site(bench.database) as another:
            starts.append(another.ready)
    ready = median(starts)
    yield Line("P10", "from start to the first list", "≤ 15 s", f"{ready:.1f} s", met=ready <= 15)


#: Every bar but P12, which compares the results on two databases, in the order of measuring.
MEASURES: dict[str, Measure] = {
    "P1": filtered,
    "P2": unfiltered,
    "P3": searched,
    "P4": one_record,
    "P5": downloaded,
    "P6": repeated,
    "P7": grown,
    "P8": exact,
    "P9": loaded,
    "P10": running,
}


def measured(bench: Bench, name: str) -> list[Line]:
    """The lines of a bar; if its measure fails, one that says so."""
    try:
        return list(MEASURES[name](bench))
    except (OSError, HTTPException, subprocess.SubprocessError, ValueError) as error:
        return [Line(name, "failed", ours=f"{type(error).__name__}: {error}", met=False)]


def between_databases(
    sqlite: Mapping[str, float], postgresql: Mapping[str, float]
) -> Iterator[Line]:
    """P12: rates on PostgreSQL beside those on SQLite."""
    for bar in filter(postgresql.__contains__, sqlite):
        ours, other = postgresql[bar], sqlite[bar]
        yield Line(
            "P12",
            f"{bar} on PostgreSQL beside SQLite",
            "≥ 0.5 ×",
            per_second(ours),
            per_second(other),
            *at_least(0.5, ours, other),
        )
