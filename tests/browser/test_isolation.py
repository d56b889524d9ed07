"""No request of one test reaches into another, whatever its windows are still loading."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.browser.conftest import BLANK, Windows
from tests.browser.request_gate import RequestGate

pytestmark = pytest.mark.browser

WINDOW = {"viewport": {"width": 800, "height": 600}}

#: A page that never rests: it asks for pages of the site again and again.
RESTLESS = "setInterval(() => fetch('/en/explore/').catch(() => null), 1)"


def send(gate: RequestGate) -> list[str]:
    """Ask as a WSGI server does; return the status."""
    statuses: list[str] = []

    def start_response(status: str, *_rest: object) -> Callable[[bytes], object]:
        statuses.append(status)
        return statuses.append  # type: ignore[return-value]

    answer: Any = gate({"PATH_INFO": "/"}, start_response)
    assert b"".join(answer) in (b"", b"Answered")
    if hasattr(answer, "close"):
        answer.close()
    return statuses


def test_a_closed_gate_lets_nothing_pass() -> None:
    def fail(_environ: object, _start_response: object) -> list[bytes]:
        raise AssertionError

    assert send(RequestGate(fail)) == ["503 Service Unavailable"]


def test_a_gate_waits_for_the_request_in_flight() -> None:
    asked, may_answer = threading.Event(), threading.Event()

    def answer_slowly(_environ: object, start_response: Any) -> list[bytes]:
        asked.set()
        may_answer.wait()
        start_response("200 OK", [])
        return [b"Answered"]

    gate = RequestGate(answer_slowly)
    gate.open()
    asking = threading.Thread(target=send, args=[gate])
    closing = threading.Thread(target=gate.close)
    asking.start()
    asked.wait()
    closing.start()
    while gate.is_open:
        pass
    assert closing.is_alive()
    assert gate.in_flight == ["/"]
    may_answer.set()
    closing.join()
    assert gate.in_flight == []


def test_a_request_that_fails_is_not_in_flight() -> None:
    def fail(_environ: object, _start_response: object) -> list[bytes]:
        raise InterruptedError

    gate = RequestGate(fail)
    gate.open()
    with pytest.raises(InterruptedError):
        send(gate)
    gate.close()


def test_pages_that_never_rest_ask_nothing_of_the_next_test(
    windows: Windows, gate: RequestGate
) -> None:
    page = windows.look("/en/explore/", **WINDOW)
    page.evaluate(RESTLESS)
    page.wait_for_event("response")
    assert windows.leave() == []
    gate.close()
    assert page.url == BLANK
    assert gate.in_flight == []
    # Nobody else uses the connection now: the next test can have it.
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    gate.open()
    windows.look("/en/explore/", **WINDOW)
    assert windows.leave() == []


def test_complaints_belong_to_the_test_that_caused_them(windows: Windows) -> None:
    page = windows.look("/en/", **WINDOW)
    page.evaluate("console.error('A complaint.')")
    [complaint] = windows.leave()
    assert complaint.endswith("A complaint.")
    windows.look("/en/", **WINDOW)
    assert windows.leave() == []
