"""The time of each query: counted for its request, and told where it is long."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from smuggling_kb.monitoring.request_record import current_record

logger = logging.getLogger(__name__)

#: Characters of a slow statement that are told; never its values.
LONGEST_STATEMENT = 1_000


def time_queries(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Receiver of ``connection_created``, connected in web servers only."""
    if time_query not in connection.execute_wrappers:
        connection.execute_wrappers.append(time_query)


def time_query(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Run a query and add it to the record of the request, if there is one."""
    start = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        seconds = time.perf_counter() - start
        if (record := current_record()) is not None:
            record.queries += 1
            record.query_seconds += seconds
        if 0 < settings.SLOW_QUERY_MS <= seconds * 1000:
            logger.warning("Slow query, %.0f ms: %s", seconds * 1000, sql[:LONGEST_STATEMENT])
