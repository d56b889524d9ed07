"""What measures share: the servers, and rounds in turns whose medians count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from statistics import median

from tests.bench.databases import Database
from tests.bench.load import Result, driven
from tests.bench.records import Record
from tests.bench.servers import Server
from tests.bench.table import Line, at_least, milliseconds, per_second
from tests.bench.words import Vocabulary

#: Clients that ask at the same time, where several do.
CLIENTS = 4
#: Addresses handed to the driver for a round: more than any round needs.
SUPPLY = 5000


@dataclass
class Rounds:
    """The rounds of one server."""

    results: list[Result] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return median(result.rate for result in self.results)

    @property
    def p50(self) -> float:
        """Milliseconds within which half of the answers came."""
        return median(result.p50 for result in self.results)

    @property
    def p95(self) -> float:
        """Milliseconds within which 95 of 100 answers came."""
        return median(result.p95 for result in self.results)

    def __str__(self) -> str:
        """The rate, with what went wrong."""
        faults = {result.fault for result in self.results if result.fault}
        return ", but ".join([per_second(self.rate), *sorted(faults)[:1]])


@dataclass
class Bench:
    """Everything that a measure may use."""

    database: Database
    #: What it cost to load the database.
    loaded: Mapping[str, float]
    every: Sequence[Record]
    ours: Server
    theirs: Server
    #: Starts the site on a database that has the fixtures alone.
    small: Callable[[], AbstractContextManager[Server]]
    rounds: int
    seconds: float
    #: The median rates of ours by bar, for the comparison of databases.
    rates: dict[str, float] = field(default_factory=dict)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Words to search for."""
        return Vocabulary(self.every)

    def in_turns(
        self,
        ours: Iterator[str],
        theirs: Iterator[str],
        *,
        clients: int = CLIENTS,
        supply: int = SUPPLY,
        against: Server | None = None,
    ) -> tuple[Rounds, Rounds]:
        """Rounds of ours and of another server, the peer unless it is named."""
        mine, others = Rounds(), Rounds()
        for _round in range(self.rounds):
            for rounds, server, paths in (
                (mine, self.ours, ours),
                (others, against or self.theirs, theirs),
            ):
                some = list(islice(paths, supply))
                result = driven(server.port, some, clients=clients, seconds=self.seconds)
                rounds.results.append(result)
        return mine, others


def rates(bar: str, measured: str, target: float, ours: Rounds, peer: Rounds) -> Line:
    """The line that compares rates."""
    ratio, met = at_least(target, ours.rate, peer.rate)
    return Line(bar, measured, f"≥ {target:g} ×", str(ours), str(peer), ratio, met)


def slowest(bar: str, measured: str, target: float, ours: Rounds, peer: Rounds | None) -> Line:
    """The line on 95 of 100 answers."""
    theirs = milliseconds(peer.p95) if peer else ""
    met = ours.p95 <= target
    return Line(bar, measured, f"≤ {target:g} ms", milliseconds(ours.p95), theirs, "", met)
