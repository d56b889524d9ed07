"""The peer: Datasette, from its own lock into its own environment, with the same records as tables.

It is given its best chance: a read-only file whose rows are counted beforehand, one table with
text and every property that has one value, an index on each of those and on both ends of every
link, no suggestions of facets, and full-text search over three-character sequences, the
only tokens of SQLite's own that find Chinese words (of three characters or more). It counts five
facets, all of a column of the table itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlencode

from tests.bench import records
from tests.bench.databases import FOLDER, ROOT, fingerprint
from tests.bench.narrowing import Narrowing
from tests.bench.records import Record
from tests.bench.servers import Server, free_port, served

LOCK = ROOT / "requirements-bench.txt"
VENV = FOLDER / "datasette-venv"
PROGRAM = VENV / "bin" / "datasette"

FACETS = ("status", "session", "strength", "document", "year")
#: Links with several values for a record: parameter, table, column.
LINKS = {
    "theme": ("recommendation_theme", "theme"),
    "addressee": ("recommendation_addressee", "addressee"),
    "article": ("recommendation_article", "article"),
}
PAGE = 25

#: To be changed with anything that changes the tables.
TABLES_VERSION = 1
NAMED = ("status", "strength", "theme", "addressee", "article", "document")
SETTINGS = {"suggest_facets": "off", "default_page_size": str(PAGE), "facet_time_limit_ms": "2000"}

TABLES = (
    *(f"CREATE TABLE {name} (slug TEXT PRIMARY KEY, name TEXT)" for name in NAMED),
    "CREATE TABLE session (number INTEGER PRIMARY KEY, name TEXT)",
    """CREATE TABLE recommendation (
        id INTEGER PRIMARY KEY,
        code TEXT UNIQUE,
        year INTEGER,
        status TEXT REFERENCES status(slug),
        session INTEGER REFERENCES session(number),
        strength TEXT REFERENCES strength(slug),
        modal TEXT,
        language TEXT,
        document TEXT REFERENCES document(slug),
        text TEXT)""",
    *(
        f"""CREATE TABLE {table} (
            recommendation INTEGER REFERENCES recommendation(id),
            {column} TEXT REFERENCES {column}(slug),
            PRIMARY KEY (recommendation, {column})) WITHOUT ROWID"""
        for table, column in LINKS.values()
    ),
    """CREATE TABLE relation (
        recommendation INTEGER PRIMARY KEY REFERENCES recommendation(id),
        extends INTEGER REFERENCES recommendation(id))""",
)
INDEXES = (
    *(f"CREATE INDEX recommendation_{name} ON recommendation({name})" for name in FACETS),
    *(f"CREATE INDEX {table}_{column} ON {table}({column})" for table, column in LINKS.values()),
    "CREATE INDEX relation_extends ON relation(extends)",
    """CREATE VIRTUAL TABLE recommendation_fts
       USING fts5(text, content="recommendation", content_rowid="id", tokenize="trigram")""",
    "INSERT INTO recommendation_fts(recommendation_fts) VALUES ('rebuild')",
    "INSERT INTO recommendation_fts(recommendation_fts) VALUES ('optimize')",
    "ANALYZE",
)


def installed() -> str:
    """Datasette's version, once exactly what its lock names is installed."""
    stamp = VENV / "installed"
    mark = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != mark:
        print("Installing Datasette.", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
        exact = ("--no-cache-dir", "--require-hashes", "--no-deps", "--requirement", str(LOCK))
        pip = [
            str(VENV / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-input",
            *exact,
        ]
        subprocess.run(pip, check=True)
        stamp.write_text(mark)
    said = subprocess.run([PROGRAM, "--version"], stdout=subprocess.PIPE, text=True, check=True)
    return said.stdout.rpartition(" ")[2].strip()


def made(count: int) -> Path:
    """The peer's database with so many records; made if it is not there."""
    folder = FOLDER / f"datasette_{count}"
    path, kept = folder / "bench.db", folder / "made"
    stamp = f"{TABLES_VERSION}:{fingerprint(count)}"
    if not kept.exists() or kept.read_text() != stamp:
        print(f"Making Datasette's database of {count} records.", file=sys.stderr, flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(path)) as connection:
            fill(connection, records.every(count))
        inspected = subprocess.run([PROGRAM, "inspect", path], stdout=subprocess.PIPE, check=True)
        (folder / "inspected.json").write_bytes(inspected.stdout)
        kept.write_text(stamp)
    return path


def fill(connection: sqlite3.Connection, every: Iterable[Record]) -> None:
    """Write the tables, then their indexes."""
    for statement in TABLES:
        connection.execute(statement)
    ids: dict[str, int] = {}
    for record in every:
        ids[record.code] = len(ids) + 1
        write(connection, record, ids)
    for name in NAMED:
        table, column = LINKS.get(name, ("recommendation", name))
        connection.execute(f"INSERT INTO {name} SELECT DISTINCT {column}, {column} FROM {table}")  # noqa: S608
    connection.execute(
        "INSERT INTO session SELECT DISTINCT session, 'Session ' || session FROM recommendation"
        " WHERE session IS NOT NULL"
    )
    for statement in INDEXES:
        connection.execute(statement)
    connection.commit()


def write(connection: sqlite3.Connection, record: Record, ids: dict[str, int]) -> None:
    """The rows of one record."""
    own = ids[record.code]
    connection.execute(
        "INSERT INTO recommendation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(own, record.code, record.year, record.status, record.session, record.strength),
            *(record.modal, record.language, record.document, record.text),
        ),
    )
    values = {
        "theme": record.themes,
        "addressee": record.addressees,
        "article": [cited.provision for cited in record.cited],
    }
    for name, (table, _column) in LINKS.items():
        links = [(own, value) for value in dict.fromkeys(values[name])]
        connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", links)  # noqa: S608
    if record.extends:
        connection.execute("INSERT INTO relation VALUES (?, ?)", (own, ids[record.extends]))


@contextlib.contextmanager
def server(database: Path) -> Iterator[Server]:
    """Datasette with that database, in one process as always."""
    port = free_port()
    settings = [word for name, value in SETTINGS.items() for word in ("--setting", name, value)]
    command = [
        *(str(PROGRAM), "serve", "--immutable", str(database), "--port", str(port)),
        *("--inspect-file", str(database.parent / "inspected.json"), *settings),
    ]
    with served(command, port, "/-/versions.json", None, database.parent) as running:
        yield running


def page(narrowing: Narrowing, words: str = "", after: int = 0) -> str:
    """The address of the list: narrowed, searched, the page after a record."""
    asked = [pair for name, values in narrowing for pair in condition(name, values)]
    asked += [("_search", words)] if words else []
    asked += [("_next", str(after))] if after else []
    asked += [("_facet", name) for name in FACETS]
    return f"/bench/recommendation?{urlencode(asked)}"


def condition(name: str, values: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What narrows the list to those values."""
    if name in LINKS:
        table, column = LINKS[name]
        for value in values:
            yield "_through", json.dumps({"table": table, "column": column, "value": value})
    elif len(values) > 1:
        yield f"{name}__in", ",".join(values)
    else:
        yield name, values[0]


def row(place: int) -> str:
    """The address of the record of that number."""
    return f"/bench/recommendation/{place}"


CSV = "/bench/recommendation.csv?_stream=on&_size=max"
