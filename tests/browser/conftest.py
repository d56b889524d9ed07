"""A real browser, and the site with the real data behind a server of its own."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

#: Debian's Chromium runs with these as root and without a network.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

Visit = Callable[[str, int], Page]


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium as the system has it. Without it a skip, in CI a failure."""
    program = shutil.which("chromium")
    if program is None:
        missing = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missing("Chromium is not installed. Debian and Ubuntu: sudo apt-get install chromium")
    # Playwright keeps an event loop in this thread; Django would refuse its database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    environment = os.environ | {"HOME": str(tmp_path_factory.mktemp("home"))}
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=program, args=ARGUMENTS, env=dict(environment)
        )


@pytest.fixture(scope="session")
def server(chromium: Browser, real_data: None) -> Iterator[LiveServer]:
    """Unlike ``live_server``, empties no tables; what a test writes is undone after it."""
    server = LiveServer("localhost")
    yield server
    # Nobody may still be answered when the server gives the database back.
    chromium.close()
    for thread in threading.enumerate():
        if thread.name.endswith("(process_request_thread)"):
            thread.join(timeout=5)
    server.stop()


@pytest.fixture
def visit(chromium: Browser, server: LiveServer, knowledge_base: None) -> Iterator[Visit]:
    """Opens an address in a window of some width; fails if the browser complained of a page."""
    complaints: list[str] = []
    context = chromium.new_context()

    def visit(address: str, width: int) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{server.url}{address}")
        return page

    yield visit
    context.close()
    assert not complaints
