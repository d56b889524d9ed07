"""``serve``: the whole site by one command, from an empty database on."""

import errno
import multiprocessing
import os
import resource
import signal
import socket
import sys
from threading import Thread
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import connections
from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from recommendations.index import current_index
from smuggling_kb.accounts.retention import forget_old_rows
from smuggling_kb.database.preparation import preparation_lock, prepare_database
from smuggling_kb.deployment.production import refuse_weak_deployment
from smuggling_kb.monitoring.metrics_folder import prepare_metrics_folder


class Command(BaseCommand):
    help = "Brings the database up to date and serves the site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        refuse_weak_deployment()
        listener = bind_port(host, port)
        prepare_site(host)
        self.stdout.flush()  # Each of the server's processes would print what is left in it.
        announcement = f"Serving on http://{url_host(host)}:{listener.getsockname()[1]}/"
        first = multiprocessing.Lock()

        def application() -> Any:
            """Return what each of the server's processes serves; the first announces it."""
            from smuggling_kb.asgi import application

            # Ctrl-C is for the process above, which tells this one to end: told twice, it hangs.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            Thread(target=end_with_parent, daemon=True).start()
            if first.acquire(block=False):
                print(announcement, flush=True)
            return application

        create_server(listener).serve(target_loader=application, wrap_loader=False)


def url_host(host: str) -> str:
    """Return the host as it stands in an address and in ``Host``: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def bind_port(host: str, port: int) -> socket.socket:
    """Bind the port, so that nobody else can while the database is made ready.

    Connections are refused until ``create_server`` listens there. Two sockets that do not listen
    may have the same port: one that does, for a moment, makes sure that it is free.
    """
    try:
        family, kind, *_rest, numeric = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0]
        with socket.create_server((numeric[0], port), family=family) as first:
            address = first.getsockname()
        listener = socket.socket(family, kind)
        # Without it the port would not be free for a minute after somebody was served there.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            # Connections have it from their listener: Linux ends one that takes nothing any more.
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STALLED * 1000)
        listener.bind(address)
    except (OSError, OverflowError) as error:
        if getattr(error, "errno", None) == errno.EADDRINUSE:
            hint = f"./run --port {port + 1}"
            raise CommandError(f"Port {port} is in use. Another can be given: {hint}") from error
        raise CommandError(f"Cannot serve on {url_host(host)}:{port}: {error}") from error
    return listener


def end_with_parent() -> None:
    """End this process when the one that started it has ended, by whatever means."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def prepare_site(host: str) -> None:
    """Do everything between an empty database and the first page."""
    prepare_metrics_folder(is_new_server=True)
    with preparation_lock():
        prepare_database()
        forget_old_rows()
        if settings.PRODUCTION:
            call_command("collectstatic", interactive=False, verbosity=0)
    if not settings.PRODUCTION:
        settings.ALLOWED_HOSTS.append(url_host(host))
    current_index()  # Built here, the server's processes share it; the port opens afterwards.
    connections.close_all()  # The server's processes must not share one connection.


#: Seconds for answers under way when the server is told to end.
GRACE = 10
#: Seconds for the head of a request, the first one or the next on the same connection.
HEAD_SECONDS = 15
#: Seconds after which a connection ends whose client takes nothing of an answer.
STALLED = 30
#: Bytes of a request's head, and what is read of a body at a time. A head of up to twice as many
#: may pass if its end comes with the last piece that is read.
HEAD_BYTES = 128 * 1024
#: Connections of each process; more wait until one of them ends.
CONNECTIONS = 2_000


class SharedSocketServer(MPServer):
    """Granian with one socket for all its processes.

    With one for each, whoever waits at the socket of a process that ends would be lost.
    """

    def __init__(self, listener: socket.socket, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.listener = listener

    def _init_shared_socket(self) -> None:
        self.listener.listen(self.backlog)
        self.listener.setblocking(False)
        backlog = (self.backlog,) if sys.platform == "linux" else ()
        shared: Any = SocketHolder
        self._ssp: Any = None
        self._sso: Any = None
        self._shd: Any = shared(self.listener.fileno(), False, *backlog)


def create_server(listener: socket.socket, head_seconds: float = HEAD_SECONDS) -> MPServer:
    """Return the server, configured by this project's settings alone."""
    raise_file_limit()
    # Its processes go on from this one, with all that is loaded and prepared.
    multiprocessing.set_start_method("fork", force=True)
    host, port = listener.getsockname()[:2]
    return SharedSocketServer(
        listener,
        "smuggling_kb.asgi:application",
        host,
        port,
        interface=Interfaces.ASGINL,
        loop=Loops.asyncio,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=int(head_seconds * 1000), max_buffer_size=HEAD_BYTES
        ),
        websockets=False,
        workers=settings.WEB_CONCURRENCY,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
        log_level=LogLevels.error,
        log_dictconfig=settings.LOGGING,
    )


def raise_file_limit() -> None:
    """Allow as many open files as the system lets this user have: each connection is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * CONNECTIONS
    if soft < wanted:
        limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
