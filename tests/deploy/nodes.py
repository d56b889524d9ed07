"""Two nodes over one PostgreSQL behind nginx, as ``deploy/`` says, and clients that count."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import ssl
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from tests import postgresql
from tests.deploy.proxy import DEPLOY, Proxy, free_port, proxy, wait_for_port

PASSWORD = "for-this-test"  # noqa: S105
#: Pages whose words must not change by an outage.
PATHS = (
    *("/en/", "/zh-hans/recommendations/", "/en/recommendations/2012/5/", "/en/themes/"),
    *("/en/recommendations/?q=children", "/en/recommendations.csv", "/en/documents/"),
)


def read_environment() -> dict[str, str]:
    """Return the settings of the environment file."""
    lines = (DEPLOY / "smuggling-kb.env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


@dataclass
class Site:
    """The whole site; nodes and database can be ended and started."""

    database: str
    folder: Path
    programs: Path
    nodes: list[subprocess.Popen[bytes]]
    ports: list[int]
    proxy: Proxy

    def kill_node(self, number: int) -> None:
        """Kill the first process of a node, whose others end by themselves."""
        self.nodes[number].send_signal(signal.SIGKILL)
        self.nodes[number].wait()

    def database_server(self, *arguments: str) -> None:
        """Start, stop or restart PostgreSQL."""
        subprocess.run(
            [
                *(str(self.programs / "pg_ctl"), "-D", f"{self.database}/data", "--wait"),
                *(f"--log={self.database}/log", *arguments),
            ],
            user=postgresql.owner(),
            cwd=self.database,
            stdout=subprocess.DEVNULL,
            check=True,
        )

    def psql(self, *arguments: str, name: str = "smuggling_kb") -> str:
        """Run statements as PostgreSQL's superuser; what they print."""
        command = ["psql", "-h", self.database, "-U", "postgres", "-d", name, "-At", *arguments]
        return run_program(command)


def run_program(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@contextlib.contextmanager
def whole_site(programs: Path, folder: Path) -> Iterator[Site]:
    """Follow the steps of ``deploy/README.md``: database, nodes one after the other, proxy."""
    with contextlib.ExitStack() as stack:
        socket_folder = stack.enter_context(postgresql.cluster(programs)).split("@/", 1)[1]
        database = socket_folder.rpartition("/")[0]
        admin = ["psql", "-h", database, "-U", "postgres"]
        script = DEPLOY / "postgresql.sql"
        run_program([*admin, f"--variable=password={PASSWORD}", f"--file={script}"])
        environment = os.environ | read_environment()
        environment["SECRET_KEY"] = secrets.token_urlsafe(50)
        environment["DATABASE_URL"] = f"postgres://smuggling_kb:{PASSWORD}@/{database}/smuggling_kb"
        nodes, ports = [], []
        for _number in range(2):
            port = free_port()
            log = stack.enter_context((folder / f"{port}.log").open("wb"))
            node = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", str(port)],
                cwd=settings.BASE_DIR,
                env=environment | {"VAR_DIR": str(folder / str(port))},
                stdout=log,
                stderr=log,
            )
            stack.callback(end, node)
            wait_for_port(port, 300)
            nodes.append(node)
            ports.append(port)
        front = stack.enter_context(proxy(folder, ports))
        yield Site(database, folder, programs, nodes, ports, front)


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(60)


@dataclass
class Count:
    """What clients were answered."""

    sent: int = 0
    right: int = 0
    #: 503 with the time to come back.
    refused: int = 0
    #: No answer, or another status.
    failed: int = 0
    #: 200 with other words than before.
    wrong: int = 0
    statuses: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return (
            f"sent {self.sent}, right {self.right}, 503 {self.refused}, failed {self.failed},"
            f" wrong {self.wrong} ({dict(self.statuses)})"
        )


class Load:
    """Clients that ask for pages in turn, each time on a new connection, until they are told."""

    def __init__(self, front: Proxy, clients: int = 4) -> None:
        self.front = front
        self.count = Count()
        self.expected = {path: front.get(path)[2] for path in PATHS}
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._ask) for _each in range(clients)]

    def __enter__(self) -> Count:
        for thread in self._threads:
            thread.start()
        return self.count

    def __exit__(self, *error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _ask(self) -> None:
        while not self._over.is_set():
            for path in PATHS:
                self._ask_for(path)

    def _ask_for(self, path: str) -> None:
        try:
            status, headers, body = self.front.get(path)
        except (OSError, ssl.SSLError, ValueError, IndexError) as error:
            status, headers, body = 0, {}, type(error).__name__.encode()
        with self._lock:
            self.count.sent += 1
            self.count.statuses[str(status)] += 1
            if status == 200 and body == self.expected[path]:
                self.count.right += 1
            elif status == 200:
                self.count.wrong += 1
            elif status == 503 and "retry-after" in headers:
                self.count.refused += 1
            else:
                self.count.failed += 1


def wait_until_ready(front: Proxy, seconds: float = 30) -> float:
    """Wait until the site says that it is ready; the seconds that it took."""
    start = time.monotonic()
    while time.monotonic() < start + seconds:
        if front.get("/readyz")[0] == 200:
            return time.monotonic() - start
        time.sleep(0.05)
    raise TimeoutError("The site is not ready.")


def main() -> None:
    """Print what clients were answered while parts of the site were away."""
    import tempfile

    programs = postgresql.programs()
    assert programs is not None
    with (
        tempfile.TemporaryDirectory() as folder,
        whole_site(programs, Path(folder)) as site,
    ):
        for name, act in OUTAGES.items():
            with Load(site.proxy) as count:
                time.sleep(3)
                act(site)
                ready = wait_until_ready(site.proxy)
                time.sleep(3)
            print(f"{name}: {count}; ready again after {ready:.1f} s", flush=True)


def stop_database(site: Site) -> None:
    site.database_server("--mode=fast", "stop")
    time.sleep(8)
    site.database_server("start", options(site))


def options(site: Site) -> str:
    return f"--options=-c listen_addresses= -c unix_socket_directories={site.database}"


def restart_database(site: Site) -> None:
    site.database_server("--mode=fast", "restart", options(site))


def crash_database(site: Site) -> None:
    site.database_server("--mode=immediate", "restart", options(site))


def kill_first_node(site: Site) -> None:
    site.kill_node(0)


#: The last one for good.
OUTAGES: dict[str, Callable[[Site], None]] = {
    "PostgreSQL restarted, fast": restart_database,
    "PostgreSQL restarted, immediate": crash_database,
    "PostgreSQL stopped for 8 s": stop_database,
    "one of two nodes killed": kill_first_node,
}


if __name__ == "__main__":
    main()
