"""A program that serves the site, whose database goes away as a request's header says.

``X-Fails: begun`` lets the first statement fail after the answer has begun, ``X-Fails: <table>``
the second one that reads a table. It prints its port, and ends with its standard input. Files are
large here from 3,000 bytes on, and some dozen records are read at a time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from threading import Thread
from typing import Any

import django

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]


class FailingDatabase:
    """Wraps each statement of one request; raises instead of running it when told to."""

    def __init__(self, condition: str) -> None:
        self.condition = condition
        self.has_begun = False
        self.reads = 0

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        from django.db import OperationalError

        self.reads += self.condition in sql
        if self.has_begun if self.condition == "begun" else self.reads > 1:
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, *rest)


def fail_as_asked(application: Application) -> Application:
    """Return the application with a database that goes away."""

    def failing(environment: dict[str, Any], start: Start) -> Iterable[bytes]:
        from django.db import connection

        condition = environment.get("HTTP_X_FAILS")
        if not condition:
            yield from application(environment, start)
            return
        database = FailingDatabase(condition)
        connection.ensure_connection()  # Its own wrappers come before this one.
        with connection.execute_wrapper(database):
            body = application(environment, start)
            database.has_begun = True
            try:
                yield from body
            finally:
                getattr(body, "close", int)()

    return failing


def main() -> None:
    """Serve until the standard input ends."""
    from recommendations.exports import column_batch, passage_files
    from recommendations.pages.citations import concordance
    from smuggling_kb import file_responses, spreadsheets
    from smuggling_kb.asgi import application
    from smuggling_kb.gateway import threaded_answer
    from smuggling_kb.management.commands import serve
    from tests.gateway.probe_server import end_with_input

    file_responses.SMALL = file_responses.PIECE = threaded_answer.WHOLE = 3000
    spreadsheets.LINES = 30
    for module in (column_batch, passage_files, concordance):
        vars(module)["BATCH"] = 30
    application.application = fail_as_asked(application.application)
    listener = serve.bind_port("127.0.0.1", 0)
    port = listener.getsockname()[1]

    def load() -> Any:
        Thread(target=serve.end_with_parent, daemon=True).start()
        print(port, flush=True)
        return application

    Thread(target=end_with_input, daemon=True).start()
    serve.create_server(listener, 5).serve(target_loader=load, wrap_loader=False)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "smuggling_kb.settings"
    django.setup()
    main()
