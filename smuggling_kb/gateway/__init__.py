"""From requests over HTTP to threads of the site: bodies, answers, queues, kept pages.

No client holds a thread. An ASGI server gives a request here as soon as its head is read. The
event loop reads the body, within a time; then the WSGI application answers in a thread of a pool;
what it answers waits in memory or in a temporary file until the client has taken it. Pages that are
kept need no thread.
"""

from smuggling_kb.gateway.application import Gateway
from smuggling_kb.gateway.limits import Limits
from smuggling_kb.gateway.refusals import Refusal
from smuggling_kb.gateway.thread_pool import ThreadPool

__all__ = ["Gateway", "Limits", "Refusal", "ThreadPool"]
