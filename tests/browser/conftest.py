"""A real browser, and the site with the real data behind a server of its own."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from tests.browser.request_gate import RequestGate

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

#: The page of a window that shows nothing and asks for nothing.
BLANK = "about:blank"

Visit = Callable[[str, int], Page]
Look = Callable[..., Page]


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
    chromium.close()
    server.stop()


@pytest.fixture(scope="session")
def gate(server: LiveServer) -> RequestGate:
    """The gate through which every request to the server passes."""
    httpd = server.thread.httpd
    application = httpd.get_app()
    assert application is not None
    gate = RequestGate(application)
    httpd.set_app(gate)
    return gate


@pytest.fixture(autouse=True)
def requests_end_with_their_test(
    chromium: Browser, gate: RequestGate, knowledge_base: None
) -> Iterator[None]:
    """Let a test have its database until its windows have left and its last request is answered."""
    gate.open()
    yield
    for context in chromium.contexts:
        leave(context)
    gate.close()


@pytest.fixture
def visit(chromium: Browser, server: LiveServer) -> Iterator[Visit]:
    """Open addresses in windows of some width; fail if ``watch`` hears a complaint."""
    complaints: list[str] = []
    context = chromium.new_context()

    def visit(address: str, width: int) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        watch(page, server.url, complaints)
        page.goto(f"{server.url}{address}")
        return page

    yield visit
    leave(context)
    context.close()
    assert not complaints


class Windows:
    """Windows that stay open from test to test, one of each kind: quicker than new ones."""

    def __init__(self, browser: Browser, home: str) -> None:
        self.browser = browser
        self.home = home
        self.pages: dict[str, Page] = {}
        self.complaints: list[str] = []

    def look(self, address: str, **kind: Any) -> Page:
        """Open an address in the window of a kind, as Playwright's ``new_context`` knows it."""
        name = repr(kind)
        if name not in self.pages:
            self.pages[name] = self.browser.new_context(**kind).new_page()
            watch(self.pages[name], self.home, self.complaints)
        page = self.pages[name]
        page.set_viewport_size(kind["viewport"])
        page.goto(f"{self.home}{address}")
        return page

    def leave(self) -> list[str]:
        """Leave the site in every window; return the complaints since this was last done."""
        for page in self.pages.values():
            leave(page.context)
        complaints, self.complaints[:] = [*self.complaints], []
        return complaints


@pytest.fixture(scope="session")
def windows(chromium: Browser, server: LiveServer) -> Windows:
    """The windows that ``look`` uses."""
    return Windows(chromium, server.url)


@pytest.fixture
def look(windows: Windows) -> Iterator[Look]:
    """Open addresses where others were open before; fail if ``watch`` hears a complaint."""
    yield windows.look
    assert windows.leave() == []


def leave(context: BrowserContext) -> None:
    """Lead every window to an empty page: what it still loads is broken off.

    Playwright tells in order, so what the page before complained of has been heard by then.
    """
    for page in context.pages:
        if page.url != BLANK:
            page.goto(BLANK)


def follow(target: Locator) -> None:
    """Click what leads to another page, and go on when that page is there.

    A click alone may return while the page that was left is still shown.
    """
    with target.page.expect_navigation():
        target.click()


def watch(page: Page, home: str, complaints: list[str]) -> None:
    """Collect what the browser complains of, and what a page asks of another site."""

    def logged(message: ConsoleMessage) -> None:
        # That an address is answered with an error is no fault of its page.
        is_status = message.text.startswith("Failed to load resource")
        if not (is_status and message.location["url"] == page.url):
            complaints.append(f"{page.url}: {message.text}")

    def asked(request: Request) -> None:
        if not request.url.startswith(f"{home}/"):
            complaints.append(f"{page.url} asks for {request.url}")

    page.on("console", logged)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("request", asked)
