"""The application that `./run` serves: the site in threads that no client can hold."""

import logging
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections

from smuggling_kb import middleware
from smuggling_kb.database.outages import is_outage
from smuggling_kb.gateway import Gateway, Limits, ThreadPool
from smuggling_kb.gateway.refusal_pages import refuse
from smuggling_kb.wsgi import application as site
from smuggling_kb.wsgi import page_cache


def large_body_limit(environment: dict[str, Any]) -> int:
    """Return the limit of a body that is larger than those of strangers may be."""
    close_old_connections()  # This thread's may be of before a restart of the database.
    return middleware.body_limit(WSGIRequest(environment))


# No line of the log names these; to find them out takes as long as all else of a line.
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False

limits = Limits()

#: Threads by the beginning of the path, so that none of these has to wait for another.
pools = [
    (beginning, ThreadPool(name, threads, limits))
    for beginning, name, threads in (
        ("/healthz", "health", 1),
        ("/readyz", "readiness", 1),
        ("/admin/login/", "login", 2),
        ("/admin/", "staff", settings.WEB_THREADS),
        ("", "public", settings.WEB_THREADS),
    )
]

application = Gateway(
    site,
    pools,
    cache=page_cache,
    refuse=refuse,
    body_limit=middleware.BODY_LIMIT,
    large_body_limit=large_body_limit,
    is_outage=is_outage,
    limits=limits,
)
