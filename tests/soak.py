"""Everything at once on one server for a long time: memory, times, errors, and what is written.

python -m tests.soak [--minutes 20] [--database sqlite|postgresql]

Readers ask for lists, searches, records, documents and downloads; an editor logs in, corrects
records by table and logs out; documents are read by the command. At the end the data version must
be that of a new database in which the same corrections were made once. Prints one line of JSON.
"""

from __future__ import annotations

import argparse
import contextlib
import html
import http.client
import http.cookiejar
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

from tests import postgresql
from tests.bench.databases import ROOT, Database
from tests.bench.servers import HOST, Server, memory, site

READERS = 4
#: Seconds between two corrections, and between two readings of a document.
PAUSE, DOCUMENT_PAUSE = 1.0, 30.0
#: Corrections between a login and a logout.
SESSION = 10
#: The most megabytes by which memory may grow from the first quarter of the time to its end.
GROWTH = 60.0

#: A download may be told to come back later.
EXPECTED = ("200", "404", "503, later")
WORDS = ("证人", "贩运", "合作", "移民", "protection", "smuggling", "训练", "信息", "边境", "儿童")
PAGES = (
    "/{language}/",
    "/{language}/recommendations/?q={word}",
    "/{language}/recommendations/?theme=prevention&q={word}",
    "/{language}/recommendations/?session={number}",
    "/{language}/recommendations/?year=2012&sort=code",
    "/{language}/recommendations/2012/{number}/",
    "/{language}/passages/?q={word}",
    "/{language}/documents/",
    "/{language}/themes/",
    "/{language}/explore/",
    "/{language}/recommendations.csv?q={word}",
    "/{language}/recommendations.json?session={number}",
    "/{language}/recommendations.ris",
    "/{language}/recommendations.xlsx?session={number}",
    "/healthz",
    "/readyz",
)
TABLE = "/admin/recommendations/recommendation/table/"
ACCOUNT = ("editor", "soak of twenty minutes")

#: What a page says of a form that it does not take.
REFUSAL = re.compile(r'class="error(?:list|note)[^>]*>(.{0,300})', re.DOTALL)

MAKE_ACCOUNT = """
import django; django.setup()
from django.contrib.auth.models import User
User.objects.create_superuser({name!r}, "editor@example.org", {password!r})
"""
CORRECT = """
import django, json, sys; django.setup()
from recommendations.history.versions import record_changes
from recommendations.models import Recommendation
with record_changes(by=None, reason="Once."):
    for code, reason in json.load(sys.stdin).items():
        Recommendation.objects.filter(code=code).update(strength_reason=reason)
"""


class Reader(Thread):
    """Somebody who reads one page after another; keeps times in seconds, and statuses."""

    def __init__(self, server: Server, over: Event, seed: int) -> None:
        super().__init__(daemon=True)
        self.port, self.over, self.chance = server.port, over, random.Random(seed)  # noqa: S311
        self.times: list[float] = []
        self.statuses: Counter[str] = Counter()

    def run(self) -> None:
        while not self.over.is_set():
            start = time.monotonic()
            path = self.path()
            try:
                status = self.status(path)
            except (OSError, http.client.HTTPException) as error:
                status = f"{type(error).__name__} {path}"
            self.times.append(time.monotonic() - start)
            self.statuses[status] += 1

    def path(self) -> str:
        return self.chance.choice(PAGES).format(
            language=self.chance.choice(("en", "zh-hans")),
            word=urllib.parse.quote(self.chance.choice(WORDS)),
            number=self.chance.randint(1, 9),
        )

    def status(self, path: str) -> str:
        """Read a page to its end; what is not 200 or 404, with its address."""
        place = http.client.HTTPConnection(HOST, self.port, timeout=60)
        with contextlib.closing(place) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
        if answer.status == 503 and answer.getheader("Retry-After"):
            return "503, later"
        return str(answer.status) if answer.status in (200, 404) else f"{answer.status} {path}"


