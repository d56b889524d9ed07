"""Figures for Prometheus. Imported only where ``METRICS_TOKEN`` is set.

Where several processes serve pages, ``prometheus_client`` lets each count in files of its own, in
the folder that the settings name, and adds them up when it is asked.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from smuggling_kb.database.outages import OUTAGE_ERRORS, is_outage
from smuggling_kb.monitoring.memory import resident_memory
from smuggling_kb.monitoring.request_record import RequestRecord
from smuggling_kb.monitoring.site_state import SECTIONS, StateFact

#: Bounds of the classes in which durations are counted, in seconds.
DURATIONS = (0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60)
#: Seconds between two looks at the memory of a process.
MEMORY_INTERVAL = 5.0

REQUESTS = Counter("smuggling_kb_requests", "Requests by route and status.", ("route", "status"))
SECONDS = Histogram(
    "smuggling_kb_request_seconds",
    "Seconds to the end of the answer.",
    ("route",),
    buckets=DURATIONS,
)
QUERIES = Counter("smuggling_kb_queries", "Queries of the database by route.", ("route",))
QUERY_SECONDS = Counter("smuggling_kb_query_seconds", "Seconds of these queries.", ("route",))
DOWNLOADS = Gauge(
    "smuggling_kb_downloads_running",
    "Downloads that are being made while they are sent.",
    multiprocess_mode="livesum",
)
LOGIN_FAILURES = Counter("smuggling_kb_login_failures", "Logins that were refused.")
MEMORY = Gauge(
    "smuggling_kb_process_memory_bytes",
    "Memory of each process that serves pages.",
    multiprocess_mode="liveall",
)

_memory_seen = float("-inf")


def observe_request(record: RequestRecord) -> None:
    """Count a request that is answered."""
    route = record.route
    REQUESTS.labels(route, record.status).inc()
    SECONDS.labels(route).observe(record.seconds)
    if record.queries:
        QUERIES.labels(route).inc(record.queries)
        QUERY_SECONDS.labels(route).inc(record.query_seconds)
    _observe_memory()


def _observe_memory() -> None:
    global _memory_seen
    if (now := time.monotonic()) - _memory_seen >= MEMORY_INTERVAL:
        _memory_seen = now
        MEMORY.set(resident_memory())


def count_download(change: int) -> None:
    """Count a download that begins, by 1, or ends, by -1."""
    DOWNLOADS.inc(change)


def count_login_failure(**_signal: object) -> None:
    """Receive ``user_login_failed``."""
    LOGIN_FAILURES.inc()


class SiteStateCollector(Collector):
    """The numbers of the operator's page, asked for when Prometheus asks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        families: dict[str, GaugeMetricFamily] = {}
        is_up = 1
        for section in SECTIONS:
            try:
                for fact in section.facts():
                    if fact.gauge and fact.number is not None:
                        _add_to_family(families, fact, fact.number)
            except OUTAGE_ERRORS as error:
                if not is_outage(error):
                    raise
                is_up = 0
        yield from families.values()
        yield GaugeMetricFamily("smuggling_kb_up", "1 unless there is an outage.", value=is_up)


def _add_to_family(families: dict[str, GaugeMetricFamily], fact: StateFact, number: float) -> None:
    names = [name for name, _value in fact.label_values]
    family = families.setdefault(
        fact.gauge, GaugeMetricFamily(fact.gauge, str(fact.label), labels=names)
    )
    family.add_metric([value for _name, value in fact.label_values], number)


def metrics_page() -> bytes:
    """Return all figures in Prometheus's text format."""
    MEMORY.set(resident_memory())
    registry = REGISTRY
    if settings.METRICS_DIR is not None:
        forget_dead_processes(settings.METRICS_DIR)
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry) + generate_latest(state_registry)


def forget_dead_processes(folder: Path) -> None:
    """Leave out the memory of processes that have ended; what they counted stays."""
    for file in folder.glob("gauge_live*.db"):
        pid = file.stem.rpartition("_")[2]
        if not Path("/proc", pid).exists():
            multiprocess.mark_process_dead(int(pid))  # type: ignore[no-untyped-call]


state_registry = CollectorRegistry()
state_registry.register(SiteStateCollector())
user_login_failed.connect(count_login_failure)
