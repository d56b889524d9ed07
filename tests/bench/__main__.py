"""``./run bench``: measures the site beside its peer, on 270,000 records, and prints a table."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

from tests.bench import databases, measures, peer, records, report, servers
from tests.bench.comparison import Bench
from tests.bench.databases import KINDS, ROOT
from tests.bench.records import Record
from tests.bench.table import Line, markdown, row

PERFORMANCE = ROOT / "docs" / "PERFORMANCE.md"
P12 = "P12"


def main(arguments: Sequence[str]) -> int:
    """Measure what was asked for, print it and, if told to, write it into the documentation."""
    asked = parsed(arguments)
    # Ended from outside, end the servers too.
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(128 + signal.SIGTERM))
    bars = asked.only or [*measures.MEASURES, P12]
    kinds = KINDS if asked.database == "both" else (asked.database,)
    every = list(records.every(asked.records))
    versions = {name: version(name) for name in ("Django", "granian")}
    versions["Datasette"] = peer.installed()
    their_database = peer.made(asked.records)
    parts = [f"{len(every):,} records. {report.machine(versions)}.", report.distribution(every)]
    rates: dict[str, dict[str, float]] = {}
    for kind in kinds:
        title = f"### {report.TITLES[kind]}"
        lines, rates[kind] = measured(kind, bars, every, their_database, asked)
        parts += [title, markdown(lines)]
    if P12 in bars and len(kinds) > 1:
        lines = list(measures.between_databases(rates["sqlite"], rates["postgresql"]))
        parts += [f"### {report.TITLES['both']}", markdown(lines)]
    results = "\n\n".join(parts)
    print(results)
    if asked.write:
        report.write(PERFORMANCE, results)
    return 0


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--records", type=int, default=270_000, help="how many (270000)")
    parser.add_argument("--rounds", type=int, default=5, help="in turns, the median counts (5)")
    parser.add_argument("--seconds", type=float, default=4, help="of each round (4)")
    parser.add_argument("--only", type=bars_named, help="some bars, such as P1,P3")
    parser.add_argument("--database", choices=(*KINDS, "both"), default="both", help="(both)")
    parser.add_argument("--write", action="store_true", help="the table into docs/PERFORMANCE.md")
    return parser.parse_args(arguments)


def bars_named(names: str) -> list[str]:
    """Bars by their names, separated by commas."""
    found = names.split(",")
    if unknown := set(found) - {*measures.MEASURES, P12}:
        raise argparse.ArgumentTypeError(f"there is no {', '.join(sorted(unknown))}")
    return found


def measured(
    kind: str,
    bars: Sequence[str],
    every: Sequence[Record],
    their_database: Path,
    asked: argparse.Namespace,
) -> tuple[list[Line], dict[str, float]]:
    """The lines of all bars on one database, and the rates of ours."""
    with ExitStack() as stack:
        beginning = stack.enter_context(databases.addresses(kind))
        database, loaded = databases.made(kind, beginning, len(every))
        small, _loaded = databases.made(kind, beginning, len(records.real()))
        bench = Bench(
            database,
            loaded,
            every,
            ours=stack.enter_context(servers.site(database)),
            theirs=stack.enter_context(peer.server(their_database)),
            small=lambda: servers.site(small),
            rounds=asked.rounds,
            seconds=asked.seconds,
        )
        lines = []
        for name in measures.MEASURES:
            if name in bars:
                print(f"{name} on {kind}", file=sys.stderr, flush=True)
                found = measures.measured(bench, name)
                print(*(row(line.cells) for line in found), sep="\n", file=sys.stderr, flush=True)
                lines += found
        return lines, bench.rates


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