class Editor(Thread):
    """Somebody who corrects records by table; keeps what is to be in the database then."""

    def __init__(self, server: Server, over: Event, codes: list[str]) -> None:
        super().__init__(daemon=True)
        self.root, self.over, self.codes = f"http://{HOST}:{server.port}", over, codes
        self.chance = random.Random(7)  # noqa: S311
        self.reasons: dict[str, str] = {}
        self.corrections = self.logins = 0
        self.errors: list[str] = []

    def run(self) -> None:
        while not self.over.is_set():
            try:
                self.work()
            except (OSError, ValueError) as error:
                self.errors.append(f"{type(error).__name__}: {error}")
                self.over.wait(PAUSE)

    def work(self) -> None:
        """Log in, correct some records, log out."""
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.browser = urllib.request.build_opener(jar)
        name, password = ACCOUNT
        page = self.read("/admin/login/")
        self.send("/admin/login/", page, username=name, password=password, next="/admin/")
        self.logins += 1
        for _number in range(SESSION):
            if self.over.wait(PAUSE):
                break
            self.correct()
        self.send("/admin/logout/", self.read("/admin/"))

    def correct(self) -> None:
        """Send a table, and confirm what it would change."""
        codes = self.chance.sample(self.codes, 5)
        reason = f"Correction {self.corrections}."
        lines = ["code,strength_reason", *(f"{code},{reason}" for code in codes), ""]
        page = self.send(TABLE, self.read(TABLE), file="\r\n".join(lines))
        self.send(TABLE, page, plan=hidden_value(page, "plan"), reason=reason)
        self.corrections += 1
        self.reasons |= dict.fromkeys(codes, reason)

    def read(self, path: str) -> str:
        with self.browser.open(self.root + path, timeout=60) as answer:
            return str(answer.read().decode())

    def send(self, path: str, page: str, **fields: str) -> str:
        """Send a form that a page has; a field named ``file`` as a file."""
        fields["csrfmiddlewaretoken"] = hidden_value(page, "csrfmiddlewaretoken")
        content_type, body = multipart(fields)
        request = urllib.request.Request(  # noqa: S310 - of this machine
            self.root + path,
            body,
            {"Content-Type": content_type, "Referer": self.root + path, "Origin": self.root},
        )
        with self.browser.open(request, timeout=60) as answer:
            found = str(answer.read().decode())
        if refusal := REFUSAL.search(found):
            raise ValueError(f"{path} refused a form: {refusal[1]}")
        return found


def hidden_value(page: str, name: str) -> str:
    """The value of a hidden field."""
    match = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)
    if match is None:
        raise ValueError(f"The page has no field {name}.")
    return html.unescape(match[1])


def multipart(fields: dict[str, str]) -> tuple[str, bytes]:
    """Return the type and the body of a form."""
    boundary = "soaksoaksoak"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'
        f"{'; filename=table.csv' if name == 'file' else ''}\r\n\r\n{value}\r\n"
        for name, value in fields.items()
    ]
    return f"multipart/form-data; boundary={boundary}", f"{''.join(parts)}--{boundary}--".encode()


class Importer(Thread):
    """Somebody who has documents read that are held already."""

    def __init__(self, database: Database, over: Event) -> None:
        super().__init__(daemon=True)
        self.database, self.over = database, over
        self.imports, self.errors = 0, list[str]()

    def run(self) -> None:
        files = sorted(ROOT.glob("fixtures/sources/*"))
        while not self.over.wait(DOCUMENT_PAUSE):
            file = files[self.imports % len(files)]
            done = manage(self.database, "import_document", str(file))
            self.imports += 1
            if done.returncode:
                self.errors.append(done.stderr)


