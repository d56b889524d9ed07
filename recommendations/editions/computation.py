"""When the digests are computed: before an index is built and after a form or, many, by a thread.

The thread is started by a request, as the site's processes are forked from one that builds the
index and serves none. Until it has ended, pages say that the data version is behind.
"""

from __future__ import annotations

import logging
from threading import Event, Lock, Thread

from django.db import Error, connection, connections

from recommendations.editions.data_version import refresh_data_version
from smuggling_kb.database.connections import lift_statement_limit

logger = logging.getLogger(__name__)

#: There is more to compute than a request could wait for.
is_behind = Event()
_running = Lock()


def refresh_if_possible() -> None:
    """Bring the data version up to date, unless that takes long.

    Where the database is busy or takes no writes, the last version stays.
    """
    try:
        if not refresh_data_version(at_once=True):
            is_behind.set()
    except Error:
        logger.exception("The data version could not be brought up to date.")


def compute_beside_requests() -> None:
    """Start a thread that computes what is behind, unless there is nothing, or one is running."""
    if is_behind.is_set() and _running.acquire(blocking=False):
        Thread(target=_compute, name="digests", daemon=True).start()


def _compute() -> None:
    is_behind.clear()
    try:
        lift_statement_limit(connection)
        refresh_data_version()
    except Error:
        logger.exception("The data version could not be brought up to date.")
    finally:
        _running.release()
        connections.close_all()  # They are this thread's alone.
