"""``serve``: the whole site in one process, from an empty database on."""

import errno
import socket
import sys
from multiprocessing import get_context
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.workers.base import Worker
from gunicorn.workers.gthread import ThreadWorker

from recommendations import snapshot
from smuggling_kb.health import pending_migrations


class Command(BaseCommand):
    help = "Brings the database up to date and serves the site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        listener = listen(host, port)
        prepare(host)
        self.stdout.flush()  # Each of the server's processes would print what is left in it.
        Server(listener, f"Serving on http://{address(host)}:{listener.getsockname()[1]}/").run()


def address(host: str) -> str:
    """The host as it stands in an address and in ``Host``: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def listen(host: str, port: int) -> socket.socket:
    """Take the port, so that nobody else can while the database is made ready."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        if getattr(error, "errno", None) == errno.EADDRINUSE:
            hint = f"./run --port {port + 1}"
            raise CommandError(f"Port {port} is in use. Another can be given: {hint}") from error
        raise CommandError(f"Cannot serve on {address(host)}:{port}: {error}") from error


def prepare(host: str) -> None:
    """Everything between an empty database and the first page."""
    if pending_migrations():
        call_command("migrate", verbosity=0)
    call_command("keep_changes")
    call_command("load_fixtures")
    call_command("find_similar", quick=True)
    if settings.PRODUCTION:
        call_command("collectstatic", interactive=False, verbosity=0)
    else:
        settings.ALLOWED_HOSTS.append(address(host))
    connections.close_all()  # The server's processes must not share one connection.
    # A process that reads a large snapshot stays a sixth smaller than one that made it.
    maker = get_context("fork").Process(target=snapshot.current)
    maker.start()
    maker.join()


#: Seconds that a thread may go on while others wait. Most pages are made in less, so each is made
#: in one go: four clients at once got a sixth more pages than with Python's own 0.005.
TURN = 0.03


class Threads(ThreadWorker):
    """gunicorn's threads, ended by Ctrl-C as by SIGTERM: answers under way are finished.

    gunicorn's own way would stop at once, but sometimes waits forever for a lock: it takes in a
    signal handler what the interrupted code may just hold.
    """

    def init_process(self) -> None:
        sys.setswitchinterval(TURN)
        super().init_process()

    def handle_quit(self, sig: int, frame: FrameType | None) -> None:
        self.handle_exit(sig, frame)


class Server(BaseApplication):
    """gunicorn, told by this project's settings alone."""

    def __init__(self, listener: socket.socket, announcement: str) -> None:
        self.listener = listener
        self.announcement = announcement
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": f"fd://{self.listener.fileno()}",
            "worker_class": Threads,
            "workers": settings.WEB_CONCURRENCY,
            "threads": settings.WEB_THREADS,
            "graceful_timeout": 10,
            "loglevel": "warning",
            "control_socket_disable": True,  # It would make a folder in the home of the user.
            "post_worker_init": self.announce,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from smuggling_kb.wsgi import application

        return application

    def announce(self, worker: Worker) -> None:
        """Say that pages are served, once: the first worker is ready."""
        if worker.age == 1:
            print(self.announcement, flush=True)