def manage(
    database: Database, *arguments: str, given: str | None = None
) -> subprocess.CompletedProcess[str]:
    program = [] if arguments[0] == "-c" else ["manage.py"]
    environment = database.environment | {"DJANGO_SETTINGS_MODULE": "smuggling_kb.settings"}
    return subprocess.run(
        [sys.executable, *program, *arguments],
        cwd=ROOT,
        env=environment,
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


def soak(database: Database, minutes: float) -> dict[str, Any]:
    """Do everything at once, and tell how it went."""
    over = Event()
    prepare(database)
    codes = record_codes(database)
    with site(database) as server:
        readers = [Reader(server, over, seed) for seed in range(READERS)]
        editor, importer = Editor(server, over, codes), Importer(database, over)
        threads = [*readers, editor, importer]
        for thread in threads:
            thread.start()
        sizes = []
        for _quarter in range(4):
            over.wait(minutes * 15)
            sizes.append(memory(server.worker).get("Rss", 0.0))
        over.set()
        for thread in threads:
            thread.join(120)
    statuses = sum((reader.statuses for reader in readers), Counter[str]())
    times = sorted(moment for reader in readers for moment in reader.times)
    return {
        "database": database.kind,
        "minutes": minutes,
        "requests": len(times),
        "p50": round(times[len(times) // 2], 3),
        "p95": round(times[len(times) * 95 // 100], 3),
        "statuses": dict(statuses),
        "corrections": editor.corrections,
        "logins": editor.logins,
        "imports": importer.imports,
        "errors": [*editor.errors, *importer.errors],
        "megabytes": [round(size) for size in sizes],
        "data_version": data_version(database),
        "implied_version": implied_version(editor.reasons),
    }


def prepare(database: Database) -> None:
    for arguments in (
        ("migrate", "--verbosity=0"),
        ("load_fixtures",),
        ("-c", MAKE_ACCOUNT.format(name=ACCOUNT[0], password=ACCOUNT[1])),
    ):
        done = manage(database, *arguments)
        if done.returncode:
            sys.exit(done.stderr)


def record_codes(database: Database) -> list[str]:
    """The codes of all records."""
    lines = manage(database, "data_version").stdout.splitlines()[1:]
    return [key for kind, key, _digest in map(str.split, lines) if kind == "recommendation"]


def data_version(database: Database) -> str:
    return manage(database, "data_version").stdout.split(" ")[0]


def implied_version(reasons: dict[str, str]) -> str:
    """The data version of a new database in which each record is corrected once."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Database("sqlite", Path(folder), f"sqlite:///{folder}/db.sqlite3")
        prepare(fresh)
        done = manage(fresh, "-c", CORRECT, given=json.dumps(reasons))
        return data_version(fresh) if done.returncode == 0 else done.stderr


@contextlib.contextmanager
def empty_database(kind: str) -> Iterator[Database]:
    """A database with a folder of its own, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        if kind == "sqlite":
            yield Database(kind, Path(folder), f"sqlite:///{folder}/db.sqlite3")
            return
        programs = postgresql.programs()
        if programs is None:
            sys.exit("PostgreSQL's programs (initdb, pg_ctl) are not on this machine.")
        with postgresql.cluster(programs) as url:
            yield Database(kind, Path(folder), url)


def faults(told: dict[str, Any]) -> list[str]:
    """What went wrong, in words."""
    found = [*told["errors"]]
    found += [status for status in told["statuses"] if status not in EXPECTED]
    if told["megabytes"][-1] > told["megabytes"][0] + GROWTH:
        found.append(f"Memory grew: {told['megabytes']} MB.")
    if told["data_version"] != told["implied_version"]:
        found.append("The data are not those that were written.")
    return found


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    options = parser.parse_args(arguments)
    with empty_database(options.database) as database:
        told = soak(database, options.minutes)
    print(json.dumps(told, ensure_ascii=False))
    if found := faults(told):
        sys.exit("\n".join(found))


if __name__ == "__main__":
    os.environ.pop("DATABASE_URL", None)
    main(sys.argv[1:])
