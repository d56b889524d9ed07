"""``serve``: the whole site by one command, from an empty database on."""

import errno
import multiprocessing
import signal
import socket
import time
from threading import Thread
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import connections
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from recommendations.index import current_index
from smuggling_kb.deployment.production import refuse_weak_deployment
from smuggling_kb.health import pending_migrations


class Command(BaseCommand):
    help = "Brings the database up to date and serves the site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        refuse_weak_deployment()
        place = bind_port(host, port)
        prepare_site(host)
        self.stdout.flush()  # Each of the server's processes would print what is left in it.
        numeric, port = place.getsockname()[:2]
        announcement = f"Serving on http://{url_host(host)}:{port}/"
        first = multiprocessing.Lock()

        def application() -> Any:
            """Return what each of the server's processes serves; the first announces it."""
            from smuggling_kb.wsgi import application

            # Ctrl-C is for the process above, which tells this one to end: told twice, it hangs.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            if first.acquire(block=False):
                Thread(target=announce, args=(announcement, numeric, port), daemon=True).start()
            return application

        create_server(numeric, port).serve(target_loader=application, wrap_loader=False)


def url_host(host: str) -> str:
    """Return the host as it stands in an address and in ``Host``: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def bind_port(host: str, port: int) -> socket.socket:
    """Bind the port, so that nobody else can while the database is made ready.

    The server's processes listen there, each on a socket of its own beside this one, which
    ``SO_REUSEPORT`` allows to whoever runs this process and to nobody else.
    """
    try:
        family, kind, *_rest, numeric = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0]
        with socket.create_server((numeric[0], port), family=family) as first:
            place = first.getsockname()
        taken = socket.socket(family, kind)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(place)
    except (OSError, OverflowError) as error:
        if getattr(error, "errno", None) == errno.EADDRINUSE:
            hint = f"./run --port {port + 1}"
            raise CommandError(f"Port {port} is in use. Another can be given: {hint}") from error
        raise CommandError(f"Cannot serve on {url_host(host)}:{port}: {error}") from error
    return taken


def is_listening(host: str, port: int) -> bool:
    """Tell whether somebody listens there."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def announce(announcement: str, host: str, port: int) -> None:
    """Print that pages are served, once they are."""
    while not is_listening(host, port):
        time.sleep(0.01)
    print(announcement, flush=True)


def prepare_site(host: str) -> None:
    """Do everything between an empty database and the first page."""
    if pending_migrations():
        call_command("migrate", verbosity=0)
    call_command("keep_changes")
    call_command("load_fixtures")
    call_command("clearsessions")
    call_command("find_similar", quick=True)
    if settings.PRODUCTION:
        call_command("collectstatic", interactive=False, verbosity=0)
    else:
        settings.ALLOWED_HOSTS.append(url_host(host))
    current_index()  # Built here, the server's processes share it; the port opens afterwards.
    connections.close_all()  # The server's processes must not share one connection.


#: Seconds for answers under way when the server is told to end.
GRACE = 10
#: Seconds after which a thread without work ends, and with it its connection to the database.
IDLE = 600


def create_server(host: str, port: int) -> MPServer:
    """Return the server, configured by this project's settings alone."""
    # Its processes go on from this one, with all that is loaded and prepared.
    multiprocessing.set_start_method("fork", force=True)
    return MPServer(
        "smuggling_kb.wsgi:application",
        host,
        port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=settings.WEB_CONCURRENCY,
        blocking_threads=settings.WEB_THREADS,
        blocking_threads_idle_timeout=IDLE,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
        log_level=LogLevels.error,  # It warns of more threads than cores.
        log_dictconfig=settings.LOGGING,
    )
