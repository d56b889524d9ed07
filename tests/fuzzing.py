"""Hostile requests over HTTP, to the site as ``./run`` serves it.

DATABASE_URL=… VAR_DIR=… python -m tests.fuzzing [--public 10000] [--admin 2000] [--seed 1]

Fills the database, which must be empty, and keeps it for itself. Prints how many of each status
came back, and what broke; ends with an error if any was 500 or more, or if there was no answer.
"""

from __future__ import annotations

import argparse
import http.client
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

import django
from django.conf import settings

from tests import hostile_requests

ROOT = Path(__file__).parent.parent
HOST = "localhost"
TOKEN = "t" * 32
#: Characters of an address beyond which the server refuses a request without reading on.
LONG_ADDRESS = 60_000
#: The status that stands for an answer that did not come.
NO_ANSWER = 599

#: Headers as nobody should send them, in every tenth request.
HEADERS: dict[str, tuple[str, ...]] = {
    "Accept-Language": ("zh" * 3000, "*;q=x", "en;q=0.0.1,,", "\xff\xfe", "zh-hans-x-" * 50),
    "Cookie": ("sessionid=x", "csrftoken=\xff; sessionid=", "=;=;", "a=" * 2000, "language=../"),
    "If-None-Match": ("*", '"x"', 'W/"' + "x" * 5000, "\xff"),
    "If-Modified-Since": ("x", "Thu, 99 Jan 99999 99:99:99 GMT", "0", "-1"),
    "Range": ("bytes=-1", "bytes=9-1", "bytes=" + "1-2," * 500),
    "Referer": ("\xff", "http://" + "x" * 5000, "javascript:1"),
    "X-Forwarded-For": ("x", "1.2.3.4, " * 300, "::1%\xff"),
    "Authorization": ("Basic x", "Bearer \xff"),
}
METHODS = ("POST", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "BREW")


class Sender:
    """A client of the server that sends requests as they are."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def send(
        self, method: str, address: str, headers: dict[str, str], body: bytes = b""
    ) -> tuple[int, str, bytes]:
        """Return status, ``Location`` and body of the answer."""
        try:
            self.connection.putrequest(method, address, skip_host=True, skip_accept_encoding=True)
            self.connection.putheader("Host", HOST)
            for name, value in headers.items():
                self.connection.putheader(name, value.encode("latin-1"))
            if body or method == "POST":
                self.connection.putheader("Content-Length", str(len(body)))
            self.connection.endheaders(body)
            answer = self.connection.getresponse()
            return answer.status, answer.headers.get("Location", ""), answer.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            # A server that refuses a long head may end the connection before it is all there.
            return (431 if len(address) > LONG_ADDRESS else NO_ANSWER), "", b""


class Curator:
    """An account that is logged in, and logs in again whenever it was logged out."""

    def __init__(self, sender: Sender, role: str) -> None:
        self.sender = sender
        self.role = role
        self.cookies = self.log_in()

    def log_in(self) -> str:
        from tests.builders import client_of, make_account

        account = make_account(f"hostile {self.role}", self.role, is_superuser=not self.role)
        type(account).objects.filter(pk=account.pk).update(
            is_active=True, is_staff=True, is_superuser=not self.role
        )
        cookies = client_of(type(account).objects.get(pk=account.pk)).cookies
        return "; ".join(f"{name}={each.value}" for name, each in cookies.items())

    def send(self, request: Any) -> int:
        address = f"{request.path}?{request.query}" if request.query else request.path
        headers = {"Cookie": f"{self.cookies}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        if request.content_type:
            headers["Content-Type"] = request.content_type
        status, location, _body = self.sender.send(request.method, address, headers, request.body)
        if location.startswith("/admin/login/"):
            self.cookies = self.log_in()
        return status

    def read(self, path: str) -> str:
        status, _location, body = self.sender.send("GET", path, {"Cookie": self.cookies})
        return body.decode() if status == 200 else ""


def public_requests(seed: int) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield method, address and headers without end."""
    draw = Random(seed)  # noqa: S311 - nothing here is secret
    for address in hostile_requests.requests(seed):
        method = draw.choice(METHODS) if draw.random() < 0.05 else "GET"
        name = draw.choice(list(HEADERS))
        headers = {name: draw.choice(HEADERS[name])} if draw.random() < 0.1 else {}
        yield method, quote(address, safe="/?&=%+:@!$'()*,;~"), headers


def send_public(sender: Sender, count: int, seed: int) -> Counter[int]:
    found: Counter[int] = Counter()
    for _number, (method, address, headers) in zip(
        range(count), public_requests(seed), strict=False
    ):
        status, _location, _body = sender.send(method, address, headers)
        found[status] += 1
        if status >= 500:
            print(status, method, address[:300], headers)
    return found


def send_admin(sender: Sender, count: int, seed: int) -> Counter[int]:
    from recommendations.curation.roles import EDITOR, REVIEWER
    from tests import hostile_admin

    found: Counter[int] = Counter()
    for role in (EDITOR, REVIEWER, ""):
        curator = Curator(sender, role)
        found += hostile_admin.statuses(count // 3, seed, curator.send, curator.read)
    return found


def main(arguments: list[str]) -> None:
    """Start the server and send as much as is asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--public", type=int, default=10_000)
    parser.add_argument("--admin", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            announced = next(line for line in server.stdout if line.startswith("Serving on "))
            sender = Sender(int(announced.rstrip("/\n").rpartition(":")[2]))
            found = send_public(sender, options.public, options.seed)
            found += send_admin(sender, options.admin, options.seed)
        finally:
            server.terminate()
    print(f"{found.total()} requests", dict(sorted(found.items())))
    if any(status >= 500 for status in found):
        sys.exit("The site broke.")


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "smuggling_kb.settings"
    django.setup()
    settings.ALLOWED_HOSTS.append("testserver")
    main(sys.argv[1:])
