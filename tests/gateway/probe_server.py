"""A program that serves a small application as ``./run`` serves the site, with short limits.

It prints its port, and ends with its standard input.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from threading import Thread
from typing import Any

import django

HEAD_SECONDS = 0.3


def application(environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answer by the path."""
    path = environment["PATH_INFO"]
    length = int(environment.get("CONTENT_LENGTH") or 0)
    start("200 OK", [("Content-Type", "text/plain")])
    if path == "/file":
        return (b"x" * 100_000 for _number in range(200))
    if path == "/broken":
        return broken_file()
    if path == "/process":
        return [str(os.getpid()).encode()]
    return [f"{length}\n".encode(), environment["wsgi.input"].read(length)]


def broken_file() -> Iterator[bytes]:
    yield b"x" * 500_000
    raise ValueError("The rows cannot be read.")


def main() -> None:
    """Serve until the standard input ends."""
    from smuggling_kb.management.commands import serve
    from tests.gateway.exchanges import SHORT, make_gateway

    listener = serve.bind_port("127.0.0.1", 0)
    port = listener.getsockname()[1]

    def load() -> Any:
        Thread(target=serve.end_with_parent, daemon=True).start()
        limits = replace(SHORT, body_seconds=0.3, piece_seconds=1, spooled_bytes=1_000_000_000)
        gateway = make_gateway(application, limits=limits, threads=4)
        print(port, flush=True)
        return gateway

    Thread(target=end_with_input, daemon=True).start()
    serve.create_server(listener, HEAD_SECONDS).serve(target_loader=load, wrap_loader=False)


def end_with_input() -> None:
    while os.read(0, 100):  # Not sys.stdin: a process that is forked would wait for its lock.
        pass
    os._exit(0)  # The processes that serve notice it.


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "smuggling_kb.settings"
    django.setup()
    main()
